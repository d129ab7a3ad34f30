import { describe, expect, it } from 'vitest'
import { allowed, type Act, type Verb } from '../../cases/allowed.ts'
import { handle } from '../../cases/handling.ts'
import { markConfidential } from '../../cases/marking.ts'
import { STATUSES, type Case } from '../../cases/model.ts'
import { openCase } from '../../cases/opening.ts'
import { rate } from '../../cases/rating.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'

const county = makeCounty()
const NOW = at('2026-03-02T10:00:00')
const finding = { kind: 'problem', urgency: 'normal' } as const

/** A case of 桥头村村委会, or a confidential one of 柳溪镇纪委. */
function sample(change: Partial<Case> = {}): Case {
  const { confidential = false } = change
  const found = { ...finding, category: confidential ? 'conduct' : 'street-lighting', confidential }
  const heard = said(confidential ? '方明收烟' : '二组的路灯坏了')
  const opened = openCase({ heard, found, county, now: NOW, by: 'system', attempt: 0 }).case
  return { ...opened, ...change }
}
const person = (id: string) => county.directory.staffById(id)!

describe('what staff may do', () => {
  it.each<[string, string, Partial<Case>, string]>([
    ['whoever handles it', 'fang', {}, 'accept resolve decline return transfer extend reveal'],
    ['after 接单', 'fang', { status: 'accepted' }, 'resolve decline return transfer extend reveal'],
    ['after 退单', 'fang', { returned: true }, 'accept resolve decline transfer extend reveal'],
    ['after the deadline', 'fang', { dueAt: NOW }, 'accept resolve decline return transfer reveal'],
    ['after 办结', 'fang', { status: 'resolved' }, 'reveal'],
    ['after 销号', 'fang', { status: 'closed' }, 'reveal'],
    ['a reviewer above', 'jiang', {}, 'transfer supervise split confidential'],
    [
      'a reviewer above, while nobody has it',
      'jiang',
      { status: 'open', office: null },
      'transfer supervise split confidential',
    ],
    ['a reviewer above, after 办结', 'jiang', { status: 'resolved' }, 'satisfied dissatisfied split'],
    [
      'a reviewer above, after the reporter was asked',
      'jiang',
      { asked: { done: NOW } },
      'transfer supervise satisfied split confidential',
    ],
    [
      'a reviewer of the office itself, after 办结',
      'jiang',
      { status: 'resolved', office: 'jw-liuxi' },
      'split reveal',
    ],
    ['somebody of another office', 'shi', {}, ''],
    ['a handler above', 'tong', {}, ''],
    [
      'the discipline office that has it',
      'jiang',
      { confidential: true },
      'accept resolve decline return transfer extend supervise split reveal',
    ],
    ['the discipline office above it', 'qu', { confidential: true }, ''],
    ['the office that is accused', 'fang', { confidential: true }, ''],
    ['the one who is accused', 'jiang', { confidential: true, about: ['jiang'] }, ''],
    [
      'who verifies a rumour first',
      'tong',
      { category: 'rumour', office: 'zf-liuxi', status: 'resolved', verifiedBy: ['fang'] },
      'verify reveal',
    ],
    [
      'who has verified it',
      'tong',
      { category: 'rumour', office: 'zf-liuxi', status: 'resolved', verifiedBy: ['tong'] },
      'reveal',
    ],
    [
      'a rumour that two have verified',
      'tong',
      { category: 'rumour', office: 'zf-liuxi', status: 'closed', verifiedBy: ['a', 'b'] },
      'reveal',
    ],
  ])('%s', (_, who, change, acts) => {
    expect(allowed(sample(change), person(who), county, NOW).join(' ')).toBe(acts)
  })
})

const WORDS: Record<Verb, string> = {
  accept: '',
  resolve: '修好了',
  decline: '没有配件',
  return: '不归我们管',
  transfer: '清江县供电公司',
  extend: '5 等配件',
  supervise: '',
  verify: '',
  satisfied: '',
  dissatisfied: '还是黑的',
}
const VARIANTS: Partial<Case>[] = [
  {},
  { returned: true },
  { dueAt: NOW - 1 },
  { office: 'jw-liuxi' },
  { office: 'jw-qingjiang' },
  { asked: { done: NOW } },
  { category: 'rumour', verifiedBy: ['fang'] },
  { confidential: true },
  { confidential: true, about: ['jiang'] },
]

it('is what is not refused, of everybody in every state', () => {
  for (const status of STATUSES)
    for (const change of VARIANTS)
      for (const staff of county.directory.staff) {
        const c = sample({ ...change, status })
        const acts = allowed(c, staff, county, NOW)
        const say = { heard: null, staff, county, now: NOW }
        const does = (act: Act, refused: boolean) =>
          expect(acts.includes(act), `${act} of ${staff.id}: ${JSON.stringify({ ...change, status })}`).toBe(
            !refused,
          )
        for (const verb of Object.keys(WORDS) as Verb[]) {
          const text = verb === 'transfer' && c.confidential ? '清江县纪委监委' : WORDS[verb]
          const handled =
            verb === 'satisfied' || verb === 'dissatisfied'
              ? rate(verb === 'satisfied', c, text, say)
              : handle(verb, c, text, say)
          does(verb, 'refusal' in handled)
        }
        does('confidential', 'refusal' in markConfidential(c, [], staff, county, NOW))
      }
})
