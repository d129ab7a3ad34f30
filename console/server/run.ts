import type { FastifyBaseLogger } from 'fastify'
import { UserError } from '../../config/fail.ts'
import type { Ops } from '../../config/ops.ts'
import { settleReply } from '../../store/acting.ts'
import { openCounty, type CountyKeeper } from '../../store/county.ts'
import { openPool, type Pool } from '../../store/db.ts'
import { carryOutDecisions } from '../../store/deciding.ts'
import { every } from '../../store/every.ts'
import { createHub } from '../../store/hub.ts'
import { codeSecret } from '../../store/installation.ts'
import type { QueueDoor } from '../../store/queue-door.ts'
import { warmSegmenter } from '../../store/keywords.ts'
import { listenTo } from '../../store/notify.ts'
import type { App, Changes } from './deps.ts'
import { createConsole } from './server.ts'
import type { Stage } from './stage.ts'

export interface Served {
  host: string
  /** 0: a free one; null: the usual one, or a free one when that is taken */
  port: number | null
  /** the simulated WeChat, where there is one */
  stage: Stage | null
  clock: () => number
  log: FastifyBaseLogger
  /** see `ConsoleDeps` */
  ops?: Ops
  chance?: () => number
  queue?: QueueDoor
  trustProxy?: string | null
  /** the built page; default console/web/dist */
  webDir?: string
}

export interface RunningConsole {
  url: string
  close(): Promise<void>
}

/** Serves the console on what the process has already; `close` ends what it serves, not what it was given. */
export async function serveConsole(
  parts: Served & { pool: Pool; county: CountyKeeper; changes: Changes },
): Promise<RunningConsole> {
  const { pool, county, clock, host, port, ...rest } = parts
  const app = createConsole({
    ...rest,
    pool,
    clock,
    categories: () => county.current().categories,
    county: () => county.current(),
    keywordsDir: county.keywordsDir,
    settle: (id, how, by) => settleReply(pool, id, how, by, clock()),
  })
  const url = await listen(app, host, port)
  const decisions = carryOut(parts)
  return {
    url,
    async close() {
      await app.close()
      await decisions.close()
    },
  }
}

/** ms between two looks for decisions that can be taken back no more */
const DECISIONS = 1_000

const carryOut = ({
  pool,
  county,
  clock,
  log,
}: Pick<Served, 'clock' | 'log'> & { pool: Pool; county: CountyKeeper }) =>
  every(
    DECISIONS,
    () => carryOutDecisions(pool, county.current(), clock(), log),
    (err) => log.warn({ err }, 'decisions could not be carried out; trying again'),
  )

const USUAL_PORT = 8600

async function listen(app: App, host: string, port: number | null): Promise<string> {
  try {
    return await app.listen({ host, port: port ?? USUAL_PORT })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' && port === null) return app.listen({ host, port: 0 })
    if (code === 'EADDRINUSE')
      throw new UserError(`Port ${port} of ${host} is in use: set PORT to another one, or 0 for any`)
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES')
      throw new UserError(`Cannot listen on ${host}:${port ?? USUAL_PORT}: correct HOST or PORT`)
    throw error
  }
}

/** Starts the console alone on a migrated database. */
export async function startConsole(
  options: Served & { databaseUrl: string; keywordsDir: string },
): Promise<RunningConsole> {
  const { databaseUrl, keywordsDir, ...served } = options
  const failed = (err: Error) => served.log.warn({ err }, 'a connection to PostgreSQL was lost')
  const pool = openPool(databaseUrl, failed)
  const hub = createHub()
  let stopListening = async () => undefined as void
  try {
    // Its dictionary takes more than a second to load: not while the first reviewer waits for a card.
    warmSegmenter()
    const county = await openCounty(pool, keywordsDir, await codeSecret(pool), served.log)
    const refresh = () =>
      county.refresh().catch((err) => served.log.error({ err }, 'the world could not be loaded'))
    const notices = await listenTo(
      databaseUrl,
      (channel, payload) => {
        if (channel === 'world') void refresh()
        hub.hear(channel, payload)
      },
      failed,
    )
    const unwatch = county.watch()
    stopListening = () => {
      unwatch()
      return notices.close()
    }
    const running = await serveConsole({ ...served, pool, county, changes: hub.subscribe })
    return {
      url: running.url,
      async close() {
        await running.close()
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
