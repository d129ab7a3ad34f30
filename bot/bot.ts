import { join } from 'node:path'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import type { Config } from '../config/config.ts'
import type { Heard } from '../cases/model.ts'
import type { AccountState } from '../store/accounts.ts'
import type { Pool } from '../store/db.ts'
import { buryLetter } from '../store/dead-letters.ts'
import { limited } from '../store/limited.ts'
import type { Producer } from '../store/queue.ts'
import type { Delivery } from './deliver.ts'
import { openJournal } from './journal.ts'
import { createListening, type Unread } from './listen.ts'
import { botMetrics, watchBot, type BotMetrics } from './metrics.ts'
import { openOwner } from './owner.ts'
import { createPictures, type Pictures } from './pictures.ts'
import type { Clock, Sink } from './ports.ts'
import { createSession, TIMING, type SessionTiming } from './session.ts'
import { createSink } from './sink.ts'
import { openSpool } from './spool.ts'

export type BotConfig = Pick<
  Config,
  'dataDir' | 'puppet' | 'puppetToken' | 'puppetEndpoint' | 'sendTimeout' | 'batchWait' | 'batchSize'
>

export interface BotParts {
  config: BotConfig
  pool: Pool
  /** where the lock of the account is held, on a connection of its own */
  databaseUrl: string
  queue: Producer
  /** makes what speaks from the outbox through the sink; whoever starts the bot runs or steps it */
  deliver: (sink: Sink) => Delivery
  clock: Clock
  log: Logger
  timing?: Partial<SessionTiming>
  /** ms after which a picture that does not come is asked for again later */
  pictureTimeout?: number
  /** false: what is heard is thrown away with the folder, and need not be safe on disk */
  durable?: boolean
  /** where the metrics go; without it nobody asks for them */
  registry?: Registry
}

export interface Bot {
  delivery: Delivery
  /** whoever starts the bot runs or steps it, as the delivery */
  pictures: Pictures
  /** the account while it can speak, else null */
  account(): string | null
  /** how the account stands; null before it was tried */
  state(): AccountState | null
  /** batches that wait on the disk */
  backlog(): number
  /** resolves when all that was heard until now is in the queue */
  flush(): Promise<void>
  /** ends within 10 s; what could not be passed on stays in the spool */
  close(): Promise<void>
}

/**
 * Connects to the gateway and passes on what it hears; what an earlier bot left in the spool goes first.
 * @throws UserError when the gateway cannot be used or belongs to another bot
 */
export async function startBot({
  config,
  pool,
  databaseUrl,
  queue,
  deliver,
  clock,
  log,
  timing,
  pictureTimeout = 30_000,
  durable = true,
  registry = new Registry(),
}: BotParts): Promise<Bot> {
  const dir = join(config.dataDir, 'spool')
  const spooling = { bad: join(dir, 'bad'), wait: config.batchWait, size: config.batchSize, durable, log }
  const send = (id: string, batch: Heard[]) => queue.add(id, batch)
  const heard = await openSpool<Heard>({ ...spooling, dir: join(dir, 'heard'), send })
  const bury = (_: string, batch: Unread[]) => buryAll(pool, batch)
  const unread = await openSpool<Unread>({ ...spooling, dir: join(dir, 'unread'), send: bury })
  const owner = openOwner(databaseUrl, log)
  const backlog = () => heard.backlog() + unread.backlog()
  const journal = openJournal(pool, clock, log, backlog)
  const metrics = botMetrics(registry)

  const session = createSession({
    address: { puppet: config.puppet, token: config.puppetToken, endpoint: config.puppetEndpoint },
    ...{ journal, owner, clock, log, timing: { ...TIMING, ...timing } },
    onMessage: (id) => listening.hear(id),
    onOnline: () => {
      delivery.loggedIn()
      pictures.wake()
    },
  })
  const delivery = deliver(counted(createSink(session, config.sendTimeout), metrics))
  const pictures = createPictures({ pool, session, clock, log, timeout: pictureTimeout })
  const listening = createListening({
    ...{ clock, log, puppet: session.puppet, account: session.account },
    take: (message) => {
      metrics.heard()
      return heard.take(message)
    },
    unread: (message) => {
      metrics.unread()
      return unread.take(message)
    },
    onEcho: delivery.onEcho,
  })

  const steps: [string, number, () => Promise<unknown>][] = [
    ['delivery', 4_000, delivery.close],
    ['pictures', 500, pictures.close],
    ['session', 1_500, session.close],
    ['listening', 1_500, listening.idle],
    ['spool', 1_500, () => Promise.all([heard.close(1_000), unread.close(1_000)])],
    ['journal', 1_500, () => journal.close(1_000)],
    ['lock', 500, owner.close],
  ]
  const close = async () => {
    for (const [what, limit, step] of steps) {
      await limited(step(), limit, `closing the ${what}`).catch((error: unknown) => {
        log.warn({ err: error }, 'not all was done before the end; the next start makes good for it')
      })
    }
  }
  try {
    await session.open()
  } catch (error) {
    await close()
    throw error
  }
  const account = () => session.speaker()?.account ?? null
  watchBot(registry, { account, backlog })
  return {
    delivery,
    pictures,
    account,
    state: session.state,
    backlog,
    async flush() {
      await listening.idle()
      await Promise.all([heard.flush(), unread.flush()])
    },
    close,
  }
}

/** The sink, each of whose sends counts. */
const counted = (sink: Sink, metrics: BotMetrics): Sink => ({
  account: sink.account,
  async send(post) {
    const result = await sink.send(post)
    metrics.sent(result.status)
    return result
  },
})

async function buryAll(pool: Pool, batch: Unread[]): Promise<void> {
  for (const { at, ...letter } of batch) await buryLetter(pool, { stage: 'hear', ...letter }, at)
}
