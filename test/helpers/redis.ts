import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../config/ports.ts'
import { findProgram } from './programs.ts'
import { until } from './until.ts'

export const redis = findProgram(['redis-server'])
export const redisAvailable = 'path' in redis

/** A Redis server of one's own, with the settings that the queue needs in production. */
export interface TestRedis {
  url: string
  port: number
  readonly pid: number
  /** ends the server for good and removes its data */
  stop(): Promise<void>
  /** ends the server (`down` ms long) and starts it again on the same port and data */
  restart(down?: number): Promise<void>
  /** ends the server and keeps its data; `up` starts it again */
  down(): Promise<void>
  up(): Promise<void>
}

/** Starts a private redis-server (noeviction, append-only) in a temporary folder. */
export async function startRedis({ password }: { password?: string } = {}): Promise<TestRedis> {
  if (!('path' in redis)) throw new Error(redis.missing)
  const program = redis.path
  const folder = await mkdtemp(join(tmpdir(), 'xunqun-redis-'))
  const port = await freePort()
  let server: ChildProcess | null = null

  const up = async () => {
    const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '']
    const durable = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']
    const secret = password ? ['--requirepass', password] : []
    const child = spawn(program, [...options, ...durable, ...secret], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    server = child
    await until(() => child.exitCode !== null || answers(port), { what: 'redis-server answers' })
    if (child.exitCode !== null) throw new Error(`redis-server ended at once with status ${child.exitCode}`)
  }
  const down = async () => {
    const child = server
    server = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    await exit
  }

  await up()
  return {
    url: `redis://${password ? `:${password}@` : ''}127.0.0.1:${port}`,
    port,
    get pid() {
      if (!server?.pid) throw new Error('this Redis is down')
      return server.pid
    },
    down,
    up,
    async restart(pause = 0) {
      await down()
      await new Promise((resolve) => setTimeout(resolve, pause))
      await up()
    },
    async stop() {
      await down()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** It is ready when it answers PING, even with "NOAUTH"; while it loads its data it says "-LOADING". */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'))
    socket.once('data', (data) => done(!data.toString().startsWith('-LOADING')))
    socket.once('error', () => done(false))
    socket.setTimeout(1000, () => done(false))
    const done = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
  })
}
