import { afterAll, beforeAll, expect, it } from 'vitest'
import { triageBatch } from '../../workers/triage.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeAll(async () => void (db = await freshDatabase()))
afterAll(() => db.drop())

it('says who reads along once, though a message of the last quarter comes late', async () => {
  const now = at('2026-04-02T09:00:00')
  const batch = [said('吃了没', { at: now }), said('早', { at: at('2026-03-20T09:00:00') })]
  await triageBatch(db.pool, batch, makeCounty(), now)
  const { rows } = await db.pool.query(`select key, not_before from outbox where kind = 'notice'`)
  expect(rows).toEqual([{ key: 'notice:g-qiaotou:2026Q2', not_before: new Date(at('2026-04-02T18:00:00')) }])
})

it('says nothing when a message comes again after the quarter', async () => {
  const old = said('吃了没', { group: 'g-zhuyuan', at: at('2026-02-02T09:00:00') })
  for (const time of [old.at, at('2026-05-02T09:00:00')])
    await triageBatch(db.pool, [old], makeCounty(), time)
  const { rows } = await db.pool.query(`select key from outbox where group_id = 'g-zhuyuan'`)
  expect(rows).toEqual([{ key: 'notice:g-zhuyuan:2026Q1' }])
})
