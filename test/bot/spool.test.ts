import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSpool, type Spool, type SpoolOptions } from '../../bot/spool.ts'
import { until } from '../helpers/until.ts'

let root: string
let dir: string
let got: { id: string; batch: number[] }[]
let away: boolean
let spool: Spool<number> | null

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'xunqun-spool-'))
  dir = join(root, 'heard')
  got = []
  away = false
  spool = null
})
afterEach(async () => {
  await spool?.close(0)
  await rm(root, { recursive: true, force: true })
})
const open = async (options: Partial<SpoolOptions<number>> = {}) => {
  const send = async (id: string, batch: number[]) => {
    if (away) throw new Error('the queue is away')
    got.push({ id, batch })
  }
  const log = pino({ level: 'silent' })
  spool = await openSpool({ ...{ dir, bad: join(root, 'bad'), wait: 10, size: 3, send, log }, ...options })
  return spool
}
const numbers = () => got.flatMap(({ batch }) => batch)

test('gathers by number and by time, in order, and leaves nothing behind', async () => {
  const { take, flush } = await open()
  const safe = [1, 2, 3, 4, 5, 6, 7].map(take)
  await Promise.all(safe)
  await flush()
  expect(got.map(({ batch }) => batch)).toEqual([[1, 2, 3], [4, 5, 6], [7]])
  expect(new Set(got.map(({ id }) => id)).size).toBe(3)
  for (const { id } of got) expect(id).toMatch(/^h[\w-]+$/)
  expect(await readdir(dir)).toEqual([])
})

test('is safe on disk when take resolves, and goes out when the queue is back', async () => {
  away = true
  const { take, flush } = await open()
  await Promise.all([1, 2, 3, 4].map(take))
  expect(await content()).toEqual([[1, 2, 3], [4]])
  const flushed = flush()
  away = false
  await flushed
  expect(numbers()).toEqual([1, 2, 3, 4])
})

test('what is left is sent by the next one first, oldest first', async () => {
  away = true
  const first = await open()
  for (const n of [1, 2]) {
    await first.take(n)
  }
  await first.close(0)
  away = false
  const second = await open()
  await second.take(3)
  await second.flush()
  expect(numbers()).toEqual([1, 2, 3])
})

test('what has waited goes out in batches as full as they may be, each under the same id until it is through', async () => {
  away = true
  const ids: string[] = []
  const { take, flush } = await open({
    wait: 0,
    async send(id, batch) {
      ids.push(id)
      if (away) throw new Error('the queue is away')
      got.push({ id, batch })
    },
  })
  for (const n of [1, 2, 3, 4, 5, 6, 7]) await take(n)
  const tried = ids.length
  const flushed = flush()
  away = false
  await flushed
  expect(tried).toBeGreaterThan(0)
  expect(new Set(ids.slice(0, tried + 1)).size).toBe(1)
  expect(numbers()).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(got.length).toBeLessThanOrEqual(4)
  expect(new Set(got.map(({ id }) => id)).size).toBe(got.length)
  expect(await readdir(dir)).toEqual([])
})

test('close writes what is still in memory', async () => {
  away = true
  const { take, close } = await open({ wait: 60_000 })
  const safe = take(1)
  await close(0)
  await safe
  expect(await content()).toEqual([[1]])
})

test('a corrupt file is put aside and blocks nothing; a half-written one is dropped', async () => {
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, 'a-0.json'), '[1,')
  await writeFile(join(dir, 'a-1.json'), '{"no":"list"}')
  await writeFile(join(dir, 'a-2.json'), '[2]')
  await writeFile(join(dir, 'a-3.json.tmp'), '[3]')
  const { flush } = await open()
  await flush()
  expect(numbers()).toEqual([2])
  expect((await readdir(join(root, 'bad'))).sort()).toEqual(['a-0.json', 'a-1.json'])
  expect(await readdir(dir)).toEqual([])
})

test('a folder that cannot be written keeps what was heard in memory', async () => {
  const lines: string[] = []
  const { take, flush } = await open({ log: pino({}, { write: (line) => void lines.push(line) }) })
  await rm(dir, { recursive: true })
  const safe = take(1)
  await until(() => lines.some((line) => line.includes('cannot be written')))
  await mkdir(dir)
  await safe
  await flush()
  expect(numbers()).toEqual([1])
})

async function content(): Promise<number[][]> {
  const names = (await readdir(dir)).sort()
  return Promise.all(names.map(async (n) => JSON.parse(await readFile(join(dir, n), 'utf8')) as number[]))
}
