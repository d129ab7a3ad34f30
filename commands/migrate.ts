import { fileURLToPath } from 'node:url'
import { readConfig } from '../config/config.ts'
import { openPool } from '../store/db.ts'
import { migrate } from '../store/migrate.ts'
import { connectionError, POSTGRES } from '../config/connection.ts'
import { runCommand, UserError } from '../config/fail.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))

/** `npm run migrate`: brings the PostgreSQL of DATABASE_URL to the form of this code. */
await runCommand(async () => {
  const { databaseUrl } = readConfig(process.env)
  if (!databaseUrl)
    throw new UserError(
      'DATABASE_URL is not set: it names the PostgreSQL to migrate (`npm start` migrates its own)',
    )
  const pool = openPool(databaseUrl, () => undefined, 1)
  try {
    const applied = await migrate(pool, MIGRATIONS)
    process.stderr.write(applied.length ? `applied ${applied.join(', ')}\n` : 'nothing to migrate\n')
  } catch (error) {
    throw connectionError(error, POSTGRES, databaseUrl)
  } finally {
    await pool.end()
  }
})
