import { readdirSync, readFileSync } from 'node:fs'

/** Memory of one process in MB: what it holds, and its fair share of what several hold together. */
export interface Memory {
  name: string
  rss: number
  pss: number
}

/** Every process below `pid` and itself, from Linux's /proc. */
export function memoryOfTree(pid: number): Memory[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    const status = /^\d+$/.test(entry) ? read(`/proc/${entry}/status`) : null
    const parent = status && /^PPid:\s+(\d+)/m.exec(status)
    if (parent) parents.set(Number(entry), Number(parent[1]))
  }
  const isBelow = (p: number | undefined): boolean =>
    p !== undefined && (p === pid || isBelow(parents.get(p)))
  return [...parents.keys()].filter(isBelow).flatMap((p) => memoryOf(p) ?? [])
}

function memoryOf(pid: number): Memory | null {
  const rollup = read(`/proc/${pid}/smaps_rollup`)
  const command = read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim()
  if (!rollup || !command) return null
  const mb = (field: string) =>
    Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) / 1024)
  const name =
    command.startsWith('postgres') || command.includes('/postgres ')
      ? 'postgres'
      : command.split(' ').slice(0, 4).join(' ')
  return { name, rss: mb('Rss'), pss: mb('Pss') }
}

/** Null for a process that has ended meanwhile. */
function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES') return null
    throw error
  }
}
