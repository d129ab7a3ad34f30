import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { startBot, type Bot } from '../bot/bot.ts'
import { createDelivery } from '../bot/deliver.ts'
import type { Heard } from '../cases/model.ts'
import type { Config } from '../config/config.ts'
import { openCounty, type CountyKeeper } from '../store/county.ts'
import { openPool, type Pool } from '../store/db.ts'
import { createHub, type Hub } from '../store/hub.ts'
import { listenTo } from '../store/notify.ts'
import { openProducer, type QueueUrl } from '../store/queue.ts'
import { openQueueDoor, type QueueDoor } from '../store/queue-door.ts'
import { stockMetrics } from '../workers/metrics.ts'
import { startWorkers } from '../workers/workers.ts'

/** Bot and workers in one process, on a database that has been migrated. */
export interface Stack {
  pool: Pool
  county: CountyKeeper
  bot: Bot
  queue: QueueDoor
  /** calls back with the topic of every change */
  onChange: Hub['subscribe']
  close(): Promise<void>
}

export interface StackOptions {
  config: Config
  databaseUrl: string
  queue: QueueUrl
  /** from which the codes of cases are made */
  secret: string
  clock: () => number
  random: () => number
  log: Logger
  /** whoever drives the stack moves time: nothing is swept or sent unless he says so */
  driven?: boolean
  /** false: all of it is thrown away in the end, and nothing need be safe on disk */
  durable?: boolean
  /** called with every batch that has been filed, duplicates included */
  onFiled?: (batch: Heard[]) => void
  /** where the metrics go; without it nobody asks for them */
  registry?: Registry
}

export async function openStack(options: StackOptions): Promise<Stack> {
  const {
    config,
    databaseUrl,
    queue,
    secret,
    clock,
    random,
    log,
    driven = false,
    durable = true,
    onFiled,
    registry = new Registry(),
  } = options
  const warn = (what: string) => (error: Error) => log.warn({ err: error }, what)
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of closers.toReversed()) await end()
  }
  try {
    const pool = openPool(databaseUrl, warn('a connection to PostgreSQL was lost'), 6)
    closers.push(() => pool.end())
    const county = await openCounty(pool, config.keywordsDir, secret, log)
    const unwatch = driven ? () => undefined : county.watch()
    closers.push(async () => unwatch())
    const producer = await openProducer(queue, warn('the queue is away; what is heard waits in the spool'))
    closers.push(() => producer.close())
    const door = openQueueDoor(queue, warn('the queue is away'))
    closers.push(() => door.close())
    stockMetrics(registry, pool, door)
    const workers = await startWorkers({
      pool,
      queue,
      county,
      clock,
      log,
      registry,
      sweepInterval: driven ? null : config.sweepInterval,
      ...(onFiled ? { onFiled } : {}),
    })
    closers.push(() => workers.close())
    const bot = await startBot({
      config,
      pool,
      databaseUrl,
      queue: producer,
      deliver: (sink) =>
        createDelivery({
          pool,
          sink,
          settings: () => county.current().directory.settings,
          policy: { pause: config.sendPause, jitter: config.sendJitter, budget: config.sendBudget },
          clock,
          random,
          log,
        }),
      clock,
      log,
      durable,
      registry,
    })
    closers.push(() => bot.close())
    if (!driven) void bot.delivery.run()
    if (!driven) void bot.pictures.run()
    const hub = createHub()
    const notices = await listenTo(
      databaseUrl,
      (channel, payload) => {
        if (channel === 'outbox') bot.delivery.wake()
        if (channel === 'pictures') bot.pictures.wake()
        if (channel === 'world')
          county.refresh().catch(warn('the world cannot be loaded; the old one stays in use'))
        hub.hear(channel, payload)
      },
      warn('notifications are interrupted'),
    )
    closers.push(() => notices.close())
    return { pool, county, bot, queue: door, close, onChange: hub.subscribe }
  } catch (error) {
    await close()
    throw error
  }
}
