import { UnrecoverableError } from 'bullmq'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Pool } from '../../store/db.ts'
import { buryLetter } from '../../store/dead-letters.ts'
import { openConsumer, openProducer } from '../../store/queue.ts'
import { triageBatch } from '../../workers/triage.ts'
import { startWorkers } from '../../workers/workers.ts'
import { makeCounty, said } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(() => database.pool.query('truncate cases, messages, flags, outbox, dead_letters cascade'))
afterAll(() => database.drop())

/** The pool, of which the first `times` connections are refused. */
function refusing(pool: Pool, times: number): Pool {
  let left = times
  const connect = () =>
    left-- > 0
      ? Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
      : pool.connect()
  return new Proxy(pool, { get: (of, key) => (key === 'connect' ? connect : Reflect.get(of, key)) })
}

/** Workers on the database until `done` holds. */
async function work(
  pool: Pool,
  now: number,
  done: () => Promise<boolean>,
  sweepInterval: number | null = null,
): Promise<void> {
  const county = makeCounty()
  const workers = await startWorkers({
    ...{ pool, queue: { postgres: database.url }, sweepInterval, log: pino({ level: 'silent' }) },
    county: { current: () => county, refresh: async () => undefined },
    clock: () => now,
  })
  await until(done).finally(() => workers.close())
}
const strings = async (sql: string) =>
  (await database.pool.query<Record<string, string>>(sql)).rows.map((row) => Object.values(row).join(' '))

test('what comes while PostgreSQL is away is filed in its order', async () => {
  const producer = await openProducer({ postgres: database.url }, () => undefined)
  const need = said('二组桥边的路灯坏了好几天了，晚上看不见，请派人来修')
  const photo = said('lamp.jpg', { type: 'image', at: need.at + 20_000 })
  await producer.add('first', [need])
  await producer.add('second', [photo])
  await producer.close()
  const states = () => strings('select id, state from messages order by seq')
  await work(refusing(database.pool, 3), photo.at, async () => (await states()).length === 2)
  expect(await states()).toEqual([`${need.id} case`, `${photo.id} case`])
})

test('of a batch that is given up, only what is nowhere yet becomes a dead letter', async () => {
  const queue = { postgres: database.url }
  const batch = [said('吃了没'), said('吃了')]
  const give = () => Promise.reject(new UnrecoverableError('no use'))
  let given = false
  const onFailed = () => ((given = true), Promise.reject(new Error('not now')))
  const consumer = await openConsumer(
    queue,
    { handle: give, onFailed, onError: () => undefined },
    { concurrency: 1 },
  )
  const producer = await openProducer(queue, () => undefined)
  await producer.add('given-up', batch)
  await until(() => given)
  await Promise.all([consumer.close(), producer.close()])
  await triageBatch(database.pool, batch.slice(0, 1), makeCounty(), batch[0]!.at)
  const letters = () => strings('select message from dead_letters')
  await work(database.pool, batch[0]!.at, async () => (await letters()).length > 0)
  expect(await letters()).toEqual([batch[1]!.id])
})

test('a dead letter that comes again and can be filed is none any more', async () => {
  const late = said('吃了没')
  const letter = {
    account: late.account,
    message: late.id,
    stage: 'hear',
    reason: 'it cannot be fetched',
    payload: null,
  }
  await buryLetter(database.pool, letter, late.at)
  await triageBatch(database.pool, [late], makeCounty(), late.at)
  expect(await strings('select id from messages')).toEqual([late.id])
  expect(await strings('select message from dead_letters')).toEqual([])
})

test('what a console that ended has left of decisions is carried out by the sweep', async () => {
  const need = said('三组可能停水了')
  await triageBatch(database.pool, [need], makeCounty(), need.at)
  await database.pool.query(
    `update flags set decision = '{"verdict": "open", "login": "qu", "staff": "qu"}', apply_at = $1`,
    [new Date(need.at + 10_000)],
  )
  const flags = () => strings('select status, decided_by from flags')
  await work(database.pool, need.at + 10_000, async () => (await flags())[0] === 'opened qu', 50)
  expect(await strings('select text from cases')).toEqual([need.text])
})
