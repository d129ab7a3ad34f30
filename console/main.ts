import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { readConfig } from '../config/config.ts'
import { connectionError, POSTGRES } from '../config/connection.ts'
import { runCommand, UserError } from '../config/fail.ts'
import { openPool } from '../store/db.ts'
import { checkSchema } from '../store/migrate.ts'
import { startConsole } from './server/run.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))

/** The console as a process of its own, on the PostgreSQL of DATABASE_URL. */
await runCommand(async () => {
  const { databaseUrl, keywordsDir, host, port, logLevel } = readConfig(process.env)
  if (!databaseUrl)
    throw new UserError('DATABASE_URL is not set: it names the PostgreSQL of this installation')
  const log = pino({ level: logLevel, base: { process: 'console' } })
  const ended = Promise.race(['SIGTERM', 'SIGINT'].map((signal) => once(process, signal)))
  try {
    await checkForm(databaseUrl)
    const running = await startConsole({
      databaseUrl,
      keywordsDir,
      host,
      port,
      stage: null,
      clock: Date.now,
      log,
    })
    log.info({ url: running.url }, 'the console is ready')
    await ended
    await running.close()
  } catch (error) {
    throw listenError(connectionError(error, POSTGRES, databaseUrl), host, port)
  }
})

async function checkForm(databaseUrl: string) {
  const pool = openPool(databaseUrl, () => undefined, 1)
  try {
    await checkSchema(pool, MIGRATIONS)
  } finally {
    await pool.end()
  }
}

function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE')
    return new UserError(`Port ${port} of ${host} is in use: set PORT to another one, or 0 for any`)
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES')
    return new UserError(`Cannot listen on ${host}:${port}: correct HOST or PORT`)
  return error
}
