import { createHash, randomBytes } from 'node:crypto'
import type { Queryable } from './db.ts'

/** The keys with which other systems file cases. Of a key only its hash is kept. */

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex')

/** Makes a key of 256 bits for a system, in place of the one that it had, and returns it. */
export async function issueKey(db: Queryable, name: string, now: number): Promise<string> {
  const key = randomBytes(32).toString('base64url')
  await db.query(
    `insert into api_keys (name, key_hash, created_at) values ($1, $2, $3)
     on conflict (name) do update set key_hash = excluded.key_hash, created_at = excluded.created_at, revoked_at = null`,
    [name, hashOf(key), new Date(now)],
  )
  return key
}

/** From now on the system's key opens nothing; false when it has none. */
export async function revokeKey(db: Queryable, name: string, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'update api_keys set revoked_at = $2 where name = $1 and revoked_at is null',
    [name, new Date(now)],
  )
  return rowCount === 1
}

/** The name of the system to which a key was given; null when there is none, or not any more. */
export async function findKey(db: Queryable, key: string): Promise<string | null> {
  const { rows } = await db.query('select name from api_keys where key_hash = $1 and revoked_at is null', [
    hashOf(key),
  ])
  return rows[0]?.name ?? null
}
