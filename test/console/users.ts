import { hashSync } from '@node-rs/argon2'
import type { NewUser } from '../../console/server/passwords.ts'
import { findStaffRole, saveUser } from '../../store/console/users.ts'
import type { Queryable } from '../../store/db.ts'

/** Of every user of `addUser`. */
export const PASSWORD = 'green tea on the river'
// A hash tells what it takes to check it: this one next to nothing, so that hundreds of sign-ins are free.
const hash = hashSync(PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 })

/** Makes a user who signs in with PASSWORD. */
export async function addUser(pool: Queryable, user: NewUser): Promise<void> {
  const staff = 'staff' in user ? user.staff : null
  const role = 'staff' in user ? await findStaffRole(pool, user.staff) : user.role
  if (!role) throw new Error(`no staff for ${user.login}`)
  await saveUser(pool, { login: user.login, hash, role, staff })
}
