import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../embedded/postgres.ts'
import type { QueueUrl } from '../../store/queue.ts'
import { freshDatabase } from '../helpers/database.ts'
import { freePort } from '../../config/ports.ts'
import { startRedis } from '../helpers/redis.ts'

export type QueueKind = 'PostgreSQL' | 'Redis'

export interface Server {
  url: string
  /** ends it without a chance to say so; the run's own PostgreSQL cannot be killed */
  kill(): Promise<void>
  /** after a kill, on the same address and data */
  start(): Promise<void>
  /** for good */
  stop(): Promise<void>
}

export interface Servers {
  postgres: Server
  /** where the queue lives: `postgres` itself, or a Redis */
  queue: Server
  queueUrl: QueueUrl
  /** lets everything that is added to the queue wait; gives what ends that */
  blockQueue(): Promise<() => Promise<void>>
  stop(): Promise<void>
}

/** @param mortal whether PostgreSQL is to be killed; else a database of the run's own does */
export async function startServers(kind: QueueKind, mortal: boolean): Promise<Servers> {
  const postgres = mortal ? await ownPostgres() : await sharedPostgres()
  if (kind === 'PostgreSQL')
    return {
      ...{ postgres, queue: postgres, queueUrl: { postgres: postgres.url }, stop: postgres.stop },
      blockQueue: () => lockJobs(postgres.url),
    }
  const queue = await ownRedis().catch(async (error: unknown) => {
    await postgres.stop()
    throw error
  })
  const stop = async () => {
    await queue.stop()
    await postgres.stop()
  }
  return { postgres, queue, queueUrl: { redis: queue.url }, stop, blockQueue: async () => freeze(queue.pid) }
}

async function lockJobs(url: string): Promise<() => Promise<void>> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('begin')
  await client.query('lock table bullmq.job in exclusive mode')
  return () => client.end()
}

function freeze(pid: number): () => Promise<void> {
  process.kill(pid, 'SIGSTOP')
  return async () => void process.kill(pid, 'SIGCONT')
}

async function sharedPostgres(): Promise<Server> {
  const database = await freshDatabase()
  const never = () => Promise.reject(new Error('the PostgreSQL of the whole run must go on'))
  return { url: database.url, kill: never, start: never, stop: database.drop }
}

async function ownPostgres(): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'xunqun-system-'))
  const port = await freePort()
  const start = () => startPostgres({ dataDir, port, log: () => undefined })
  let running = await start()
  return {
    url: running.url,
    async kill() {
      // An immediate shutdown: nothing is written any more, and the next start recovers from the log.
      process.kill(running.pid, 'SIGQUIT')
      await running.ended
    },
    start: async () => void (running = await start()),
    async stop() {
      await running.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function ownRedis(): Promise<Server & { readonly pid: number }> {
  const server = await startRedis()
  return {
    url: server.url,
    get pid() {
      return server.pid
    },
    async kill() {
      process.kill(server.pid, 'SIGKILL')
      await server.down()
    },
    start: server.up,
    stop: server.stop,
  }
}
