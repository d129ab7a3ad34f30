import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Part } from './skip.ts'

/** Looks for the first of `names` on the PATH, after `preferred`. */
export function findProgram(names: string[], preferred?: string): Part {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const path = [...(preferred ? [preferred] : []), ...candidates].find(isExecutable)
  return path ? { path } : { missing: `none of ${names.join(', ')} is installed` }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
