import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../embedded/postgres.ts'
import type { QueueUrl } from '../../store/queue.ts'
import { freePort } from '../helpers/ports.ts'
import { startRedis } from '../helpers/redis.ts'

export type QueueKind = 'PostgreSQL' | 'Redis'

/** A server that dies without a chance to say so, and comes back on the same address and data. */
export interface Server {
  url: string
  kill(): Promise<void>
  start(): Promise<void>
  /** for good */
  stop(): Promise<void>
}

export interface Servers {
  postgres: Server
  /** where the queue lives: `postgres` itself, or a Redis */
  queue: Server
  queueUrl: QueueUrl
  stop(): Promise<void>
}

export async function startServers(kind: QueueKind): Promise<Servers> {
  const postgres = await ownPostgres()
  if (kind === 'PostgreSQL')
    return { postgres, queue: postgres, queueUrl: { postgres: postgres.url }, stop: postgres.stop }
  const queue = await ownRedis().catch(async (error: unknown) => {
    await postgres.stop()
    throw error
  })
  const stop = async () => {
    await queue.stop()
    await postgres.stop()
  }
  return { postgres, queue, queueUrl: { redis: queue.url }, stop }
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

async function ownRedis(): Promise<Server> {
  const server = await startRedis()
  return {
    url: server.url,
    async kill() {
      process.kill(server.pid, 'SIGKILL')
      await server.down()
    },
    start: server.up,
    stop: server.stop,
  }
}
