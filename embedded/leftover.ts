import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedError } from './errors.ts'
import { ended, isKnown, runsWith } from './processes.ts'

/**
 * Clears what a killed start has left on a database folder that we hold the lock of: a postmaster that still
 * runs is ended cleanly, so that there are never two; a pid file whose pid is somebody else's now is removed,
 * since PostgreSQL would take that process for its own.
 */
export async function clearLeftover(folder: string, log: (line: string) => void): Promise<void> {
  const file = join(folder, 'postmaster.pid')
  const pid = Number(readLines(file)[0])
  if (!pid) return
  if (runsWith(pid, folder)) {
    log(`a PostgreSQL that a killed process has left behind is ended first (pid ${pid})`)
    await endPostmaster(pid)
  } else if (isKnown(pid)) rmSync(file, { force: true })
}

/** Whether the postmaster with this pid accepts connections: it says so in the last line of its pid file. */
export function isReady(folder: string, pid: number): boolean {
  const lines = readLines(join(folder, 'postmaster.pid'))
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

/** Fast shutdown; where that takes longer than `patience` ms, an immediate one, after which the next start recovers. */
export async function endPostmaster(pid: number, patience = 7000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    signalTo(pid, signal)
    if (await ended(pid, patience)) return
  }
  throw new EmbeddedError(`PostgreSQL (pid ${pid}) does not end: end it by hand with \`kill -QUIT ${pid}\``)
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return [] // no postmaster has started, or it has ended
  }
}
