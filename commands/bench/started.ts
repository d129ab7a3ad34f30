import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { memoryOfTree, type Memory } from './memory.ts'

const START = fileURLToPath(new URL('../start.ts', import.meta.url))

/** ms until connections that were only needed for starting are closed */
const REST = 6_000

/** Starts `npm start` on an empty folder: seconds until it is ready, and the memory of each of its processes at rest. */
export async function measureStart(): Promise<{ seconds: number; memory: Memory[] }> {
  const dir = await mkdtemp(join(tmpdir(), 'xunqun-bench-'))
  const began = performance.now()
  const child = spawn(process.execPath, ['--max-semi-space-size=4', '--import', 'tsx', START], {
    env: { ...process.env, DATA_DIR: dir, PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: '', REDIS_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  try {
    const lines = createInterface({ input: child.stdout })
    const ready = await Promise.race([once(lines, 'line'), exited])
    if (typeof ready[0] !== 'string') throw new Error('npm start has ended before it was ready')
    const seconds = (performance.now() - began) / 1000
    await pause(REST)
    return { seconds: Math.round(seconds * 10) / 10, memory: memoryOfTree(child.pid!) }
  } finally {
    child.kill('SIGTERM')
    await exited
    await rm(dir, { recursive: true, force: true })
  }
}
