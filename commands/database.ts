import { readConfig, type Config } from '../config/config.ts'
import { connectionError, POSTGRES } from '../config/connection.ts'
import { FolderInUse, startPostgres } from '../embedded/postgres.ts'
import { runningUrl } from '../embedded/running.ts'
import { openPool, type Pool } from '../store/db.ts'
import { checkSchema, migrate, MIGRATIONS } from '../store/migrate.ts'

interface Database {
  url: string
  /** this process runs it, so nobody else can have migrated it */
  ours: boolean
  stop(): Promise<void>
}

/**
 * Runs `work` on the database that the environment names, in the form of this code.
 * @throws UserError when there is no getting to it
 */
export async function onDatabase<T>(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  work: (pool: Pool) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readConfig(env), say)
  const pool = openPool(database.url, () => undefined, 1)
  try {
    await (database.ours ? migrate(pool, MIGRATIONS) : checkSchema(pool, MIGRATIONS))
    return await work(pool)
  } catch (error) {
    throw connectionError(error, POSTGRES, database.url)
  } finally {
    await pool.end()
    await database.stop()
  }
}

/** The PostgreSQL of DATABASE_URL, or the embedded one of DATA_DIR: the running one, else one started for the command. */
async function openDatabase(
  { databaseUrl, dataDir }: Config,
  log: (line: string) => void,
): Promise<Database> {
  const running = (url: string): Database => ({ url, ours: false, stop: () => Promise.resolve() })
  if (databaseUrl) return running(databaseUrl)
  try {
    const { url, stop } = await startPostgres({ dataDir, log })
    return { url, ours: true, stop }
  } catch (error) {
    const url = error instanceof FolderInUse ? await runningUrl(dataDir) : null
    if (url) return running(url)
    throw error
  }
}
