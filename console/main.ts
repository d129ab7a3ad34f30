import { fileURLToPath } from 'node:url'
import { readConfig } from '../config/config.ts'
import { connectionError, POSTGRES } from '../config/connection.ts'
import { endOnSignals } from '../config/ending.ts'
import { runCommand, UserError } from '../config/fail.ts'
import { createLog } from '../config/log.ts'
import { openPool } from '../store/db.ts'
import { checkSchema } from '../store/migrate.ts'
import { startConsole } from './server/run.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))

/** The console as a process of its own, on the PostgreSQL of DATABASE_URL. */
await runCommand(async () => {
  const { databaseUrl, keywordsDir, host, port, logLevel } = readConfig(process.env)
  if (!databaseUrl)
    throw new UserError('DATABASE_URL is not set: it names the PostgreSQL of this installation')
  const log = createLog('console', logLevel)
  try {
    await checkForm(databaseUrl)
    const running = await startConsole({
      databaseUrl,
      keywordsDir,
      host,
      port,
      stage: null,
      clock: Date.now,
      log,
    })
    log.info({ url: running.url }, 'the console is ready')
    endOnSignals(running.close, log)
  } catch (error) {
    throw connectionError(error, POSTGRES, databaseUrl)
  }
})

async function checkForm(databaseUrl: string) {
  const pool = openPool(databaseUrl, () => undefined, 1)
  try {
    await checkSchema(pool, MIGRATIONS)
  } finally {
    await pool.end()
  }
}
