import { createHash } from 'node:crypto'
import type { Queryable } from '../db.ts'

/*
 * Attempts that count as failed until they have succeeded, so that many at once are no way around. They are kept here
 * for all processes, and outlive them.
 */

const FORGOTTEN = 30 * 60_000
const DAY = 86_400_000
const keyOf = (what: string) => createHash('sha256').update(what).digest('hex')
export const loginKey = (login: string) => `login:${login}`

/** The SQL of the key of `users u`. */
const KEY_OF_USER = `encode(sha256(convert_to('login:' || u.login, 'UTF8')), 'hex')`
/** SQL over `users u`: until when no attempt of his counts, of such as last longer than a moment (a parameter, in failures). */
export const lockedUntil = (now: string, failures: string) =>
  `(select a.until from attempts a where a.key = ${KEY_OF_USER} and a.until > ${now} and a.failures >= ${failures})`

export interface Limit {
  /** ms after the first failure, the second, …; the last for all further ones */
  pauses: number[]
  /** ms in which one failure is forgotten; without it all are together, half an hour after the last */
  drain?: number
}

/** Counts an attempt. @returns ms until the next one is allowed; 0: it is, and counts as failed */
export async function attempt(
  db: Queryable,
  what: string,
  { pauses, drain = Infinity }: Limit,
  now: number,
): Promise<number> {
  const key = keyOf(what)
  await db.query('delete from attempts where until < $1', [new Date(now - DAY)])
  // What is left of the failures, this one included.
  const failures = `case when a.until < $4 then 1
    else 1 + greatest(0, a.failures - floor(extract(epoch from $2::timestamptz - a.at) * 1000 / $5::float8)::integer) end`
  const { rowCount } = await db.query(
    `insert into attempts as a values ($1, 1, $2, $2::timestamptz + ($3::bigint[])[1] * interval '1 millisecond')
     on conflict (key) do update set at = $2, failures = ${failures},
       until = $2::timestamptz + interval '1 millisecond' * ($3::bigint[])[least(${failures}, cardinality($3::bigint[]))]
     where a.until <= $2`,
    [key, new Date(now), pauses, new Date(now - FORGOTTEN), drain],
  )
  if (rowCount) return 0
  const { rows } = await db.query('select until from attempts where key = $1', [key])
  return rows[0] ? Math.max(1, +rows[0].until - now) : 0
}

/** All is forgotten of a key. */
export async function forgive(db: Queryable, what: string) {
  await db.query('delete from attempts where key = $1', [keyOf(what)])
}

/** The last attempt has not failed; what failed before still counts. */
export async function takeBack(db: Queryable, what: string, now: number) {
  await db.query('update attempts set failures = greatest(failures - 1, 0), until = $2 where key = $1', [
    keyOf(what),
    new Date(now),
  ])
}
