import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBench, type Bench } from './bench.ts'
import { addCase, NOW } from './county.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const TAOHUA = { area: '430281106201', office: 'cg-liling' }

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  const { pool } = bench.db
  const add = (code: string, sample: Partial<Parameters<typeof addCase>[1]> = {}) =>
    addCase(pool, { code, ...sample })
  await add('AA22', { openedAt: NOW - 9 * DAY, dueAt: NOW - DAY, more: { urgency: 'urgent' } })
  await add('BB33', {
    openedAt: NOW - 8 * DAY,
    supervised: true,
    more: { channel: 'phone', kind: 'question' },
  })
  const ended = { closedAt: NOW - 2 * DAY, resolvedAt: NOW - 3 * DAY, outcome: 'unsolvable' as const }
  await add('CC44', { openedAt: NOW - 7 * DAY, status: 'closed', more: ended })
  await add('DD55', { openedAt: NOW - 6 * DAY, ...TAOHUA })
  await add('EE66', { openedAt: NOW - 6 * DAY, ...TAOHUA, more: { closedAt: NOW - DAY }, status: 'closed' })
  const secret = { confidential: true, office: 'jw-chashan', category: 'conduct', about: ['zhangjian'] }
  await add('FF77', { openedAt: NOW - 5 * DAY, ...secret })
  const nobody = await add('GG88', { openedAt: NOW - 4 * DAY, status: 'open', category: 'roads' })
  await pool.query('update cases set office = null where id = $1', [nobody])
  const again = await add('HH99', { openedAt: NOW - 3 * DAY })
  await pool.query(
    `insert into case_events (case_id, seq, at, type, by) values ($1, 5, $2, 'reopened', 'system')`,
    [again, new Date(NOW)],
  )
})
afterAll(() => bench.close())

const codes = async (user: string, query: string) => {
  const { json, body } = await bench.as(user, { url: `/api/cases?${query}` })
  if (!json.items) throw new Error(body)
  return json.items.map((item: { code: string }) => item.code).join(' ')
}
const count = async (user: string, query: string) =>
  (await bench.as(user, { url: `/api/cases/count?${query}` })).json

describe('the ledger, narrowed', () => {
  it.each([
    ['urgency=urgent', 'AA22'],
    ['kind=question', 'BB33'],
    ['channel=phone', 'BB33'],
    ['outcome=unsolvable', 'CC44'],
    ['area=430281106', 'EE66 DD55'],
    ['area=430281105203', 'HH99 GG88 CC44 BB33 AA22'],
    ['area=nowhere', ''],
    ['office=none', 'GG88'],
    ['overdue=true', 'AA22'],
    ['reopened=true', 'HH99'],
    ['confidential=true', ''],
    ['group=g-taohua', ''],
    ['status=all&category=roads', 'GG88'],
    ['status=unfinished', 'HH99 GG88 DD55 BB33 AA22'],
    // NOW is at 9 in the morning of 5 March in Shanghai.
    ['from=2026-02-26&to=2026-02-27', 'EE66 DD55 CC44'],
    ['closedFrom=2026-03-03&closedTo=2026-03-03', 'CC44'],
    ['dueTo=2026-03-04', 'AA22'],
    ['from=2026-02-30', null],
    ['status=lost', null],
    ['sort=text', null],
  ])('%s', async (query, expected) => {
    if (expected === null)
      return expect((await bench.as('admin', { url: `/api/cases?${query}` })).status).toBe(400)
    expect(await codes('admin', query)).toBe(expected)
    const found = expected.split(' ').filter(Boolean).length
    expect(await count('admin', query)).toEqual({ count: found, more: false })
  })

  it.each([
    ['township', 'HH99 GG88 CC44 BB33 AA22', ''],
    ['village', 'HH99 CC44 BB33 AA22', ''],
    ['department', 'EE66 DD55', ''],
    ['neighbour', 'EE66 DD55', ''],
    ['discipline', 'HH99 GG88 FF77 CC44 BB33 AA22', 'FF77'],
    ['county', 'HH99 GG88 EE66 DD55 CC44 BB33 AA22', ''],
    ['leader', 'HH99 GG88 EE66 DD55 CC44 BB33 AA22', ''],
  ])('is another one for %s', async (user, all, secret) => {
    expect(await codes(user, '')).toBe(all)
    expect(await count(user, '')).toEqual({ count: all.split(' ').length, more: false })
    expect(await codes(user, 'confidential=true')).toBe(secret)
    expect(await codes(user, 'area=430281105&status=open')).toBe(all.includes('GG88') ? 'GG88' : '')
  })
})

describe('a row of the ledger', () => {
  it('tells the place with its village, and the time left as the page of the case', async () => {
    const { items } = (await bench.as('discipline', { url: '/api/cases' })).json
    for (const { code, text, area, clock } of items.filter((i: { code: string }) =>
      /AA22|FF77/.test(i.code),
    )) {
      const { json: page } = await bench.as('discipline', { url: `/api/cases/${code}` })
      expect(clock, code).toEqual({ days: page.clock.days, left: page.clock.left })
      expect(area, code).toBe('冷水村八组')
      expect(text, code).toBe(code === 'FF77' ? null : page.text)
    }
  })

  it('is the same two seconds later, so that nothing is drawn anew', async () => {
    const ask = async () => (await bench.as('admin', { url: '/api/cases' })).json
    const before = await ask()
    bench.pass(2000)
    expect(await ask()).toEqual(before)
  })
})

describe('the ledger, in order', () => {
  it.each(['opened', 'due', 'closed', 'urgency', 'code'])(
    'by %s: each once, page by page, both ways',
    async (sort) => {
      const walk = async (desc: boolean) => {
        const seen: string[] = []
        for (let after = ''; ;) {
          const url = `/api/cases?sort=${sort}&desc=${desc}&limit=2${after}`
          const { json } = await bench.as('admin', { url })
          seen.push(...json.items.map((item: { code: string }) => item.code))
          if (!json.next) return seen
          after = `&after=${json.next}`
        }
      }
      const [down, up] = [await walk(true), await walk(false)]
      expect(down).toEqual(up.toReversed())
      expect(new Set(down).size).toBe(sort === 'closed' ? 2 : 7)
      expect(down).toHaveLength(sort === 'closed' ? 2 : 7)
    },
  )

  it('puts first what one looks for', async () => {
    expect(await codes('admin', 'sort=urgency&limit=1')).toBe('AA22')
    expect(await codes('admin', 'sort=due&limit=1')).toBe('AA22')
    expect(await codes('admin', 'closedTo=2026-03-05')).toBe('EE66 CC44')
    expect(await codes('admin', 'closedTo=2026-03-05&sort=code')).toBe('CC44 EE66')
  })

  it('is not led astray by a cursor that is none', async () => {
    for (const after of [
      'x',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('[1,"a"]').toString('base64url'),
    ])
      expect((await bench.as('admin', { url: `/api/cases?after=${after}` })).status).toBe(400)
  })
})
