import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { FolderInUse } from './errors.ts'
import { markOf } from './processes.ts'

interface Holder {
  pid: number
  mark: string | null
}

/**
 * Takes a lock file for this process until `release` or its death, by whatever means it dies.
 * @throws FolderInUse naming the folder and the live process that has it
 */
export function lockFile(path: string): { release(): void } {
  const own = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`
  writeFileSync(own, JSON.stringify({ pid: process.pid, mark: markOf(process.pid) } satisfies Holder))
  try {
    // A link appears whole or not at all, so nobody ever reads a half-written lock.
    while (!linked(own, path)) clearDead(path)
  } finally {
    unlinkSync(own)
  }
  return { release: () => unlinkSync(path) }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Removes the lock of a dead holder. It is moved away first, since another starter may do the same just now. */
function clearDead(path: string): void {
  refuseLive(path, path)
  const aside = `${path}.dead-${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    refuseLive(aside, path)
  } catch (error) {
    linked(aside, path)
    throw error
  } finally {
    unlinkSync(aside)
  }
}

function refuseLive(file: string, path: string): void {
  const holder = readHolder(file)
  if (!holder || markOf(holder.pid) !== holder.mark) return
  const folder = dirname(path)
  throw new FolderInUse(
    `The data folder ${folder} is in use by process ${holder.pid}: end that one, or set DATA_DIR to another folder`,
  )
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return null // released in this moment, or no lock of ours
  }
}
