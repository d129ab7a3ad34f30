import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderInUse } from '../../embedded/errors.ts'
import { lockFile } from '../../embedded/lock.ts'
import { markOf } from '../../embedded/processes.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xunqun-lock-'))
  path = join(folder, 'lock')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('is held once, also within one process, until it is released', async () => {
  const lock = lockFile(path)
  expect(() => lockFile(path)).toThrow(FolderInUse)
  lock.release()
  lockFile(path).release()
  expect(await readdir(folder)).toEqual([])
})

const deadPid = () => spawnSync('true').pid
test.each<[string, () => string]>([
  ['whose process is dead', () => JSON.stringify({ pid: deadPid(), mark: '1' })],
  ['whose pid is another process now', () => JSON.stringify({ pid: process.pid, mark: '1' })],
  ['that nobody can read', () => 'not JSON'],
])('a lock %s is taken over', async (_, content) => {
  await writeFile(path, content())
  lockFile(path)
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ pid: process.pid, mark: markOf(process.pid) })
  expect(await readdir(folder)).toEqual(['lock'])
})

test('a process has a mark as long as it lives', () => {
  expect(markOf(process.pid)).toBe(markOf(process.pid))
  expect(markOf(process.pid)).not.toBe(markOf(process.ppid))
  expect(markOf(deadPid())).toBeNull()
})
