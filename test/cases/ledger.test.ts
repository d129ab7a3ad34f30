import { expect, it } from 'vitest'
import { ledgers } from '../../cases/ledger.ts'
import type { Case } from '../../cases/model.ts'
import { at, makeCounty } from '../fixtures/county.ts'
import { play } from './play.ts'

const now = at('2026-03-02T17:30:00')
const day = { day: '2026-03-02', end: at('2026-03-03T00:00:00') }

const accountsOf = (cases: Case[]) =>
  ledgers(
    cases.map((c) => ({ case: c, today: [{ type: 'opened' as const }] })),
    day.day,
    day.end,
    now,
    makeCounty(),
  ).map((r) => r.account)

it('is spoken by an account that hears a group, though another one has the oldest case', () => {
  const p = play()
  p.say('二组桥边的路灯坏了好几天了')
  const heard = p.first()
  const filed: Case = { ...heard, group: null, account: 'form' }
  expect(accountsOf([filed, heard])).toEqual(['bot'])
  expect(accountsOf([filed])).toEqual(['form'])
})
