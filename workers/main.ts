import { readConfig } from '../config/config.ts'
import { connectionError, POSTGRES, REDIS } from '../config/connection.ts'
import { endOnSignals } from '../config/ending.ts'
import { runCommand, UserError } from '../config/fail.ts'
import { createLog } from '../config/log.ts'
import { createRegistry, startOps } from '../config/ops.ts'
import { openCounty } from '../store/county.ts'
import { openPool } from '../store/db.ts'
import { codeSecret } from '../store/installation.ts'
import { checkSchema, MIGRATIONS } from '../store/migrate.ts'
import { listenTo } from '../store/notify.ts'
import { openQueueDoor } from '../store/queue-door.ts'
import { commonChecks, readiness } from '../store/ready.ts'
import { warnOfUnknownHolidays } from './holidays.ts'
import { stockMetrics } from './metrics.ts'
import { workChecks } from './ready.ts'
import { startWorkers } from './workers.ts'

/** `npm run workers`: takes messages from the queue and looks after deadlines, on DATABASE_URL and REDIS_URL. */
await runCommand(async () => {
  const config = readConfig(process.env)
  const { databaseUrl, redisUrl } = config
  if (!databaseUrl) throw new UserError('Set DATABASE_URL to the PostgreSQL that all roles share.')
  const log = createLog('workers', config.logLevel)
  const warn = (what: string) => (error: Error) => log.warn({ err: error }, what)
  const pool = openPool(databaseUrl, warn('a connection to PostgreSQL was lost'))
  try {
    await checkSchema(pool, MIGRATIONS)
  } catch (error) {
    throw connectionError(error, POSTGRES, databaseUrl)
  }
  const county = await openCounty(pool, config.keywordsDir, await codeSecret(pool), log)
  warnOfUnknownHolidays(county.current().directory.settings, Date.now(), log)
  const queue = redisUrl ? { redis: redisUrl } : { postgres: databaseUrl }
  const registry = createRegistry()
  const door = openQueueDoor(queue, warn('the queue is away'))
  stockMetrics(registry, pool, door)
  const parts = { pool, queue, county, clock: Date.now, log, registry, sweepInterval: config.sweepInterval }
  const workers = await startWorkers(parts).catch((error: unknown) => {
    throw redisUrl ? connectionError(error, REDIS, redisUrl) : error
  })
  const refresh = () => county.refresh().catch(warn('the world cannot be loaded; the old one stays in use'))
  const notices = await listenTo(
    databaseUrl,
    (channel) => void (channel === 'world' && refresh()),
    warn('notifications are interrupted'),
  )
  const unwatch = county.watch()
  const checks = {
    ...commonChecks(pool, MIGRATIONS, door),
    ...workChecks(pool, door, config.sweepInterval, Date.now),
  }
  const ops = await startOps(
    { registry, ready: () => readiness(checks), token: config.metricsToken },
    config,
    log,
  )
  log.info({ ops: ops?.url }, 'the workers are at work')
  endOnSignals(async () => {
    unwatch()
    await ops?.close()
    await workers.close()
    await Promise.all([notices.close(), door.close()])
    await pool.end()
  }, log)
})
