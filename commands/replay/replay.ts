import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Heard } from '../../cases/model.ts'
import type { World } from '../../cases/world.ts'
import type { Config } from '../../config/config.ts'
import { startPostgres } from '../../embedded/postgres.ts'
import { startGateway } from '../../simulator/gateway.ts'
import { openPool } from '../../store/db.ts'
import { migrate, MIGRATIONS } from '../../store/migrate.ts'
import { saveWorld } from '../../store/world.ts'
import { openStack } from '../stack.ts'
import type { ChatEvent } from './chat-file.ts'
import { createTalkAhead } from './ahead.ts'
import { playChat } from './driver.ts'
import { startRedis } from '../throwaway-redis.ts'
import { makeReport } from './report.ts'

export type QueueKind = 'postgres' | 'redis'

export interface ReplayOptions {
  world: World
  events: ChatEvent[]
  queue: QueueKind
  config: Config
  log: Logger
  /** an empty database to play on; without it, a PostgreSQL of its own is started */
  databaseUrl?: string
  /** each message goes through the system by itself, talk too: the report is the same, and comes later */
  alone?: boolean
}

/** A replay gives the same codes every time. */
const SECRET = 'replay'
const ACCOUNT = { id: 'bot', name: '巡群' }
/** Nothing is kept: safety on disk would only cost time. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Plays a chat through the whole system on a stack of its own, which is gone afterwards; returns the report. */
export async function replay({
  world,
  events,
  queue,
  config,
  log,
  databaseUrl,
  alone = false,
}: ReplayOptions): Promise<Record<string, unknown>> {
  const dir = await mkdtemp(join(tmpdir(), 'xunqun-replay-'))
  const closers: (() => Promise<unknown>)[] = [() => rm(dir, { recursive: true, force: true })]
  try {
    const url = databaseUrl ?? (await ownPostgres(dir, log, closers))
    const redis = queue === 'redis' ? await startRedis(dir) : null
    if (redis) closers.push(() => redis.stop())
    await prepare(url, world)

    let now = events[0]?.at ?? 0
    const clock = () => now
    const gateway = await startGateway({
      account: ACCOUNT,
      groups: world.groups.map(({ id, topic }) => ({
        id,
        topic,
        members: world.members.filter((m) => m.groups.includes(id)).map((m) => m.id),
      })),
      members: world.members,
      clock,
      kept: Infinity,
    })
    closers.push(() => gateway.stop())
    const filed = new Arrivals()
    const stack = await openStack({
      config: {
        ...config,
        dataDir: dir,
        batchWait: 0,
        puppetToken: gateway.token,
        puppetEndpoint: gateway.endpoint,
      },
      databaseUrl: url,
      queue: redis ? { redis: redis.url } : { postgres: url },
      secret: SECRET,
      clock,
      random: () => 0.5,
      log,
      driven: true,
      durable: false,
      onFiled: (batch) => filed.arrived(batch),
    })
    closers.push(() => stack.close())
    const names = new Map(world.members.map((m) => [m.id, m.name]))
    const nameOf = (member: string) => names.get(member) ?? member
    const { pool } = stack
    const county = stack.county.current()
    await playChat(events, {
      ...{ pool, county },
      talkAhead: alone ? async () => [] : createTalkAhead({ pool, county, account: ACCOUNT, nameOf }),
      async hear(messages) {
        const arrived = filed.next(messages.map(({ id }) => id!))
        for (const message of messages) await gateway.say(message)
        await arrived
      },
      deliver: (at) => stack.bot.delivery.step(at),
      setTime: (at) => void (now = at),
    })
    const said = new Set(events.flatMap((e) => (e.kind === 'message' ? [e.id] : [])))
    return await makeReport(stack.pool, said, world.settings.timezone)
  } finally {
    for (const end of closers.toReversed()) await end()
  }
}

async function ownPostgres(
  dataDir: string,
  log: Logger,
  closers: (() => Promise<unknown>)[],
): Promise<string> {
  const postgres = await startPostgres({ dataDir, log: (line) => log.debug(line), settings: FAST })
  closers.push(() => postgres.stop())
  return postgres.url
}

async function prepare(url: string, world: World): Promise<void> {
  const pool = openPool(url, () => undefined, 1)
  await migrate(pool, MIGRATIONS)
  await saveWorld(pool, world)
  await pool.end()
}

/** A message that never comes through is a fault of the system, and no reason to wait for ever. */
const ARRIVAL_LIMIT = 60_000

/** Tells when messages have come through the queue and were filed. */
class Arrivals {
  #missing = new Set<string>()
  #done = () => {}

  /** One call at a time; each id once. */
  next(ids: string[]): Promise<void> {
    this.#missing = new Set(ids)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(
            new Error(`these messages did not come through in a minute: ${[...this.#missing].join(' ')}`),
          ),
        ARRIVAL_LIMIT,
      )
      this.#done = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  arrived(batch: Heard[]): void {
    for (const { id } of batch) this.#missing.delete(id)
    if (this.#missing.size === 0) this.#done()
  }
}
