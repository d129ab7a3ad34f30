import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const isLinux = process.platform === 'linux'

/**
 * A mark of the process that has this pid now: no later process with the same pid has the same mark.
 * null when there is none, or only a zombie: dead, but not yet collected by its parent.
 */
export function markOf(pid: number): string | null {
  const status = isLinux ? readProc(pid, 'stat') : ps(pid, 'state=,lstart=')
  if (!status) return null
  // Linux: "pid (name, which may hold blanks and brackets) state …", the start time is field 22
  const fields = isLinux ? status.slice(status.lastIndexOf(')') + 2).split(' ') : status.split(/\s+/)
  if (fields[0]?.startsWith('Z')) return null
  return isLinux ? (fields[19] ?? null) : fields.slice(1).join(' ')
}

/** Whether a live process was started with `argument` (a path) in its command line. */
export function runsWith(pid: number, argument: string): boolean {
  if (!markOf(pid)) return false
  if (!isLinux) return ps(pid, 'command=').includes(argument)
  return readProc(pid, 'cmdline').split('\0').includes(argument)
}

/** Whether the kernel still knows the pid, be it as a zombie or as another user's process. */
export function isKnown(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Waits for the process to end. @returns false when it still runs after `within` ms */
export async function ended(pid: number, within: number): Promise<boolean> {
  const mark = markOf(pid)
  const end = performance.now() + within
  while (mark && markOf(pid) === mark) {
    if (performance.now() > end) return false
    await pause(20)
  }
  return true
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return '' // no such process any more
  }
}

function ps(pid: number, format: string): string {
  try {
    return execFileSync('ps', ['-o', format, '-p', `${pid}`], { encoding: 'utf8' }).trim()
  } catch {
    return '' // ps fails when no process has the pid
  }
}
