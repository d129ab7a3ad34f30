import { parseArgs } from 'node:util'
import { setUser, type NewUser } from '../console/server/passwords.ts'
import { runIfStarted, UserError, type Command } from '../config/fail.ts'
import { record } from '../store/audit.ts'
import type { Change } from '../store/console/users.ts'
import { onDatabase } from './database.ts'

const USAGE = 'Usage: npm run -s add-user -- LOGIN --staff ID, or LOGIN --role admin; [--must-change]'

/** `npm run -s add-user`: makes a user of the console or gives him a new password, and prints that. */
export const addUser: Command = async (args, env, say) => {
  const { user, change } = readUser(args)
  const password = await onDatabase(env, say, async (pool) => {
    const made = await setUser(pool, user, change)
    if (!made && 'staff' in user)
      throw new UserError(`There is no staff "${user.staff}": import a world file that names them first`)
    const detail = `@${user.login}`
    await record(pool, { at: Date.now(), login: 'add-user', staff: null, action: 'password-reset', detail })
    return made
  })
  return `${JSON.stringify({ user: user.login, password })}\n`
}

function readUser(args: string[]): { user: NewUser; change: Change } {
  const { positionals, values } = parse(args)
  const [login, ...more] = positionals
  if (!login || more.length) throw new UserError(USAGE, 2)
  if (!/^[\w.-]{1,100}$/.test(login))
    throw new UserError(`The login "${login}" may hold letters, digits and _ . - only`, 2)
  const { staff, role } = values
  const change = values['must-change'] ? 'must' : 'urged'
  if (staff && !role) return { user: { login, staff }, change }
  if (role === 'admin' && !staff) return { user: { login, role }, change }
  throw new UserError(USAGE, 2)
}

function parse(args: string[]) {
  const options = {
    staff: { type: 'string' },
    role: { type: 'string' },
    'must-change': { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('\n')[0]}. ${USAGE}`, 2)
  }
}

await runIfStarted(import.meta.filename, addUser)
