import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyHistory } from '../../store/history.ts'
import { sweep } from '../../workers/sweep.ts'
import { triageBatch } from '../../workers/triage.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

const county = makeCounty()
let db: TestDatabase
beforeAll(async () => void (db = await freshDatabase()))
afterAll(() => db.drop())

const days = async () =>
  (await db.pool.query('select day::text, events from history_days order by day')).rows.map((row) => [
    row.day,
    row.events,
  ])

test('a day is sealed once, after midnight in the county', async () => {
  await sweep(db.pool, county, at('2026-03-02T00:00:01'))
  const noon = at('2026-03-02T12:00:00')
  await triageBatch(db.pool, [said('二组桥边的路灯坏了', { at: noon })], county, noon)
  await sweep(db.pool, county, at('2026-03-02T23:59:59'))
  expect(await days()).toEqual([['2026-03-01', 0]])

  const midnight = at('2026-03-03T00:00:00')
  await Promise.all([sweep(db.pool, county, midnight), sweep(db.pool, county, midnight)])
  await sweep(db.pool, county, midnight + 1_000)
  const sealed = await days()
  expect(sealed.map(([day]) => day)).toEqual(['2026-03-01', '2026-03-02'])
  expect(sealed[1]![1]).toBeGreaterThan(0)
  expect(await verifyHistory(db.pool)).toMatchObject({ days: 2, unsealed: 0, broken: null })
})
