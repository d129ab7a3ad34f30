import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { gatewayCheck } from '../../bot/ready.ts'
import type { Config } from '../../config/config.ts'
import { connectionError, POSTGRES, REDIS } from '../../config/connection.ts'
import { createRegistry } from '../../config/ops.ts'
import { ensureAdmin } from '../../console/server/passwords.ts'
import { serveConsole } from '../../console/server/run.ts'
import { startPostgres } from '../../embedded/postgres.ts'
import { startGateway, type Gateway } from '../../simulator/gateway.ts'
import { codeSecret } from '../../store/installation.ts'
import { openPool, type Pool } from '../../store/db.ts'
import { migrate, MIGRATIONS } from '../../store/migrate.ts'
import { commonChecks, readiness } from '../../store/ready.ts'
import { loadWorld, saveWorld } from '../../store/world.ts'
import { loadCategories } from '../../store/keywords.ts'
import { warnOfUnknownHolidays } from '../../workers/holidays.ts'
import { workChecks } from '../../workers/ready.ts'
import { openStack, type Stack } from '../stack.ts'
import { readWorldFile } from '../world-input.ts'

const SAMPLE = fileURLToPath(new URL('../../samples/county.yaml', import.meta.url))

/** The whole system while it starts, and as it runs. */
export interface Started {
  /** what whoever started it is told; rejects when it cannot start, and all is closed again */
  ready: Promise<Ready>
  close(): Promise<void>
}

interface Ready {
  ready: true
  /** its URL */
  console: string
  user: string
  /** told only once */
  password?: string
}

/**
 * The whole system in this process, with PostgreSQL beside it unless `config` names one.
 * @param onDead called when that PostgreSQL has ended by itself, and all else was closed
 */
export function start(config: Config, log: Logger, onDead: () => void): Started {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of closers.splice(0).toReversed())
      await end().catch((e: unknown) => log.error({ err: e }, 'closing failed'))
  }
  const ready = open(config, log, closers, () => void close().then(onDead)).catch(async (error: unknown) => {
    await close()
    throw error
  })
  return { ready, close }
}

async function open(
  config: Config,
  log: Logger,
  closers: (() => Promise<unknown>)[],
  onDead: () => void,
): Promise<Ready> {
  const databaseUrl = config.databaseUrl ?? (await embedded(config, log, closers, onDead))
  await prepareDatabase(databaseUrl, config.keywordsDir)
  const gateway = lacksGateway(config) ? await simulate(databaseUrl, closers) : null
  const reached = gateway
    ? { ...config, puppetToken: gateway.token, puppetEndpoint: gateway.endpoint }
    : config
  const registry = createRegistry()
  const stack = await openRoles(reached, databaseUrl, registry, log)
  closers.push(() => stack.close())
  const { pool, county, onChange: changes } = stack
  warnOfUnknownHolidays(county.current().directory.settings, Date.now(), log)
  const { host, port, trustProxy } = config
  const ops = { registry, ready: () => readiness(checksOf(stack, config)), token: config.metricsToken }
  const served = { pool, county, changes, host, port, trustProxy, stage: gateway, clock: Date.now, log }
  const page = await serveConsole({ ...served, queue: stack.queue, ops })
  closers.push(page.close)
  // Last of all, since the password is told only once.
  const password = await ensureAdmin(pool)
  return { ready: true, console: page.url, user: 'admin', ...(password === null ? {} : { password }) }
}

/** Another puppet than the usual one needs no gateway, or brings its own. */
function lacksGateway({ puppet, puppetToken, puppetEndpoint }: Config): boolean {
  return puppet === 'wechaty-puppet-service' && puppetToken === null && puppetEndpoint === null
}

async function embedded(
  config: Config,
  log: Logger,
  closers: (() => Promise<unknown>)[],
  onDead: () => void,
): Promise<string> {
  const postgres = await startPostgres({ dataDir: config.dataDir, log: (line) => log.info(line) })
  let stopping = false
  closers.push(() => ((stopping = true), postgres.stop()))
  void postgres.ended.then((last) => {
    if (stopping) return
    log.fatal({ last }, 'the embedded PostgreSQL has ended')
    onDead()
  })
  return postgres.url
}

/** Migrates, and loads the sample county into an empty installation. */
async function prepareDatabase(databaseUrl: string, keywordsDir: string): Promise<void> {
  await withPool(databaseUrl, async (pool) => {
    await migrate(pool, MIGRATIONS)
    if ((await loadWorld(pool)) === null) {
      await saveWorld(pool, await readWorldFile(SAMPLE, loadCategories(keywordsDir)))
    }
  })
}

/** A simulated WeChat with the groups of the installation. */
async function simulate(databaseUrl: string, closers: (() => Promise<unknown>)[]): Promise<Gateway> {
  const world = await withPool(databaseUrl, loadWorld)
  const { groups = [], members = [] } = world?.world ?? {}
  // Residents' groups first: there the story begins.
  groups.sort((a, b) => Number(a.kind === 'supervision') - Number(b.kind === 'supervision'))
  const gateway = await startGateway({
    account: { id: 'xunqun-bot', name: '巡群' },
    groups: groups.map(({ id, topic }) => ({
      id,
      topic,
      members: members.filter((m) => m.groups.includes(id)).map((m) => m.id),
    })),
    members,
  })
  closers.push(() => gateway.stop())
  return gateway
}

const checksOf = ({ pool, queue, bot }: Stack, { sweepInterval }: Config) => ({
  ...commonChecks(pool, MIGRATIONS, queue),
  ...workChecks(pool, queue, sweepInterval, Date.now),
  gateway: gatewayCheck(bot),
})

async function openRoles(
  config: Config,
  databaseUrl: string,
  registry: Registry,
  log: Logger,
): Promise<Stack> {
  const secret = await withPool(databaseUrl, codeSecret)
  const queue = config.redisUrl === null ? { postgres: databaseUrl } : { redis: config.redisUrl }
  try {
    const parts = { config, databaseUrl, queue, secret, registry, log }
    return await openStack({ ...parts, clock: Date.now, random: Math.random })
  } catch (error) {
    throw config.redisUrl === null ? error : connectionError(error, REDIS, config.redisUrl)
  }
}

/** Runs `work` on a small pool of its own; says in one line what is wrong when PostgreSQL cannot be used. */
async function withPool<T>(databaseUrl: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = openPool(databaseUrl, () => undefined, 1)
  try {
    return await work(pool)
  } catch (error) {
    throw connectionError(error, POSTGRES, databaseUrl)
  } finally {
    await pool.end()
  }
}
