import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Account, chooseAccount } from './account.ts'
import { prepareBinaries } from './binaries.ts'
import { ensureCluster, NAME } from './cluster.ts'
import { EmbeddedError } from './errors.ts'
import { clearLeftover, endPostmaster, isReady } from './leftover.ts'
import { lockFile } from './lock.ts'
import { LogFile } from './logfile.ts'
import { freePort } from '../config/ports.ts'

export { EmbeddedError, FolderInUse } from './errors.ts'

/** A running PostgreSQL of one's own. */
export interface Postgres {
  /** of the database `xunqun`, as a role that owns it and may create others; holds the password */
  url: string
  pid: number
  /** ends it within a few seconds and gives the folder free; connections that are open are cut */
  stop(): Promise<void>
  /** settles when it ends without `stop`, with the last line of its log */
  ended: Promise<string>
}

export interface Options {
  /** made where it is missing; the cluster lies in `postgres` below it, its log in `postgres.log` */
  dataDir: string
  log: (line: string) => void
  /** a free one when left out */
  port?: number
  /** PostgreSQL's settings in place of those below */
  settings?: Record<string, string>
}

/** Small in memory, safe on disk. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '40',
  shared_buffers: '32MB',
  // no helper processes but the needed ones
  io_method: 'sync',
  max_worker_processes: '1',
  max_logical_replication_workers: '0',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '1',
  max_wal_senders: '0',
  wal_level: 'minimal',
  max_wal_size: '256MB',
  jit: 'off',
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // what people wrote must not get into the log
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_line_prefix: '%m [%p] ',
}
/** ms; recovery after a crash may take a while, and the log shows that it goes on */
const PATIENCE = 120_000

/**
 * Starts the embedded PostgreSQL on `dataDir`, which no other process may use at the same time. It ends with this
 * process even when that is killed.
 * @throws FolderInUse | EmbeddedError
 */
export async function startPostgres(options: Options): Promise<Postgres> {
  try {
    await mkdir(options.dataDir, { recursive: true })
    const dataDir = await realpath(options.dataDir)
    const lock = lockFile(join(dataDir, 'postgres.lock'))
    return await startLocked(dataDir, options, lock.release).catch((error: unknown) => {
      lock.release()
      throw error
    })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!/^(EACCES|EPERM|EROFS|ENOSPC|EDQUOT|ENOTDIR|EEXIST)$/.test(code ?? '')) throw error
    throw new EmbeddedError(`The data folder ${options.dataDir} cannot be used: ${message}`, { cause: error })
  }
}

async function startLocked(dataDir: string, options: Options, release: () => void): Promise<Postgres> {
  const folder = join(dataDir, 'postgres')
  const account = chooseAccount(folder)
  const binaries = await prepareBinaries(account)
  await clearLeftover(folder, options.log)
  const password = await ensureCluster(folder, binaries, account)
  const log = new LogFile(join(dataDir, 'postgres.log'))
  const start = (port: number) =>
    launch(account, binaries.postgres, folder, port, options.settings ?? {}, log)
  const { child, port } = await startOnPort(start, folder, log, options.port)
  const url = `postgresql://${NAME}:${password}@127.0.0.1:${port}/${NAME}`
  await tryLogin(url).catch(async (cause: unknown) => {
    await endPostmaster(child.pid!)
    throw new EmbeddedError(`PostgreSQL runs on ${folder} but lets nobody in: ${(cause as Error).message}`, {
      cause,
    })
  })
  return supervise(child, url, log, release)
}

/** A free port may be taken before PostgreSQL binds it, and a killed one's children may hold on for a moment: both pass. */
async function startOnPort(
  start: (port: number) => ChildProcess,
  folder: string,
  log: LogFile,
  fixed: number | undefined,
): Promise<{ child: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = fixed ?? (await freePort())
    const child = start(port)
    if (await becomesReady(child, folder)) return { child, port }
    const passes = log.says(/could not bind|is still in use/)
    if (!passes || attempt === 20)
      throw new EmbeddedError(
        `PostgreSQL did not start on ${folder}: ${log.lastLine()} (more in ${log.path})`,
      )
    await pause(250)
  }
}

function launch(
  account: Account,
  program: string,
  folder: string,
  port: number,
  settings: Record<string, string>,
  log: LogFile,
): ChildProcess {
  const pairs = Object.entries({ ...SETTINGS, ...settings, port: `${port}` })
  const args = ['-D', folder, ...pairs.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  // A session of its own: Ctrl-C goes to the terminal's whole group, and the database must be the last to end.
  const child = log.append((descriptor) =>
    account.spawn(program, args, { detached: true, stdio: ['ignore', descriptor, descriptor] }),
  )
  if (child.pid) endWithThisProcess(child, child.pid)
  return child
}

/** A shell waits on a pipe whose other end is ours alone: however this process dies, the pipe closes. */
function endWithThisProcess(child: ChildProcess, pid: number): void {
  const script = 'read -r _; kill -INT "$1"'
  const guard = spawn('/bin/sh', ['-c', script, 'xunqun-guard', `${pid}`], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  child.once('exit', () => guard.kill('SIGKILL'))
}

async function becomesReady(child: ChildProcess, folder: string): Promise<boolean> {
  const end = performance.now() + PATIENCE
  while (child.exitCode === null && child.signalCode === null && child.pid) {
    if (isReady(folder, child.pid)) return true
    if (performance.now() > end) {
      await endPostmaster(child.pid)
      return false
    }
    await pause(10)
  }
  return false
}

async function tryLogin(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  await client.connect()
  await client.end()
}

function supervise(child: ChildProcess, url: string, log: LogFile, release: () => void): Postgres {
  const pid = child.pid!
  const exit = once(child, 'exit').then(release)
  let stopping: Promise<void> | null = null
  const ended = new Promise<string>((resolve) => {
    void exit.then(() => stopping ?? resolve(log.lastLine()))
  })
  return { url, pid, ended, stop: () => (stopping ??= stopOnce()) }

  async function stopOnce(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) await endPostmaster(pid)
    await exit
  }
}
