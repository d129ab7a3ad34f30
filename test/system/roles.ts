import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { until } from '../helpers/until.ts'

/** One role of the system as a process of its own. */
export interface Role {
  pid: number
  /** what it has logged */
  log(): string
  /** kill -9 */
  kill(): Promise<void>
  /** asks it to end, and waits; its exit status */
  stop(): Promise<number | null>
}

/** Starts `bot/main.ts` or `workers/main.ts` with these variables, and waits until it is at work. */
export async function startRole(role: 'bot' | 'workers', variables: Record<string, string>): Promise<Role> {
  const child = spawn(process.execPath, ['--import', 'tsx', `${role}/main.ts`], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (log += text))
  const exit = once(child, 'exit')
  const gone = () => child.exitCode !== null || child.signalCode !== null
  const end = async (signal: NodeJS.Signals) => {
    if (!gone()) child.kill(signal)
    await exit
    return child.exitCode
  }
  await until(() => gone() || log.includes('at work'), { within: 20_000, what: `${role} is at work` })
  if (gone()) throw new Error(`${role} ended at once: ${log}`)
  return {
    pid: child.pid!,
    log: () => log,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}
