import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, describe } from 'vitest'
import { openStack, type Stack } from '../../commands/stack.ts'
import { readConfig } from '../../config/config.ts'
import { startGateway, type Gateway } from '../../simulator/gateway.ts'
import { openCounty } from '../../store/county.ts'
import { openPool, type Pool } from '../../store/db.ts'
import { migrate, MIGRATIONS } from '../../store/migrate.ts'
import { saveWorld } from '../../store/world.ts'
import { startWorkers } from '../../workers/workers.ts'
import { queueCounts } from '../helpers/queue.ts'
import { redis } from '../helpers/redis.ts'
import { describeWith } from '../helpers/skip.ts'
import { until } from '../helpers/until.ts'
import { ACCOUNT, WORLD } from './county.ts'
import { startRole, type Role } from './roles.ts'
import { startServers, type QueueKind, type Servers } from './servers.ts'
import { lastWord, SECRET, speak, type Line, type Said } from './talk.ts'

/** A whole system of one's own around a simulated WeChat, with servers that can be killed. */
export interface Stand {
  servers: Servers
  gateway: Gateway
  /** on the database, for looking at it */
  pool: Pool
  dataDir: string
  /** all that was said, in its order */
  said: Said[]
  /** says lines, `rate` a second */
  speak(lines: Line[], rate: number): Promise<void>
  /** bot and workers in this process, as `npm start` runs them */
  open(): Promise<Stack>
  /** workers in this process */
  workers(): Promise<{ close(): Promise<void> }>
  /** a role as a process of its own, which can be killed */
  role(name: 'bot' | 'workers'): Promise<Role>
  /** waits until so many messages are filed, which puts the system under load */
  filed(count: number): Promise<void>
  /** says a last word and waits until all that was heard has come through; the ms that took */
  settle(within?: number): Promise<number>
  close(): Promise<void>
}

/**
 * The same tests with the queue in PostgreSQL and in Redis. The stand that a test opens is closed behind it.
 * @param options.concurrent both at the same time: for a single test that mostly waits
 */
export function onBothQueues(
  name: string,
  tests: (open: Opening, kind: QueueKind) => void,
  options: { concurrent?: boolean } = {},
): void {
  const on = (kind: QueueKind) => () => {
    let stand: Stand | undefined
    afterEach(() => stand?.close())
    tests(async (how) => (stand = await openStand(kind, how)), kind)
  }
  describe(name, () => {
    describe('the queue in PostgreSQL', options, on('PostgreSQL'))
    describeWith(redis, 'the queue in Redis', on('Redis'), options)
  })
}

type Opening = (options?: Parameters<typeof openStand>[1]) => Promise<Stand>

/** @param mortal whether PostgreSQL is to be killed */
export async function openStand(kind: QueueKind, { mortal = false } = {}): Promise<Stand> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of closers.splice(0).toReversed()) await end()
  }
  try {
    return await build(await startServers(kind, mortal), closers, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function build(
  servers: Servers,
  closers: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<Stand> {
  closers.push(() => servers.stop())
  const dataDir = await mkdtemp(join(tmpdir(), 'xunqun-stand-'))
  closers.push(() => rm(dataDir, { recursive: true, force: true }))
  const keywordsDir = await makeKeywords(dataDir)
  const pool = openPool(servers.postgres.url, () => undefined)
  closers.push(() => pool.end())
  await migrate(pool, MIGRATIONS)
  await saveWorld(pool, WORLD)
  await pool.query('update installation set code_secret = $1', [SECRET])
  const gateway = await startGateway({
    account: ACCOUNT,
    groups: WORLD.groups.map(({ id, topic }) => ({ id, topic, members: [] })),
    members: WORLD.members,
  })
  closers.push(() => gateway.stop())

  const variables: Record<string, string> = {
    ...{
      DATA_DIR: dataDir,
      KEYWORDS_DIR: keywordsDir,
      LOG_LEVEL: 'info',
      DATABASE_URL: servers.postgres.url,
    },
    ...('redis' in servers.queueUrl ? { REDIS_URL: servers.queueUrl.redis } : {}),
    ...{ WECHATY_PUPPET_SERVICE_TOKEN: gateway.token, WECHATY_PUPPET_SERVICE_ENDPOINT: gateway.endpoint },
    ...{ SEND_PAUSE_MS: '0', SEND_JITTER_MS: '2', SEND_BUDGET: '100000', SWEEP_INTERVAL_MS: '1000' },
  }
  const said: Said[] = []
  return {
    ...{ servers, gateway, pool, dataDir, said, close },
    speak: (lines, rate) => speak(gateway, lines, rate, said),
    async open() {
      const stack = await openStack({
        ...{ config: readConfig(variables), databaseUrl: servers.postgres.url, queue: servers.queueUrl },
        ...{
          secret: SECRET,
          clock: Date.now,
          random: Math.random,
          log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
        },
      })
      closers.push(() => stack.close())
      return stack
    },
    async workers() {
      const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
      const county = await openCounty(pool, keywordsDir, SECRET, log)
      const { sweepInterval } = readConfig(variables)
      const parts = { pool, county, queue: servers.queueUrl, clock: Date.now, log, sweepInterval }
      const workers = await startWorkers(parts)
      closers.push(() => workers.close())
      return workers
    },
    async role(name) {
      const role = await startRole(name, variables)
      closers.push(() => role.kill())
      return role
    },
    async filed(count) {
      await until(async () => (await countMessages(pool)) >= count, { what: `${count} messages are filed` })
    },
    async settle(within = 30_000) {
      const begun = performance.now()
      const last = lastWord(`${said.length}`)
      await until(() => gateway.attached(), { within })
      await speak(gateway, [last], 1, said)
      await until(() => isSettled(pool, servers, dataDir, last.id), {
        within,
        every: 100,
        what: 'all has come through',
      })
      return Math.round(performance.now() - begun)
    },
  }
}

/** Notes what a run has shown, with the ms since `begun` (of performance.now()). */
export function measured(what: string, begun?: number): void {
  const ms = begun === undefined ? '' : ` ${Math.round(performance.now() - begun)} ms`
  process.stderr.write(`${what}${ms}\n`)
}

/** The project's categories and wordings with rules of the tests' own. */
async function makeKeywords(dataDir: string): Promise<string> {
  const dir = join(dataDir, 'keywords')
  await cp('test/fixtures/keywords', dir, { recursive: true })
  for (const name of ['categories.yaml', 'replies.yaml']) await cp(join('keywords', name), join(dir, name))
  return dir
}

async function isSettled(pool: Pool, { queueUrl }: Servers, dataDir: string, last: string): Promise<boolean> {
  // To look into the queue costs more than all else, and is of no use before this.
  if (!(await pool.query('select from messages where id = $1', [last])).rowCount) return false
  // In the order in which things come through: what is asked later has seen all that was asked before.
  if ((await spooled(dataDir)) > 0) return false
  if (Object.values(await queueCounts(queueUrl)).some((n) => n > 0)) return false
  // What is held back must not fall due while it is looked at.
  const { rows } = await pool.query<{ done: boolean }>(
    `select not exists (select from outbox where status in ('pending', 'sending')
                        and not_before <= now() + interval '10 s') as done`,
  )
  return rows[0]?.done ?? false
}

async function countMessages(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from messages')
  return rows[0]!.n
}

/** How many batches wait on disk. */
export async function spooled(dataDir: string): Promise<number> {
  const names = await Promise.all(['heard', 'unread'].map((part) => readdir(join(dataDir, 'spool', part))))
  return names.flat().filter((name) => name.endsWith('.json')).length
}
