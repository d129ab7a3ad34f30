import { mkdtemp, rm } from 'node:fs/promises'
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

/** One PostgreSQL for the whole run, with a migrated database that tests clone in milliseconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'xunqun-test-'))
  // The run's data is thrown away, so it need not survive a power cut; many tests connect at once.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  }
  const server = await startPostgres({ dataDir: folder, log: () => undefined, settings })
  await makeTemplate(server.url)
  project.provide('postgresUrl', server.url)
  project.provide('postgresTemplate', TEMPLATE)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
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
