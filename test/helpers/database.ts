import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { inject } from 'vitest'
import { openPool } from '../../store/db.ts'
import { until } from './until.ts'

/** A migrated, empty database of one's own. */
export interface TestDatabase {
  url: string
  pool: pg.Pool
  /** ends the pool and drops the database, also under the feet of those who still use it */
  drop(): Promise<void>
}

/** Clones the run's migrated template; `empty` gives a database without even migrations. */
export async function freshDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asOwner(
    server,
    `create database ${name} template ${empty ? 'template0' : inject('postgresTemplate')}`,
  )
  const url = withDatabase(server, name)
  // Dropping the database ends connections by force: those errors are no failure of a test.
  const pool = openPool(url, () => undefined)
  return {
    url,
    pool,
    async drop() {
      await pool.end()
      // An autovacuum that happens to be in it may be ended by no owner, and is done in a moment.
      await until(
        async () => {
          await asOwner(server, `drop database if exists ${name} with (force)`)
          return true
        },
        { what: `${name} is dropped` },
      )
    },
  }
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function asOwner(url: string, sql: string): Promise<void> {
  const pool = openPool(url, () => undefined, 1)
  try {
    await pool.query(sql)
  } finally {
    await pool.end()
  }
}
