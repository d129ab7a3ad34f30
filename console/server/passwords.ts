import { hash, verify } from '@node-rs/argon2'
import { randomInt } from 'node:crypto'
import type { Role } from '../../cases/world.ts'
import type { Queryable } from '../../store/db.ts'
import { findStaffRole, insertFirstUser, saveUser, type Change } from '../../store/console/users.ts'

// OWASP's least for argon2id, which is what this package uses by default.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password of 59 bits without look-alikes, in groups that can be read aloud: `k7mf-w2qp-9xhd`. */
export function makePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `${group()}-${group()}-${group()}`
}

export const hashPassword = (password: string) => hash(password, COST)

let nobody: Promise<string> | undefined
/** Whether the password is right; takes the same time for an unknown user (null). */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(makePassword())
  const right = await verify(stored ?? (await nobody), password)
  return right && stored !== null
}

/** Makes the user `admin` where there is no user at all; returns the password then, and null otherwise. */
export async function ensureAdmin(pool: Queryable): Promise<string | null> {
  const password = makePassword()
  const made = await insertFirstUser(pool, 'admin', await hashPassword(password), 'admin')
  return made ? password : null
}

export type NewUser = { login: string; staff: string } | { login: string; role: Role }

/**
 * Makes a user or resets his password, which is returned; null when there is no such staff. `change`: whether the page urges
 * him to change it, or the server lets him do nothing else.
 */
export async function setUser(
  pool: Queryable,
  user: NewUser,
  change: Change = 'urged',
): Promise<string | null> {
  const role = 'staff' in user ? await findStaffRole(pool, user.staff) : user.role
  if (!role) return null
  const password = makePassword()
  const staff = 'staff' in user ? user.staff : null
  await saveUser(pool, { login: user.login, hash: await hashPassword(password), role, staff, change })
  return password
}
