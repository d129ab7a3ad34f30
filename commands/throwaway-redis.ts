import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { UserError } from '../config/fail.ts'
import { freePort } from '../config/ports.ts'

/** A throw-away Redis of one's own, where `redis-server` is on the machine. */
export async function startRedis(dir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort()
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ]
  const server = spawn('redis-server', options, { stdio: 'ignore' })
  const failed = once(server, 'error').then(() => {
    throw new UserError('There is no redis-server to run: install it, or leave out --queue redis.')
  })
  const client = new Redis({
    port,
    host: '127.0.0.1',
    lazyConnect: true,
    retryStrategy: () => 50,
    maxRetriesPerRequest: 100,
  })
  client.on('error', () => undefined)
  try {
    await Promise.race([client.ping(), failed])
  } finally {
    client.disconnect()
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill()
      if (server.exitCode === null) await once(server, 'exit')
    },
  }
}
