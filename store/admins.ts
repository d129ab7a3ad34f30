import type { Queryable } from './db.ts'

/** The world file is right about a person's role: it may have changed since the user was made. */
export const ROLE_NOW = 'coalesce(s.role, u.role)'

/** Without an admin who can sign in nobody could make another one; nothing was written. */
export class LastAdmin extends Error {
  /** of a command that wanted it */
  readonly exitCode = 1
  constructor() {
    super('no admin who can sign in would be left: give somebody else who can the role admin first')
  }
}

/** One at a time: two admins could take each other's rights away. */
const ADMIN_LOCK = 7_301_005

/**
 * Does what may take an admin's rights away.
 * @throws LastAdmin when none is left who can sign in, though there was one
 */
export async function keepingAdmin(tx: Queryable, act: () => Promise<unknown>): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [ADMIN_LOCK])
  const hadAdmin = await hasAdmin(tx)
  await act()
  if (hadAdmin && !(await hasAdmin(tx))) throw new LastAdmin()
}

async function hasAdmin(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from users u left join staff s on s.id = u.staff
     where not u.disabled and ${ROLE_NOW} = 'admin' limit 1`,
  )
  return rowCount === 1
}
