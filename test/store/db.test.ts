import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../../store/db.ts'
import { isOutage } from '../../store/outage.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

// An error event that nobody listens to would end the process, which vitest counts as a failure.
test('a connection that is lost between two statements fails the transaction and nothing else', async () => {
  const { pool } = database
  const broken = inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
    const lost = new Promise((resolve) => tx.once('end', resolve))
    await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid])
    await lost
    await tx.query('select 1')
  })
  const error: unknown = await broken.catch((e: unknown) => e)
  expect(isOutage(error), String(error)).toBe(true)
  await until(async () => (await pool.query('select 1')).rowCount)
})
