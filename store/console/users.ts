import type { OfficeKind, Role } from '../../cases/world.ts'
import { ROLE_NOW } from '../admins.ts'
import type { Queryable } from '../db.ts'
import { SIGHT, toSight, type SightRow } from './sight.ts'
import type { Viewer } from './viewer.ts'

export interface UserRow extends SightRow {
  login: string
  role: Role
  staff: string | null
  name: string | null
  office: string | null
  office_name: string
  kind: OfficeKind
  area: string
}

export const USER = `u.login, ${ROLE_NOW} as role, s.id as staff, s.name, o.id as office, o.name as office_name,
  o.kind, o.area, ${SIGHT} from users u left join staff s on s.id = u.staff left join offices o on o.id = s.office`

export const toViewer = (row: UserRow): Viewer => ({
  login: row.login,
  name: row.name ?? row.login,
  role: row.role,
  staff: row.staff,
  office: row.office ? { id: row.office, name: row.office_name, kind: row.kind, area: row.area } : null,
  sight: toSight(row),
})

/** Whether the password must be changed, is better changed, or is the user's own. */
export type Change = 'no' | 'urged' | 'must'

/** A user with what signing in needs to know of him. */
export interface Account {
  viewer: Viewer
  hash: string
  disabled: boolean
  change: Change
  /** encrypted */
  totp: string | null
  totpPending: string | null
  totpRequired: boolean
}

/** Null when there is none. */
export async function findUser(db: Queryable, login: string): Promise<Account | null> {
  const { rows } = await db.query(
    `select u.password_hash, u.disabled, u.change, u.totp, u.totp_pending, u.totp_required, ${USER} where u.login = $1`,
    [login],
  )
  const [row] = rows
  if (!row) return null
  return {
    viewer: toViewer(row),
    hash: row.password_hash,
    disabled: row.disabled,
    change: row.change,
    totp: row.totp,
    totpPending: row.totp_pending,
    totpRequired: row.totp_required,
  }
}

/** Makes the first user, whose password is better changed; false when there is one already. */
export async function insertFirstUser(
  db: Queryable,
  login: string,
  hash: string,
  role: Role,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into users (login, password_hash, role, change) select $1, $2, $3, 'urged'
     where not exists (select from users) on conflict do nothing`,
    [login, hash, role],
  )
  return rowCount === 1
}

/** Makes a user or gives him a new password; either way he is enabled, and all his sessions end. */
export async function saveUser(
  db: Queryable,
  user: { login: string; hash: string; role: Role; staff: string | null; change?: Change },
) {
  await db.query(
    `insert into users (login, password_hash, role, staff, change) values ($1, $2, $3, $4, $5)
     on conflict (login) do update set password_hash = excluded.password_hash, role = excluded.role,
       staff = excluded.staff, change = excluded.change, disabled = false`,
    [user.login, user.hash, user.role, user.staff, user.change ?? 'no'],
  )
  await db.query('delete from sessions where login = $1', [user.login])
}

/** The password of an existing user; his sessions are the caller's. */
export async function setPassword(db: Queryable, login: string, hash: string, change: Change) {
  await db.query('update users set password_hash = $2, change = $3 where login = $1', [login, hash, change])
}

export async function noteSignIn(db: Queryable, login: string, now: number) {
  await db.query('update users set signed_in_at = $2 where login = $1', [login, new Date(now)])
}

/** The role that the world gives a person; null when there is no such staff. */
export async function findStaffRole(db: Queryable, staff: string): Promise<Role | null> {
  const { rows } = await db.query('select role from staff where id = $1', [staff])
  return rows[0]?.role ?? null
}
