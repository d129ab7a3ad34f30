import pg from 'pg'

/** A pool or one client inside a transaction: whatever can run a statement. */
export type Queryable = Pick<pg.Pool, 'query'>
export type Pool = pg.Pool

pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Opens a pool; `close` it with `pool.end()`. Idle connections that break are reported to `onError`, never thrown. */
export function openPool(connectionString: string, onError: (error: Error) => void, max = 5): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 2_000,
    application_name: 'xunqun',
  })
  pool.on('error', onError)
  // A connection in use that breaks says so twice: the statement on it fails, and an error that nobody heard would
  // end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Runs `work` in one transaction: commits its result or rolls back and throws on. */
export async function inTransaction<T>(pool: pg.Pool, work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    // A rollback that fails means a dead connection: it must not go back into the pool.
    await client.query('rollback').catch((e: Error) => (broken = e))
    throw error
  } finally {
    client.release(broken)
  }
}
