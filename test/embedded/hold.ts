/** Run as a process of its own: holds an embedded PostgreSQL on a folder until it is told to end. */
import { startPostgres } from '../../embedded/postgres.ts'

const [dataDir, settings] = process.argv.slice(2)
const log = (line: string) => process.stderr.write(`${line}\n`)
try {
  const server = await startPostgres({ dataDir: dataDir!, log, settings: JSON.parse(settings ?? '{}') })
  process.once('SIGTERM', () => void server.stop())
  process.stdout.write(`${JSON.stringify({ url: server.url, pid: server.pid })}\n`)
} catch (error) {
  log((error as Error).message)
  process.exit(1)
}
