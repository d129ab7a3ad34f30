import type { Queryable } from '../db.ts'

/** What is kept of a user's one-time codes; secrets come and go encrypted. */

export async function keepPending(db: Queryable, login: string, sealed: string) {
  await db.query('update users set totp_pending = $2 where login = $1', [login, sealed])
}

/** The secret that was set up counts from now on; `period`: of the code that has confirmed it. */
export async function turnOn(db: Queryable, login: string, period: number) {
  await db.query(
    `update users set totp = totp_pending, totp_pending = null, totp_used = $2
     where login = $1 and totp_pending is not null`,
    [login, period],
  )
}

/** False when there were none. */
export async function turnOff(db: Queryable, login: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update users set totp = null, totp_pending = null where login = $1 and totp is not null`,
    [login],
  )
  await db.query('delete from recovery_codes where login = $1', [login])
  return rowCount === 1
}

/** False when the code of this period, or of a later one, was used before. */
export async function usePeriod(db: Queryable, login: string, period: number): Promise<boolean> {
  const { rowCount } = await db.query('update users set totp_used = $2 where login = $1 and totp_used < $2', [
    login,
    period,
  ])
  return rowCount === 1
}

/** In place of those that he had. */
export async function keepRecovery(db: Queryable, login: string, codes: { salt: string; hash: string }[]) {
  await db.query('delete from recovery_codes where login = $1', [login])
  await db.query(
    `insert into recovery_codes (login, salt, code_hash) select $1, * from unnest($2::text[], $3::text[])`,
    [login, codes.map(({ salt }) => salt), codes.map(({ hash }) => hash)],
  )
}

/** The codes on paper that were not used yet. */
export async function listRecovery(db: Queryable, login: string): Promise<{ salt: string; hash: string }[]> {
  const { rows } = await db.query(
    'select salt, code_hash from recovery_codes where login = $1 and used_at is null',
    [login],
  )
  return rows.map((row) => ({ salt: row.salt, hash: row.code_hash }))
}

/** False when it was used in the meantime. */
export async function useRecovery(db: Queryable, login: string, salt: string, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'update recovery_codes set used_at = $3 where login = $1 and salt = $2 and used_at is null',
    [login, salt, new Date(now)],
  )
  return rowCount === 1
}
