import type { FastifyBaseLogger } from 'fastify'
import { openCounty } from '../../store/county.ts'
import { openPool } from '../../store/db.ts'
import { codeSecret } from '../../store/installation.ts'
import { listenTo } from '../../store/notify.ts'
import { settle } from '../../store/outbox.ts'
import { reviewFlag } from '../../store/review.ts'
import type { Changes } from './deps.ts'
import { createConsole } from './server.ts'
import type { Stage } from './stage.ts'

export interface ConsoleOptions {
  databaseUrl: string
  keywordsDir: string
  host: string
  /** 0: a free one */
  port: number
  /** the simulated WeChat, where there is one */
  stage: Stage | null
  clock: () => number
  log: FastifyBaseLogger
  /** the built page; default console/web/dist */
  webDir?: string
}

export interface RunningConsole {
  url: string
  /** ends all connections, then the pool */
  close(): Promise<void>
}

/** Starts the console on a migrated database. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const { databaseUrl, keywordsDir, stage, clock, log, host, port, webDir } = options
  const failed = (err: Error) => log.warn({ err }, 'a connection to PostgreSQL was lost')
  const pool = openPool(databaseUrl, failed)
  const hub = createHub()
  let stopListening = async () => undefined as void
  try {
    const county = await openCounty(pool, keywordsDir, await codeSecret(pool))
    const reload = () => county.reload().catch((err) => log.error({ err }, 'the world could not be loaded'))
    const notices = await listenTo(
      databaseUrl,
      (channel, payload) => {
        if (channel === 'world') void reload()
        hub.tell(channel === 'changed' ? payload || '*' : channel)
      },
      failed,
    )
    stopListening = () => notices.close()
    const app = createConsole({
      pool,
      categories: county.current().categories,
      review: (flag, decision, by) => reviewFlag(pool, county.current(), flag, decision, by, clock()),
      settle: (id, how) => settle(pool, id, how),
      stage,
      changes: hub.subscribe,
      clock,
      log,
      ...(webDir !== undefined && { webDir }),
    })
    const url = await app.listen({ host, port })
    return {
      url,
      async close() {
        await app.close()
        await stopListening()
        await pool.end()
      },
    }
  } catch (error) {
    await stopListening()
    await pool.end()
    throw error
  }
}

function createHub(): { tell: (table: string) => void; subscribe: Changes } {
  const listeners = new Set<(table: string) => void>()
  return {
    tell: (table) => listeners.forEach((listener) => listener(table)),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
