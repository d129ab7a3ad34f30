import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readConfig } from '../config/config.ts'
import { connectionError, POSTGRES } from '../config/connection.ts'
import { runCommand, UserError } from '../config/fail.ts'
import { openPool } from '../store/db.ts'
import { issueKey, revokeKey } from '../store/keys.ts'
import { checkSchema, migrate } from '../store/migrate.ts'
import { openDatabase } from './database.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))
const USAGE = 'Usage: npm run -s add-key -- NAME, or --revoke NAME'

/** `npm run -s add-key`: gives another system the key with which it files cases, and prints it once; or takes it away. */
await runCommand(async () => {
  const { name, revoke } = readKey(process.argv.slice(2))
  const database = await openDatabase(readConfig(process.env), (line) => process.stderr.write(`${line}\n`))
  const pool = openPool(database.url, () => undefined, 1)
  try {
    await (database.ours ? migrate(pool, MIGRATIONS) : checkSchema(pool, MIGRATIONS))
    if (revoke && !(await revokeKey(pool, name, Date.now())))
      throw new UserError(`"${name}" has no key: check the name`)
    const answer = revoke ? { name, revoked: true } : { name, key: await issueKey(pool, name, Date.now()) }
    process.stdout.write(`${JSON.stringify(answer)}\n`)
  } catch (error) {
    throw connectionError(error, POSTGRES, database.url)
  } finally {
    await pool.end()
    await database.stop()
  }
})

function readKey(args: string[]): { name: string; revoke: boolean } {
  const { positionals, values } = parse(args)
  const [name, ...more] = values.revoke === undefined ? positionals : [values.revoke, ...positionals]
  if (!name || more.length) throw new UserError(USAGE, 2)
  if (!/^[\w.-]{1,100}$/.test(name))
    throw new UserError(`The name "${name}" may hold letters, digits and _ . - only`, 2)
  return { name, revoke: values.revoke !== undefined }
}

function parse(args: string[]) {
  const options = { revoke: { type: 'string' } } as const
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('\n')[0]}. ${USAGE}`, 2)
  }
}
