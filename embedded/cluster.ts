import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, lchown, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { EmbeddedError } from './errors.ts'

/** The role and the database of Xunqun. The role is no superuser; that one, `postgres`, cannot log in at all. */
export const NAME = 'xunqun'
const HBA = `host all ${NAME} 127.0.0.1/32 scram-sha-256\n`

/**
 * Makes the database folder where there is none. It is made under another name and renamed when complete:
 * what a killed start leaves behind is thrown away by the next.
 * @returns the password of the role
 */
export async function ensureCluster(folder: string, binaries: Binaries, account: Account): Promise<string> {
  await removeHalves(folder)
  const found = await lstat(folder).catch(() => null)
  if (found) refuseForeign(folder, found.uid)
  if (!found || (await readdir(folder)).length === 0) await makeCluster(folder, binaries, account)
  else await checkCluster(folder, found.uid, binaries, account)
  return (await readFile(join(folder, 'password'), 'utf8')).trim()
}

async function makeCluster(folder: string, binaries: Binaries, account: Account): Promise<void> {
  const half = `${folder}.half-${randomBytes(4).toString('hex')}`
  const password = randomBytes(24).toString('hex')
  await mkdir(half, { mode: 0o700 })
  const own = async (path: string) => account.uid !== null && (await chown(path, account.uid, account.uid))
  await own(half)
  const locale = [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C.UTF-8',
  ]
  await run(account, binaries.initdb, [
    '-D',
    half,
    '-U',
    'postgres',
    '--auth=reject',
    '--no-instructions',
    ...locale,
  ])
  const single = ['--single', '-j', '-D', half, '-c', 'log_min_error_statement=panic', 'postgres']
  await run(account, binaries.postgres, single, [
    `create role ${NAME} login createdb password '${password}'`,
    `create database ${NAME} owner ${NAME}`,
  ])
  await write(join(half, 'pg_hba.conf'), HBA)
  await write(join(half, 'password'), `${password}\n`)
  await own(join(half, 'password'))
  await rename(half, folder)
  await sync(dirname(folder))
}

function refuseForeign(folder: string, owner: number): void {
  const own = process.getuid?.()
  if (own !== undefined && own !== 0 && own !== owner)
    throw new EmbeddedError(
      `${folder} belongs to user ${owner}: start as that user or as root, or set DATA_DIR to another folder`,
    )
}

async function checkCluster(
  folder: string,
  owner: number,
  binaries: Binaries,
  account: Account,
): Promise<void> {
  const version = (await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (!version)
    throw new EmbeddedError(`${folder} holds no database: remove it, or set DATA_DIR to another folder`)
  if (version !== binaries.major)
    throw new EmbeddedError(
      `${folder} was made by PostgreSQL ${version}, this is ${binaries.major}: start the Xunqun that made it and move the data with pg_dump`,
    )
  await chmod(folder, 0o700)
  // Root has copied it, from a backup say.
  if (account.uid !== null && owner === 0) await giveTo(account.uid, folder)
}

/** The folder itself comes last, so that an interrupted one is done again. */
async function giveTo(uid: number, folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) await lchown(join(folder, name), uid, uid)
  await lchown(folder, uid, uid)
}

async function removeHalves(folder: string): Promise<void> {
  const prefix = `${folder}.half-`
  for (const name of await readdir(dirname(folder))) {
    const path = join(dirname(folder), name)
    // The initdb of a killed start may go on writing for a moment.
    if (path.startsWith(prefix)) await rm(path, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** Runs a program to its end; each of `statements` goes to its standard input. Single-user mode ends with 0 even after errors. */
async function run(
  account: Account,
  program: string,
  args: string[],
  statements: string[] = [],
): Promise<void> {
  const child = account.spawn(program, args, { stdio: 'pipe' })
  let output = ''
  child.stdout?.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr?.on('data', (text: Buffer) => (output += text.toString()))
  child.stdin?.end(statements.map((statement) => `${statement};\n\n`).join(''))
  const [status] = (await once(child, 'close')) as [number | null]
  const fault = output.split('\n').findLast((line) => /\b(error|ERROR|FATAL|PANIC):/.test(line))
  if (status === 0 && !fault) return
  const reason = fault?.trim() ?? `it ended with status ${status}`
  throw new EmbeddedError(`The embedded database could not be made: ${reason}${hint(account, reason)}`)
}

function hint(account: Account, reason: string): string {
  if (account.uid === null || !/Permission denied/.test(reason)) return ''
  return ` (PostgreSQL does not run as root; user ${account.uid} must be able to enter the folder, or run Xunqun as an ordinary user)`
}

async function write(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
