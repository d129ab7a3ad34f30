import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../cases/world.ts'
import { openProducer } from '../../store/queue.ts'
import { triageBatch } from '../../workers/triage.ts'
import { startWorkers } from '../../workers/workers.ts'
import { makeCounty, said } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

const HOUR = 3_600_000
const WORDS = '吃了没，今天赶场'
let db: TestDatabase
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.drop())

const rows = async (sql: string) => (await db.pool.query<Record<string, unknown>>(sql)).rows
const county = makeCounty({ settings: { ...DEFAULT_SETTINGS, keep: { amount: 2, unit: 'h' } } })

/** Workers that find it `now` until `done` holds; gives the lines of their log. */
async function work(now: number, sweepInterval: number | null, done: () => Promise<boolean>) {
  const lines: string[] = []
  const workers = await startWorkers({
    pool: db.pool,
    queue: { postgres: db.url },
    county: { current: () => county, refresh: async () => undefined },
    clock: () => now,
    sweepInterval,
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
  })
  await until(done).finally(() => workers.close())
  return lines.join('')
}

it('workers forget when they start what is older than the county keeps it, and log only how much', async () => {
  const [old, young, last] = [said(WORDS), said('吃了'), said('走了')]
  await triageBatch(db.pool, [old], county, old.at)
  await triageBatch(db.pool, [young], county, old.at + HOUR)
  const forgotten = async () => (await rows('select id from messages where forgotten')).map((r) => r.id)
  const log = await work(old.at + 2 * HOUR + 1, 60_000, async () => (await forgotten()).length > 0)
  expect(await forgotten()).toEqual([old.id])
  expect(log).toMatch(/"messages":1.*what no case needs is forgotten/)
  expect(log).not.toMatch(/吃了|wx-an/)

  const producer = await openProducer({ postgres: db.url }, () => undefined)
  await producer.add('last', [last])
  await producer.close()
  const filed = async () => (await rows(`select from messages where id = '${last.id}'`)).length === 1
  await work(old.at + 9 * HOUR, null, filed)
  expect(await forgotten()).toEqual([old.id])
})

it('the queue keeps no words once they are filed', async () => {
  const talk = said(WORDS)
  const producer = await openProducer({ postgres: db.url }, () => undefined)
  await producer.add('talk', [talk])
  await producer.close()
  const tables = await rows(
    `select table_name as name from information_schema.tables where table_schema = 'bullmq'`,
  )
  const kept = async () => {
    const found = await Promise.all(
      tables.map(({ name }) =>
        rows(`select from bullmq."${String(name)}" t where t::text like '%${WORDS}%'`),
      ),
    )
    return found.flat().length
  }
  expect(await kept()).toBeGreaterThan(0)
  await work(
    talk.at,
    null,
    async () => (await rows(`select from messages where id = '${talk.id}'`)).length === 1,
  )
  expect(await kept()).toBe(0)
})
