import type { Role } from '../../cases/world.ts'
import { ROLE_NOW } from '../admins.ts'
import type { Queryable } from '../db.ts'
import { lockedUntil } from './attempts.ts'
import type { Change } from './users.ts'
import { binder } from './viewer.ts'

/** The users of the console, for admins. */

export interface ListedUser {
  login: string
  name: string | null
  post: string | null
  office: string | null
  role: Role
  disabled: boolean
  change: Change
  totp: boolean
  totpRequired: boolean
  /** epoch ms; null: not locked */
  lockedUntil: number | null
  signedInAt: number | null
  sessions: number
}

export interface UserFilter {
  /** part of a login or a name */
  search: string
  /** the login of the last one shown */
  after: string | null
}

/** By login, after the cursor; `pausedAfter`: from as many failures on an account pauses. */
export async function listUsers(
  db: Queryable,
  { search, after }: UserFilter,
  limit: number,
  now: number,
  pausedAfter: number,
): Promise<ListedUser[]> {
  const { values, bind } = binder()
  const at = bind(new Date(now))
  const where = ['true']
  if (after !== null) where.push(`u.login > ${bind(after)}`)
  if (search) {
    const part = bind(search.toLowerCase())
    where.push(`(strpos(lower(u.login), ${part}) > 0 or strpos(lower(s.name), ${part}) > 0)`)
  }
  const { rows } = await db.query(
    `select u.login, s.name, s.post, o.name as office, ${ROLE_NOW} as role, u.disabled, u.change,
       u.totp is not null as totp, u.totp_required, u.signed_in_at, ${lockedUntil(at, bind(pausedAfter))} as locked_until,
       (select count(*) from sessions x where x.login = u.login and x.expires_at > ${at} and not x.half) as sessions
     from users u left join staff s on s.id = u.staff left join offices o on o.id = s.office
     where ${where.join(' and ')} order by u.login limit ${bind(limit)}`,
    values,
  )
  return rows.map((row) => ({
    login: row.login,
    name: row.name,
    post: row.post,
    office: row.office,
    role: row.role,
    disabled: row.disabled,
    change: row.change,
    totp: row.totp,
    totpRequired: row.totp_required,
    lockedUntil: row.locked_until && +row.locked_until,
    signedInAt: row.signed_in_at && +row.signed_in_at,
    sessions: row.sessions,
  }))
}

/** False when there is a user of this login, or this person has one. */
export async function insertUser(
  tx: Queryable,
  user: { login: string; staff: string; role: Role; hash: string },
): Promise<boolean> {
  // Two at once would both find that this person has none.
  await tx.query('select from staff where id = $1 for update', [user.staff])
  const { rowCount } = await tx.query(
    `insert into users (login, password_hash, role, staff, change) select $1, $2, $3, $4, 'must'
     where not exists (select from users where staff = $4) on conflict (login) do nothing`,
    [user.login, user.hash, user.role, user.staff],
  )
  return rowCount === 1
}

export async function setDisabled(db: Queryable, login: string, disabled: boolean) {
  await db.query('update users set disabled = $2 where login = $1', [login, disabled])
}

export async function setTotpRequired(db: Queryable, login: string, required: boolean) {
  await db.query('update users set totp_required = $2 where login = $1', [login, required])
}
