import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { inTransaction, type Pool, type Queryable } from './db.ts'

/** The folder of Xunqun's own migrations. */
export const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))

/** The database's form and the code's do not fit, or a migration failed; the message says what to do. */
export class SchemaError extends Error {
  readonly exitCode = 1
}
/** The database was migrated by later code than this. */
export class SchemaTooNew extends SchemaError {}
/** The database lacks migrations that this code needs. */
export class SchemaTooOld extends SchemaError {}

interface Migration {
  version: number
  /** file name without `.sql` */
  name: string
  path: string
}

/** Any number that nothing else locks: two processes that migrate at once do it one after the other. */
const LOCK = 0x78756e71

/**
 * Brings the database to the form of the code: applies what is missing of `dir`/NNN_name.sql in order,
 * each file in a transaction of its own. Several processes may call it at once.
 * @returns the names that were applied now
 * @throws SchemaTooNew when the database knows more migrations than `dir`
 */
export async function migrate(pool: Pool, dir: string): Promise<string[]> {
  const migrations = await readMigrations(dir)
  const applied: string[] = []
  for (;;) {
    const name = await inTransaction(pool, (tx) => applyNext(tx, migrations))
    if (!name) return applied
    applied.push(name)
  }
}

/**
 * For processes that do not migrate: passes only when the database has exactly the migrations of `dir`.
 * @throws SchemaTooOld | SchemaTooNew
 */
export async function checkSchema(db: Queryable, dir: string): Promise<void> {
  const migrations = await readMigrations(dir)
  const version = await appliedVersion(db)
  refuseNewer(version, migrations)
  if (version < migrations.length)
    throw new SchemaTooOld(
      `The database is at version ${version}, this code needs ${migrations.length}: run \`npm run migrate\` first`,
    )
}

async function applyNext(tx: pg.PoolClient, migrations: Migration[]): Promise<string | null> {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK])
  const version = await appliedVersion(tx)
  refuseNewer(version, migrations)
  const next = migrations[version]
  if (!next) return null
  if (version === 0) await tx.query(CREATE)
  const sql = await readFile(next.path, 'utf8')
  await tx.query(sql).catch((error: unknown) => {
    throw new SchemaError(failure(next, sql, error), { cause: error })
  })
  await tx.query('insert into migrations (version, name, applied_at) values ($1, $2, now())', [
    next.version,
    next.name,
  ])
  return next.name
}

const CREATE = `create table if not exists migrations (
  version integer primary key,
  name text not null,
  applied_at timestamptz not null
)`

/** Versions start at 1 and have no gaps, so the highest is also their number; 0: an empty database. */
async function appliedVersion(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ there: boolean }>(`select to_regclass('migrations') is not null as there`)
  if (!rows[0]?.there) return 0
  const last = await db.query<{ version: number }>(
    'select coalesce(max(version), 0) as version from migrations',
  )
  return last.rows[0]?.version ?? 0
}

function refuseNewer(version: number, migrations: Migration[]): void {
  if (version > migrations.length)
    throw new SchemaTooNew(
      `The database is at version ${version}, this code knows only ${migrations.length}: start the newer Xunqun that made it`,
    )
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql')).sort()
  return files.map((file, index) => {
    const digits = /^(\d{3})_[a-z0-9_]+\.sql$/.exec(file)?.[1]
    if (Number(digits) !== index + 1)
      throw new SchemaError(
        `${join(dir, file)}: migrations are named NNN_name.sql and counted from 001 without gaps`,
      )
    return { version: index + 1, name: file.slice(0, -4), path: join(dir, file) }
  })
}

function failure(migration: Migration, sql: string, error: unknown): string {
  const { position, message } = error as { position?: string; message: string }
  const line = position ? `, line ${sql.slice(0, Number(position) - 1).split('\n').length}` : ''
  return `Migration ${migration.name}${line} failed and was undone: ${message}`
}
