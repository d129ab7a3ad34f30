import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fingerprint, watchFolder } from '../../store/folder.ts'

const LOOK = 1_000
let dir: string
let changes: number
let unwatch: () => void
const file = (name: string) => join(dir, name)
const look = (times = 1) => void vi.advanceTimersByTime(times * LOOK)

beforeEach(() => {
  vi.useFakeTimers()
  dir = mkdtempSync(join(tmpdir(), 'xunqun-folder-'))
  writeFileSync(file('water.yaml'), 'category: water\n')
  changes = 0
  unwatch = watchFolder(dir, fingerprint(dir), () => changes++, LOOK)
})
afterEach(() => {
  unwatch()
  vi.useRealTimers()
  rmSync(dir, { recursive: true, force: true })
})

test.each<[what: string, change: () => void]>([
  ['another text', () => writeFileSync(file('water.yaml'), 'category: power\n')],
  ['a new file of any name', () => writeFileSync(file('weights.txt'), '1')],
  ['a file that is gone', () => rmSync(file('water.yaml'))],
  ['another name', () => renameSync(file('water.yaml'), file('power.yaml'))],
  ['another time', () => utimesSync(file('water.yaml'), 1, 1)],
  ['other permissions', () => chmodSync(file('water.yaml'), 0o600)],
  ['a folder that is gone', () => rmSync(dir, { recursive: true })],
])('%s is told once', (_, change) => {
  look(3)
  expect(changes).toBe(0)
  change()
  look(5)
  expect(changes).toBe(1)
})

test('what is still being written is left alone until it rests', () => {
  for (let i = 0; i < 5; i++) {
    appendFileSync(file('water.yaml'), 'rules:\n')
    look()
  }
  expect(changes).toBe(0)
  look()
  expect(changes).toBe(1)
})

test('what is written after the folder was read is told', () => {
  const since = fingerprint(dir)
  appendFileSync(file('water.yaml'), 'rules:\n')
  let told = 0
  const end = watchFolder(dir, since, () => told++, LOOK)
  look(3)
  end()
  expect(told).toBe(1)
})

test('a folder that comes back is told, and nothing after the end', () => {
  rmSync(dir, { recursive: true })
  look(2)
  mkdirSync(dir)
  look(2)
  expect(changes).toBe(2)
  unwatch()
  writeFileSync(file('water.yaml'), '')
  look(3)
  expect(changes).toBe(2)
})
