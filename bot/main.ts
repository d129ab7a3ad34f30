import { DEFAULT_SETTINGS } from '../cases/world.ts'
import { readConfig, type Config } from '../config/config.ts'
import { connectionError, POSTGRES, REDIS } from '../config/connection.ts'
import { endOnSignals } from '../config/ending.ts'
import { runCommand, UserError } from '../config/fail.ts'
import { createLog } from '../config/log.ts'
import { createRegistry, startOps } from '../config/ops.ts'
import { openPool } from '../store/db.ts'
import { checkSchema, MIGRATIONS } from '../store/migrate.ts'
import { listenTo } from '../store/notify.ts'
import { openProducer } from '../store/queue.ts'
import { openQueueDoor } from '../store/queue-door.ts'
import { commonChecks, readiness } from '../store/ready.ts'
import { loadWorld } from '../store/world.ts'
import { startBot } from './bot.ts'
import { createDelivery } from './deliver.ts'
import { gatewayCheck } from './ready.ts'

/** `npm run bot`: holds the session at the gateway, on DATABASE_URL and REDIS_URL. */
await runCommand(async () => {
  const config = readConfig(process.env)
  const databaseUrl = checked(config)
  const log = createLog('bot', config.logLevel)
  const warn = (what: string) => (error: Error) => log.warn({ err: error }, what)
  const pool = openPool(databaseUrl, warn('a connection to PostgreSQL was lost'))
  const readSettings = async () => (await loadWorld(pool))?.world.settings ?? DEFAULT_SETTINGS
  let settings = await checkSchema(pool, MIGRATIONS)
    .then(readSettings)
    .catch((error: unknown) => {
      throw connectionError(error, POSTGRES, databaseUrl)
    })
  const url = config.redisUrl ? { redis: config.redisUrl } : { postgres: databaseUrl }
  const queue = await openProducer(url, warn('the queue is away; what is heard waits in the spool')).catch(
    (error: unknown) => {
      throw connectionError(error, config.redisUrl ? REDIS : POSTGRES, config.redisUrl ?? databaseUrl)
    },
  )
  const policy = { pause: config.sendPause, jitter: config.sendJitter, budget: config.sendBudget }
  const registry = createRegistry()
  const bot = await startBot({
    ...{ config, pool, databaseUrl, queue, clock: Date.now, log, registry },
    deliver: (sink) =>
      createDelivery({
        pool,
        sink,
        settings: () => settings,
        policy,
        clock: Date.now,
        random: Math.random,
        log,
      }),
  })
  void bot.delivery.run()
  void bot.pictures.run()
  const reload = async () => void (settings = await readSettings())
  const notices = await listenTo(
    databaseUrl,
    (channel) => {
      if (channel === 'outbox') bot.delivery.wake()
      if (channel === 'pictures') bot.pictures.wake()
      if (channel === 'world') reload().catch(warn('the settings cannot be loaded; the old ones stay in use'))
    },
    warn('notifications are interrupted'),
  )
  const door = openQueueDoor(url, warn('the queue is away'))
  const checks = { ...commonChecks(pool, MIGRATIONS, door), gateway: gatewayCheck(bot) }
  const ops = await startOps(
    { registry, ready: () => readiness(checks), token: config.metricsToken },
    config,
    log,
  )
  log.info({ ops: ops?.url }, 'the bot is at work')
  endOnSignals(async () => {
    await ops?.close()
    await bot.close()
    await Promise.all([notices.close(), queue.close(), door.close()])
    await pool.end()
  }, log)
})

/** A bot of its own has no simulated gateway and no embedded database to fall back on. */
function checked({ databaseUrl, puppet, puppetToken, puppetEndpoint }: Config): string {
  if (!databaseUrl) throw new UserError('Set DATABASE_URL to the PostgreSQL that all roles share.')
  if (puppet === 'wechaty-puppet-service' && !(puppetToken && puppetEndpoint)) {
    throw new UserError(
      'Set WECHATY_PUPPET_SERVICE_TOKEN and WECHATY_PUPPET_SERVICE_ENDPOINT to those of your gateway (`npm start` brings a simulated one).',
    )
  }
  return databaseUrl
}
