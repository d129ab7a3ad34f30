import { chmod, mkdtemp, readFile, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../embedded/postgres.ts'
import { openPool } from '../../store/db.ts'
import { migrate } from '../../store/migrate.ts'
import { withDatabase } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** the run's server, as a user that may create databases */
    postgresUrl: string
    /** name of a migrated, empty database to clone */
    postgresTemplate: string
  }
}
const TEMPLATE = 'xunqun_template'
const MEMORY = '/dev/shm'
/** Bytes; a run needs a third of it. */
const ROOM = 1024 ** 3

/**
 * Whether what is thrown away can be kept in memory: to make and remove the thousand small files of each database costs
 * a disk's file system more than all that a test does with it.
 */
async function hasRoom(): Promise<boolean> {
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '')
  const options = mounts.split('\n').find((line) => line.split(' ')[1] === MEMORY)
  if (!options || options.includes('noexec')) return false
  const { bavail, bsize } = await statfs(MEMORY)
  return bavail * bsize >= ROOM
}

/** One PostgreSQL for the whole run, with a migrated database that tests clone in milliseconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join((await hasRoom()) ? MEMORY : tmpdir(), 'xunqun-test-'))
  // All that tests write goes there too; like any folder of temporary files it lets other users in.
  await chmod(folder, 0o1777)
  process.env['TMPDIR'] = folder
  // The run's data is thrown away, so it need not survive a power cut; many tests connect at once.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    autovacuum: 'off',
    max_connections: '200',
    // Whoever hangs while he signs in holds up all that make or drop a database.
    authentication_timeout: '5s',
  }
  const server = await startPostgres({ dataDir: folder, log: () => undefined, settings })
  await makeTemplate(server.url)
  project.provide('postgresUrl', server.url)
  project.provide('postgresTemplate', TEMPLATE)
  return async () => {
    await server.stop()
    // A browser that ends with its worker may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 20 })
  }
}

async function makeTemplate(url: string): Promise<void> {
  const admin = openPool(url, () => undefined, 1)
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  const pool = openPool(withDatabase(url, TEMPLATE), () => undefined, 1)
  await migrate(pool, 'migrations')
  await pool.end()
}
