import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Heard } from '../../cases/model.ts'
import { saveWorld } from '../../store/world.ts'
import { nextSweep, sweep } from '../../workers/sweep.ts'
import { triageBatch } from '../../workers/triage.ts'
import { at, makeCounty, said, WORLD } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

const MONDAY = at('2026-03-02T09:00:00')
const SUNDAY = at('2026-03-08T18:00:00')
const county = makeCounty()
let db: TestDatabase

beforeAll(async () => {
  db = await freshDatabase()
  await saveWorld(db.pool, WORLD)
})
afterAll(() => db.drop())
beforeEach(async () => {
  await db.pool.query(
    'truncate cases, messages, flags, outbox, case_events, case_reporters, ledger_days, published_days cascade',
  )
})

const file = (...batch: Heard[]) => triageBatch(db.pool, batch, county, Math.max(...batch.map((h) => h.at)))
const rows = async (sql: string) => (await db.pool.query(sql)).rows
const posted = () =>
  rows(`select group_id, account, text, key from outbox where key like 'published:%' order by id`)

/** A lamp of 二组 that was mended, and its reporter is satisfied. */
async function mended(): Promise<string> {
  await file(said('二组桥边的路灯坏了好几天了，请派人来修', { at: MONDAY }))
  const [{ code }] = await rows('select code from cases')
  await file(said(`办结 ${code} 已换灯泡`, { from: 'wx-fang', at: MONDAY + 3_600_000 }))
  await file(said(`满意 ${code}`, { at: MONDAY + 7_200_000 }))
  return code
}

describe('the weekly list', () => {
  it('is posted once, at its time, where something was done', async () => {
    const code = await mended()
    await file(said('吃了没', { group: 'g-zhuyuan', from: 'wx-cen', at: MONDAY }))
    await sweep(db.pool, county, SUNDAY - 60_000)
    expect(await posted()).toEqual([])
    for (const late of [0, 60_000, 3_600_000]) await sweep(db.pool, county, SUNDAY + late)
    expect(await posted()).toEqual([
      {
        group_id: 'g-qiaotou',
        account: 'bot',
        text: `【一周办理情况】桥头村，截至2026-03-08：本周收到 1 件，办结 1 件，满意 1 件。\n· ${code} 路灯照明 桥头村二组：已换灯泡`,
        key: 'published:g-qiaotou:2026-03-08',
      },
    ])
    await sweep(db.pool, county, SUNDAY + 7 * 24 * 3_600_000)
    expect(await posted()).toHaveLength(1)
  })

  it('comes after an outage on the next morning, and later not at all', async () => {
    await mended()
    await sweep(db.pool, county, SUNDAY + 25 * 3_600_000)
    expect(await posted()).toEqual([])
    await sweep(db.pool, county, SUNDAY + 14 * 3_600_000)
    expect(await posted()).toHaveLength(1)
  })

  it('is spoken by the account that heard the group last', async () => {
    await mended()
    await file(said('吃了没', { account: 'other', at: MONDAY + 8_000_000 }))
    await sweep(db.pool, county, SUNDAY)
    expect(await posted()).toMatchObject([{ account: 'other' }])
  })

  it('lets the hour pass that clocks are put back by', async () => {
    const berlin = makeCounty({ settings: { ...WORLD.settings, timezone: 'Europe/Berlin' } })
    const before = Date.parse('2026-10-24T17:30:00+02:00')
    expect(await nextSweep(db.pool, berlin, before)).toBe(Date.parse('2026-10-25T17:30:00+01:00'))
  })

  it('moves a replay to its minute', async () => {
    expect(await nextSweep(db.pool, county, SUNDAY - 60_000)).toBe(SUNDAY)
    expect(await nextSweep(db.pool, county, SUNDAY)).toBe(at('2026-03-09T17:30:00'))
  })
})
