import type { OfficeKind, Role } from '../../cases/world.ts'
import type { Queryable } from '../db.ts'
import type { Viewer } from './viewer.ts'

const TOUCH = 10 * 60_000

interface UserRow {
  login: string
  role: Role
  staff: string | null
  name: string | null
  office: string | null
  office_name: string
  kind: OfficeKind
  area: string
}

// The world file is right about a person's role: it may have changed since the user was made.
const USER = `u.login, coalesce(s.role, u.role) as role, s.id as staff, s.name, o.id as office, o.name as office_name,
  o.kind, o.area from users u left join staff s on s.id = u.staff left join offices o on o.id = s.office`

const toViewer = (row: UserRow): Viewer => ({
  login: row.login,
  name: row.name ?? row.login,
  role: row.role,
  staff: row.staff,
  office: row.office ? { id: row.office, name: row.office_name, kind: row.kind, area: row.area } : null,
})

/** The user with his password's hash; null when there is none. */
export async function findUser(
  db: Queryable,
  login: string,
): Promise<{ hash: string; viewer: Viewer } | null> {
  const { rows } = await db.query(`select u.password_hash, ${USER} where u.login = $1`, [login])
  return rows[0] ? { hash: rows[0].password_hash, viewer: toViewer(rows[0]) } : null
}

/** Opens a session and clears away those that have ended. */
export async function openSession(
  db: Queryable,
  tokenHash: string,
  login: string,
  now: number,
  until: number,
) {
  await db.query('delete from sessions where expires_at <= $1', [new Date(now)])
  await db.query('insert into sessions (token_hash, login, expires_at) values ($1, $2, $3)', [
    tokenHash,
    login,
    new Date(until),
  ])
}

/** The user of a live session; null when it has ended or never was. */
export async function findSession(db: Queryable, tokenHash: string, now: number): Promise<Viewer | null> {
  const { rows } = await db.query(
    `select ${USER} join sessions x on x.login = u.login where x.token_hash = $1 and x.expires_at > $2`,
    [tokenHash, new Date(now)],
  )
  return rows[0] ? toViewer(rows[0]) : null
}

/** Moves a session's end to `until`, at most every ten minutes. */
export async function prolongSession(db: Queryable, tokenHash: string, until: number) {
  await db.query('update sessions set expires_at = $2 where token_hash = $1 and expires_at < $3', [
    tokenHash,
    new Date(until),
    new Date(until - TOUCH),
  ])
}

export async function closeSession(db: Queryable, tokenHash: string) {
  await db.query('delete from sessions where token_hash = $1', [tokenHash])
}

/** Makes the first user; false when there is one already. */
export async function insertFirstUser(
  db: Queryable,
  login: string,
  hash: string,
  role: Role,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into users (login, password_hash, role) select $1, $2, $3
     where not exists (select from users) on conflict do nothing`,
    [login, hash, role],
  )
  return rowCount === 1
}

/** Makes a user or gives him a new password; either way all his sessions end. */
export async function saveUser(
  db: Queryable,
  user: { login: string; hash: string; role: Role; staff: string | null },
) {
  await db.query(
    `insert into users (login, password_hash, role, staff) values ($1, $2, $3, $4)
     on conflict (login) do update set password_hash = excluded.password_hash, role = excluded.role, staff = excluded.staff`,
    [user.login, user.hash, user.role, user.staff],
  )
  await db.query('delete from sessions where login = $1', [user.login])
}

/** The role that the world gives a person; null when there is no such staff. */
export async function findStaffRole(db: Queryable, staff: string): Promise<Role | null> {
  const { rows } = await db.query('select role from staff where id = $1', [staff])
  return rows[0]?.role ?? null
}
