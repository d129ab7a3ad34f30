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

/** `npm start` on an empty folder, ready: in how many seconds, and where its console is. */
export async function startAlone() {
  const dir = await mkdtemp(join(tmpdir(), 'xunqun-bench-'))
  const began = performance.now()
  const child = spawn(process.execPath, ['--max-semi-space-size=4', '--import', 'tsx', START], {
    env: { ...process.env, DATA_DIR: dir, PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: '', REDIS_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
    await rm(dir, { recursive: true, force: true })
  }
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), exited])
  if (typeof line !== 'string') {
    await stop()
    throw new Error('npm start has ended before it was ready')
  }
  const seconds = Math.round((performance.now() - began) / 100) / 10
  const { console: url, password } = JSON.parse(line) as { console: string; password: string }
  return { seconds, url, password, pid: child.pid!, stop }
}

/** Seconds until `npm start` is ready on an empty folder, and the memory of each of its processes at rest. */
export async function measureStart(): Promise<{ seconds: number; memory: Memory[] }> {
  const { seconds, pid, stop } = await startAlone()
  try {
    await pause(REST)
    return { seconds, memory: memoryOfTree(pid) }
  } finally {
    await stop()
  }
}
