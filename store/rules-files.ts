import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { RuleError } from '../rules/load.ts'
import type { Queryable } from './db.ts'
import { WEIGHTS } from './keywords.ts'

/** The files of a keywords folder, by name. */
export type Content = ReadonlyMap<string, Buffer>

const YAML = /^[a-z0-9-]{1,60}\.yaml$/
/** Whether a file can be part of a version; whatever else lies in the folder is none of its content. */
export const isRuleFile = (name: string): boolean => name === WEIGHTS || YAML.test(name)

export const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** @throws RuleError when the folder cannot be read */
export function readContent(dir: string): Content {
  try {
    const names = readdirSync(dir).filter(isRuleFile).sort()
    return new Map(names.map((name) => [name, readFileSync(join(dir, name))]))
  } catch (error) {
    throw new RuleError([
      `${dir}: cannot be read (${(error as Error).message}) — name a folder of rule files`,
    ])
  }
}

/** Whoever keeps files and whoever throws away what nothing has wait for each other: a file that is there may be about to go. */
const FILES_LOCK = 7_301_013
export const lockFiles = (tx: Queryable) => tx.query('select pg_advisory_xact_lock($1)', [FILES_LOCK])

/** Keeps the files that are not kept yet; gives the hash of each, by its name. */
export async function keepFiles(tx: Queryable, content: Content): Promise<Record<string, string>> {
  const files = [...content].map(([name, bytes]) => ({ name, bytes, hash: hashOf(bytes) }))
  await lockFiles(tx)
  await tx.query(
    `insert into rule_files (hash, bytes) select * from unnest($1::text[], $2::bytea[]) on conflict do nothing`,
    [files.map((f) => f.hash), files.map((f) => f.bytes)],
  )
  return Object.fromEntries(files.map((f) => [f.name, f.hash]))
}

/** The files of a version; null where there is none. `only` leaves out all others. */
export async function loadContent(
  q: Queryable,
  number: number,
  only: (name: string) => boolean = () => true,
): Promise<Content | null> {
  const { rows } = await q.query<{ files: Record<string, string> }>(
    'select files from rule_versions where number = $1',
    [number],
  )
  if (!rows[0]) return null
  const names = Object.entries(rows[0].files).filter(([name]) => only(name))
  const { rows: files } = await q.query<{ hash: string; bytes: Buffer }>(
    'select hash, bytes from rule_files where hash = any($1)',
    [names.map(([, hash]) => hash)],
  )
  const byHash = new Map(files.map((f) => [f.hash, f.bytes]))
  return new Map(names.map(([name, hash]) => [name, byHash.get(hash)!]))
}
