import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { setUser, type NewUser } from '../console/server/passwords.ts'
import { readConfig } from '../config/config.ts'
import { openPool } from '../store/db.ts'
import { checkSchema, migrate } from '../store/migrate.ts'
import { openDatabase } from './database.ts'
import { connectionError, POSTGRES } from '../config/connection.ts'
import { runCommand, UserError } from '../config/fail.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))
const USAGE = 'Usage: npm run -s add-user -- LOGIN --staff ID, or LOGIN --role admin'

/** `npm run -s add-user`: makes a user of the console or gives him a new password, and prints that. */
await runCommand(async () => {
  const user = readUser(process.argv.slice(2))
  const database = await openDatabase(readConfig(process.env), (line) => process.stderr.write(`${line}\n`))
  const pool = openPool(database.url, () => undefined, 1)
  try {
    await (database.ours ? migrate(pool, MIGRATIONS) : checkSchema(pool, MIGRATIONS))
    const password = await setUser(pool, user)
    if (!password && 'staff' in user)
      throw new UserError(`There is no staff "${user.staff}": import a world file that names them first`)
    process.stdout.write(`${JSON.stringify({ user: user.login, password })}\n`)
  } catch (error) {
    throw connectionError(error, POSTGRES, database.url)
  } finally {
    await pool.end()
    await database.stop()
  }
})

function readUser(args: string[]): NewUser {
  const { positionals, values } = parse(args)
  const [login, ...more] = positionals
  if (!login || more.length) throw new UserError(USAGE, 2)
  if (!/^[\w.-]{1,100}$/.test(login))
    throw new UserError(`The login "${login}" may hold letters, digits and _ . - only`, 2)
  const { staff, role } = values
  if (staff && !role) return { login, staff }
  if (role === 'admin' && !staff) return { login, role }
  throw new UserError(USAGE, 2)
}

function parse(args: string[]) {
  const options = { staff: { type: 'string' }, role: { type: 'string' } } as const
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('\n')[0]}. ${USAGE}`, 2)
  }
}
