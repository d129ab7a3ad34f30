import { readConfig } from '../config/config.ts'
import { connectionError, POSTGRES } from '../config/connection.ts'
import { runIfStarted, UserError, type Command } from '../config/fail.ts'
import { openPool } from '../store/db.ts'
import { migrate, MIGRATIONS } from '../store/migrate.ts'

/** `npm run migrate`: brings the PostgreSQL of DATABASE_URL to the form of this code. */
export const migrateDatabase: Command = async (_, env, say) => {
  const { databaseUrl } = readConfig(env)
  if (!databaseUrl)
    throw new UserError(
      'DATABASE_URL is not set: it names the PostgreSQL to migrate (`npm start` migrates its own)',
    )
  const pool = openPool(databaseUrl, () => undefined, 1)
  try {
    const applied = await migrate(pool, MIGRATIONS)
    say(applied.length ? `applied ${applied.join(', ')}` : 'nothing to migrate')
    return ''
  } catch (error) {
    throw connectionError(error, POSTGRES, databaseUrl)
  } finally {
    await pool.end()
  }
}

await runIfStarted(import.meta.filename, migrateDatabase)
