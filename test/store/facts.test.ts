import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillCounty, NOW } from '../console/county.ts'
import { DAY, live, randomCase, seeded, type Lived, type Told } from '../console/figures-data.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await freshDatabase()
  await fillCounty(db.pool)
})
afterAll(() => db.drop())

const HOUR = 3_600_000
const START = NOW - 30 * DAY
const after = (hours: number, type: Told['type'], by?: string): Told => ({
  at: START + hours * HOUR,
  type,
  ...(by === undefined ? {} : { by }),
})
const FACTS = 'answer_minutes, end_minutes, rated, rated_at, reopened_at, coalesce(held, false) as held'
const closed = (hours: number, more: Partial<Lived> = {}): Partial<Lived> => ({
  ...{ status: 'closed', result: '修好了', outcome: 'done' },
  ...{ resolvedAt: START + hours * HOUR, closedAt: START + (hours + 1) * HOUR },
  ...more,
})
const again = (hours: number) => [after(hours, 'dissatisfied', 'wx-liu'), after(hours, 'reopened', 'system')]
const end = (hours: number) => [after(hours, 'satisfied', 'wx-liu'), after(hours, 'closed', 'system')]

type Row = [name: string, lived: Partial<Lived>, facts: Record<string, unknown>]
const ROWS: Row[] = [
  ['nothing but a receipt is no answer', {}, { answer_minutes: null, held: false }],
  [
    '接单 is the first answer, from what was said',
    { events: [[after(2, 'accepted')]] },
    { answer_minutes: 120 },
  ],
  [
    '退单 and 转办 are none',
    { events: [[after(2, 'returned')], [after(3, 'transferred')]] },
    { answer_minutes: null },
  ],
  [
    'the first of several counts',
    { events: [[after(5, 'extended')], [after(9, 'accepted')], [after(12, 'resolved')]] },
    { answer_minutes: 300 },
  ],
  [
    'a kept answer is none of an office',
    { events: [[after(0, 'resolved', 'system')]] },
    { answer_minutes: null },
  ],
  [
    "nor is the reporter's own word that it is done",
    {
      events: [
        [after(4, 'resolved', 'wx-liu'), after(4, 'satisfied', 'wx-liu'), after(4, 'closed', 'system')],
      ],
      ...closed(4),
    },
    { answer_minutes: null, end_minutes: 240, rated: 'satisfied', held: true },
  ],
  [
    'closed with a text and never taken up again, it holds',
    { events: [[after(10, 'resolved')], end(11)], ...closed(10) },
    { answer_minutes: 600, end_minutes: 600, rated: 'satisfied', held: true },
  ],
  [
    'without a text it does not',
    { events: [[after(10, 'resolved')], [after(11, 'closed', 'system')]], ...closed(10, { result: ' ' }) },
    { end_minutes: 600, rated: null, held: false },
  ],
  [
    '无法解决 is no closing of the rate',
    { events: [[after(10, 'resolved')], end(11)], ...closed(10, { outcome: 'unsolvable' }) },
    { held: false },
  ],
  [
    'taken up again on the seventh day it does not hold, and takes until the last 办结',
    {
      events: [[after(10, 'resolved')], again(10 + 7 * 24), [after(200, 'resolved')], end(201)],
      ...closed(200),
    },
    { end_minutes: 12_000, rated: 'satisfied', held: false, reopened_at: new Date(START + 178 * HOUR) },
  ],
  [
    'later than that it does',
    {
      events: [[after(10, 'resolved')], again(11 + 7 * 24), [after(200, 'resolved')], end(201)],
      ...closed(200),
    },
    { held: true },
  ],
  [
    'the last word counts',
    { events: [[after(10, 'resolved')], again(12)] },
    { rated: 'dissatisfied', rated_at: new Date(START + 12 * HOUR), end_minutes: null, held: false },
  ],
]

describe('of the history of a case', () => {
  it.each(ROWS)('%s', async (name, lived, facts) => {
    const code = `T${ROWS.findIndex(([other]) => other === name)}`
    await live(db.pool, { code, openedAt: START, status: 'assigned', ...lived })
    const { rows } = await db.pool.query(`select ${FACTS} from cases where code = $1`, [code])
    expect(rows[0]).toMatchObject(facts)
  })

  it('facts that were kept up are those that are made anew', async () => {
    const random = seeded(3)
    for (let i = 0; i < 60; i++) await live(db.pool, randomCase(`R${i}`, random))
    const facts = async () => (await db.pool.query(`select code, ${FACTS} from cases order by code`)).rows
    const kept = await facts()
    await db.pool.query(
      'update cases set answer_minutes = null, end_minutes = null, rated = null, held = null',
    )
    await db.pool.query('select refresh_facts(null)')
    expect(await facts()).toEqual(kept)
  })
})
