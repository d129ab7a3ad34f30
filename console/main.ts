import { readConfig } from '../config/config.ts'
import { connectionError, POSTGRES } from '../config/connection.ts'
import { endOnSignals } from '../config/ending.ts'
import { runCommand, UserError } from '../config/fail.ts'
import { createLog } from '../config/log.ts'
import { createRegistry } from '../config/ops.ts'
import { openPool } from '../store/db.ts'
import { checkSchema, MIGRATIONS } from '../store/migrate.ts'
import { openQueueDoor } from '../store/queue-door.ts'
import { commonChecks, readiness } from '../store/ready.ts'

/** The console as a process of its own, on the PostgreSQL of DATABASE_URL. */
await runCommand(async () => {
  const { databaseUrl, redisUrl, keywordsDir, host, port, logLevel, metricsToken, trustProxy } = readConfig(
    process.env,
  )
  if (!databaseUrl)
    throw new UserError('DATABASE_URL is not set: it names the PostgreSQL of this installation')
  const log = createLog('console', logLevel)
  try {
    await checkForm(databaseUrl)
    // The server takes seconds to load: what is missing is told at once.
    const { startConsole } = await import('./server/run.ts')
    const warn = (what: string) => (error: Error) => log.warn({ err: error }, what)
    const queue = openQueueDoor(
      redisUrl ? { redis: redisUrl } : { postgres: databaseUrl },
      warn('the queue is away'),
    )
    const watching = openPool(databaseUrl, warn('a connection to PostgreSQL was lost'), 1)
    const ready = () => readiness(commonChecks(watching, MIGRATIONS, queue))
    const running = await startConsole({
      queue,
      ops: { registry: createRegistry(), ready, token: metricsToken },
      databaseUrl,
      keywordsDir,
      host,
      port,
      trustProxy,
      stage: null,
      clock: Date.now,
      log,
    })
    log.info({ url: running.url }, 'the console is ready')
    endOnSignals(async () => {
      await running.close()
      await Promise.all([queue.close(), watching.end()])
    }, log)
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
