import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NAME } from './cluster.ts'

/** The database of the embedded PostgreSQL that another process runs on `dataDir`; null when none is ready there. */
export async function runningUrl(dataDir: string): Promise<string | null> {
  const folder = join(dataDir, 'postgres')
  const lines = (await readIfThere(join(folder, 'postmaster.pid'))).split('\n')
  const password = (await readIfThere(join(folder, 'password'))).trim()
  const [port, state] = [Number(lines[3]), lines[7]?.trim()]
  return port && password && state === 'ready'
    ? `postgresql://${NAME}:${password}@127.0.0.1:${port}/${NAME}`
    : null
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
