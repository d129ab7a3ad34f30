import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A whole system in a process of its own, as `npm start` runs it. */
export interface System {
  child: ChildProcess
  ready: { ready: true; console: string; user: string; password?: string }
  /** what it has written to standard error */
  errors(): string
  /** ends it and waits; its exit status, null when a signal killed it */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts it on a folder; rejects with what it printed when it ends before it is ready. */
export async function startSystem(dataDir: string, env: Record<string, string> = {}): Promise<System> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'commands/start.ts'], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'warn',
      DATABASE_URL: '',
      REDIS_URL: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const exited = once(child, 'exit')
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), exited])
  if (typeof line !== 'string') throw new Error(`exit ${child.exitCode}: ${errors.trim()}`)
  return {
    child,
    ready: JSON.parse(line) as System['ready'],
    errors: () => errors,
    async end(signal = 'SIGTERM') {
      child.kill(signal)
      await exited
      return child.exitCode
    },
  }
}
