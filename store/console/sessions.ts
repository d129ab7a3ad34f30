import { ROLE_NOW } from '../admins.ts'
import type { Queryable } from '../db.ts'
import { toViewer, USER, type Change } from './users.ts'
import type { Viewer } from './viewer.ts'

const TOUCH = 10 * 60_000

/** What is kept of how a session began. */
export interface Beginning {
  /** epoch ms after which it is over, however much it is used */
  ends: number
  browser: string | null
  address: string | null
  role: Viewer['role']
  /** the one-time code is still to come */
  half: boolean
}

/** Opens a session until `until` and clears away those that have ended. Returns what people name it by. */
export async function openSession(
  db: Queryable,
  tokenHash: string,
  login: string,
  now: number,
  until: number,
  how: Partial<Beginning> = {},
): Promise<string> {
  await db.query('delete from sessions where expires_at <= $1', [new Date(now)])
  const { rows } = await db.query(
    `insert into sessions (token_hash, login, expires_at, created_at, used_at, ends_at, browser, address, role, half)
     values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9) returning id`,
    [
      tokenHash,
      login,
      new Date(until),
      new Date(now),
      how.ends === undefined ? null : new Date(how.ends),
      how.browser ?? null,
      how.address ?? null,
      how.role ?? null,
      how.half ?? false,
    ],
  )
  return rows[0].id
}

/** What must be done before anything else: a password of one's own, one-time codes. */
export type Owed = 'password' | 'totp'

export interface Session {
  id: string
  viewer: Viewer
  change: Change
  owed: Owed | null
  /** was not used for ten minutes, so that its end is to be moved on */
  rested: boolean
}

const LIVE = `x.token_hash = $1 and x.expires_at > $2 and not u.disabled and (x.role is null or x.role = ${ROLE_NOW})`

/** A live session whose user has said all that he has to say; null when it has ended or never was. */
export async function loadSession(db: Queryable, tokenHash: string, now: number): Promise<Session | null> {
  const { rows } = await db.query(
    `select x.id, x.used_at, u.change, u.totp_required and u.totp is null as totp_owed, ${USER}
     join sessions x on x.login = u.login where ${LIVE} and not x.half`,
    [tokenHash, new Date(now)],
  )
  const [row] = rows
  if (!row) return null
  const owed = row.change === 'must' ? 'password' : row.totp_owed ? 'totp' : null
  const rested = row.used_at === null || +row.used_at < now - TOUCH
  return { id: row.id, viewer: toViewer(row), change: row.change, owed, rested }
}

/** The user of a live session; null when it has ended or never was. */
export async function findSession(db: Queryable, tokenHash: string, now: number): Promise<Viewer | null> {
  return (await loadSession(db, tokenHash, now))?.viewer ?? null
}

/** The login of a session that waits for its one-time code; null when there is none. */
export async function findHalf(db: Queryable, tokenHash: string, now: number): Promise<string | null> {
  const { rows } = await db.query(
    `select u.login from users u left join staff s on s.id = u.staff join sessions x on x.login = u.login
     where ${LIVE} and x.half`,
    [tokenHash, new Date(now)],
  )
  return rows[0]?.login ?? null
}

/** Moves a session's end to `until`, never beyond its last end. */
export async function prolongSession(db: Queryable, tokenHash: string, now: number, until: number) {
  await db.query(
    `update sessions set used_at = $2, expires_at = greatest(expires_at, least($3, ends_at))
     where token_hash = $1`,
    [tokenHash, new Date(now), new Date(until)],
  )
}

export async function closeSession(db: Queryable, tokenHash: string) {
  await db.query('delete from sessions where token_hash = $1', [tokenHash])
}

export interface OpenSession {
  id: string
  since: number
  used: number
  browser: string | null
  address: string | null
  current: boolean
}

/** The live sessions of a user, the last used first; `current`: which of them asks. */
export async function listSessions(
  db: Queryable,
  login: string,
  tokenHash: string | null,
  now: number,
): Promise<OpenSession[]> {
  const { rows } = await db.query(
    `select id, created_at, used_at, browser, address, token_hash = $2 as current from sessions
     where login = $1 and expires_at > $3 and not half order by used_at desc nulls last, id`,
    [login, tokenHash, new Date(now)],
  )
  return rows.map((row) => ({
    id: row.id,
    since: +row.created_at,
    used: +row.used_at,
    browser: row.browser,
    address: row.address,
    current: row.current ?? false,
  }))
}

/** Ends a session of the user, or all but `except`; returns the hashes of those that have ended. */
export async function endSessions(
  db: Queryable,
  login: string,
  which: { id: string } | { except: string | null },
): Promise<string[]> {
  const [condition, value] =
    'id' in which ? ['id = $2', which.id] : ['token_hash is distinct from $2', which.except]
  const { rows } = await db.query(
    `delete from sessions where login = $1 and ${condition} returning token_hash`,
    [login, value],
  )
  return rows.map((row) => row.token_hash as string)
}
