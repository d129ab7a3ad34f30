import { fileURLToPath } from 'node:url'
import { readConfig } from '../config/config.ts'
import { connectionError, POSTGRES } from '../config/connection.ts'
import { runCommand, UserError } from '../config/fail.ts'
import { openPool } from '../store/db.ts'
import { verifyHistory, type Verification } from '../store/history.ts'
import { checkSchema, migrate } from '../store/migrate.ts'
import { openDatabase } from './database.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))

/** `npm run -s verify-history`: whether the history of all cases is as it was sealed; prints the chain's head. */
await runCommand(async () => {
  if (process.argv.length > 2) throw new UserError('Usage: npm run -s verify-history', 2)
  const database = await openDatabase(readConfig(process.env), (line) => process.stderr.write(`${line}\n`))
  const pool = openPool(database.url, () => undefined, 1)
  try {
    await (database.ours ? migrate(pool, MIGRATIONS) : checkSchema(pool, MIGRATIONS))
    const { broken, ...found } = await verifyHistory(pool)
    if (broken) throw new UserError(tell(broken))
    process.stdout.write(`${JSON.stringify(found)}\n`)
  } catch (error) {
    throw connectionError(error, POSTGRES, database.url)
  } finally {
    await pool.end()
    await database.stop()
  }
})

function tell({ day, reason }: NonNullable<Verification['broken']>): string {
  return (
    `The history was tampered with or damaged${day ? `, on ${day}` : ''}: ${reason}. ` +
    'Keep the database as it is, and compare it with the last backup in which verify-history finds nothing'
  )
}
