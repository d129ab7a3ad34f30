import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { inject } from 'vitest'
import { openPool } from '../../store/db.ts'

/** A migrated, empty database of one's own. */
export interface TestDatabase {
  url: string
  pool: pg.Pool
  /** ends the pool and drops the database, also under the feet of those who still use it */
  drop(): Promise<void>
}

/** Clones the run's migrated template; `empty` gives a database without even migrations. */
export async function freshDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = empty ? 'template0' : inject('postgresTemplate')
  // By its files: through the log, the default, costs three times as much.
  await owner().query(`create database ${name} template ${template} strategy file_copy`)
  const url = withDatabase(inject('postgresUrl'), name)
  // Dropping the database ends connections by force: those errors are no failure of a test.
  const pool = openPool(url, () => undefined)
  return {
    url,
    pool,
    async drop() {
      await pool.end()
      await owner().query(`drop database if exists ${name} with (force)`)
    },
  }
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

let opened: pg.Pool | undefined
/** Connections for all files of a worker, which close themselves when they rest. */
const owner = () => (opened ??= openPool(inject('postgresUrl'), () => undefined, 8))
