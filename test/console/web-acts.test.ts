import { describe, expect, it } from 'vitest'
import type { CasePage } from '../../console/server/schemas.ts'
import { actsOf } from '../../console/web/src/parts/cases/acts.ts'

const HANDLER = ['resolve', 'decline', 'return', 'transfer', 'extend', 'reveal']
const ABOVE = ['transfer', 'supervise', 'split', 'confidential']

describe('what the page proposes first', () => {
  it.each([
    ['assigned', ['accept', ...HANDLER], 'accept', ['resolve', 'transfer', 'extend', 'decline', 'return']],
    ['accepted', HANDLER, 'resolve', ['transfer', 'extend', 'decline', 'return']],
    ['open', ABOVE, 'transfer', ['supervise', 'confidential']],
    ['accepted', ABOVE, 'supervise', ['transfer', 'confidential']],
    ['accepted', ['satisfied', ...ABOVE], 'rate', ['supervise', 'transfer', 'confidential']],
    ['resolved', ['satisfied', 'dissatisfied', 'split'], 'rate', []],
    ['resolved', ['verify', 'reveal'], 'verify', []],
    ['accepted', ['confidential'], undefined, ['confidential']],
    ['closed', ['split', 'reveal'], undefined, []],
  ])('%s, may %j: %s', (status, may, first, rest) => {
    const acts = actsOf({ status, may, supervised: false, reporters: [] } as unknown as CasePage)
    expect(acts.first?.id).toBe(first)
    expect(acts.rest.map(({ id }) => id)).toEqual(rest)
  })

  it('does not press again what is pressed already', () => {
    const page = { status: 'accepted', may: ABOVE, supervised: true, reporters: [] } as unknown as CasePage
    expect(actsOf(page).first).toBeNull()
  })

  it.each([
    [[{ name: '刘女士' }], '会原样告诉反映人'],
    [[], '反映人不在微信上'],
  ])('promises to tell only whom it can reach: %j', (reporters, says) => {
    const page = { status: 'accepted', may: HANDLER, supervised: false, reporters } as unknown as CasePage
    expect(actsOf(page).first?.says).toContain(says)
  })
})
