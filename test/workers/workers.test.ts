import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pool } from '../../store/db.ts'
import { openProducer } from '../../store/queue.ts'
import { startWorkers } from '../../workers/workers.ts'
import { makeCounty, said } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
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

test('what comes while PostgreSQL is away is filed in its order', async () => {
  const queue = { postgres: database.url }
  const county = makeCounty()
  const producer = await openProducer(queue, () => undefined)
  const need = said('二组桥边的路灯坏了好几天了，晚上看不见，请派人来修')
  const photo = said('lamp.jpg', { type: 'image', at: need.at + 20_000 })
  await producer.add('first', [need])
  await producer.add('second', [photo])
  const workers = await startWorkers({
    ...{ pool: refusing(database.pool, 3), queue, sweepInterval: null, log: pino({ level: 'silent' }) },
    county: { current: () => county, reload: async () => undefined },
    clock: () => photo.at,
  })
  try {
    const states = await until(async () => {
      const { rows } = await database.pool.query<{ id: string; state: string }>(
        'select id, state from messages',
      )
      return rows.length === 2 && new Map(rows.map((r) => [r.id, r.state]))
    })
    expect(states).toEqual(
      new Map([
        [need.id, 'case'],
        [photo.id, 'case'],
      ]),
    )
  } finally {
    await workers.close()
    await producer.close()
  }
})
