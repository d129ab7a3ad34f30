import type { Config } from '../config/config.ts'
import { FolderInUse, startPostgres } from '../embedded/postgres.ts'
import { runningUrl } from '../embedded/running.ts'

export interface Database {
  url: string
  /** this process runs it, so nobody else can have migrated it */
  ours: boolean
  stop(): Promise<void>
}

/** The PostgreSQL of DATABASE_URL, or the embedded one of DATA_DIR: the running one, else one started for the command. */
export async function openDatabase(
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
