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
import { migrate } from '../../store/migrate.ts'
import { saveWorld } from '../../store/world.ts'
import { MIGRATIONS, openStack } from '../stack.ts'
import type { ChatEvent } from './chat-file.ts'
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
}

/** A replay gives the same codes every time. */
const SECRET = 'replay'
/** Nothing is kept: safety on disk would only cost time. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Plays a chat through the whole system on a stack of its own, which is gone afterwards; returns the report. */
export async function replay({
  world,
  events,
  queue,
  config,
  log,
}: ReplayOptions): Promise<Record<string, unknown>> {
  const dir = await mkdtemp(join(tmpdir(), 'xunqun-replay-'))
  const closers: (() => Promise<unknown>)[] = [() => rm(dir, { recursive: true, force: true })]
  try {
    const postgres = await startPostgres({ dataDir: dir, log: (line) => log.debug(line), settings: FAST })
    closers.push(() => postgres.stop())
    const redis = queue === 'redis' ? await startRedis(dir) : null
    if (redis) closers.push(() => redis.stop())
    await prepare(postgres.url, world)

    let now = events[0]?.at ?? 0
    const clock = () => now
    const gateway = await startGateway({
      account: { id: 'bot', name: '巡群' },
      groups: world.groups.map(({ id, topic }) => ({
        id,
        topic,
        members: world.members.filter((m) => m.groups.includes(id)).map((m) => m.id),
      })),
      members: world.members,
      clock,
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
      databaseUrl: postgres.url,
      queue: redis ? { redis: redis.url } : { postgres: postgres.url },
      secret: SECRET,
      clock,
      random: () => 0.5,
      log,
      driven: true,
      onFiled: (batch) => filed.arrived(batch),
    })
    closers.push(() => stack.close())
    await playChat(events, {
      pool: stack.pool,
      county: stack.county.current(),
      async hear(message) {
        const arrived = filed.next(message.id!)
        await gateway.say(message)
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

async function prepare(url: string, world: World): Promise<void> {
  const pool = openPool(url, () => undefined, 1)
  await migrate(pool, MIGRATIONS)
  await saveWorld(pool, world)
  await pool.end()
}

/** A message that never comes through is a fault of the system, and no reason to wait for ever. */
const ARRIVAL_LIMIT = 60_000

/** Tells when a message has come through the queue and was filed. */
class Arrivals {
  readonly #waiting = new Map<string, () => void>()

  next(id: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`message ${id} did not come through in a minute`)),
        ARRIVAL_LIMIT,
      )
      this.#waiting.set(id, () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  arrived(batch: Heard[]): void {
    for (const { id } of batch) {
      this.#waiting.get(id)?.()
      this.#waiting.delete(id)
    }
  }
}
