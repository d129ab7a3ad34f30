import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Heard } from '../../cases/model.ts'
import { openCounty, type CountyKeeper } from '../../store/county.ts'
import { inTransaction } from '../../store/db.ts'
import { forget } from '../../store/forget.ts'
import { activate } from '../../store/rules-active.ts'
import { readContent } from '../../store/rules-files.ts'
import { addDraft } from '../../store/rules-versions.ts'
import { saveWorld } from '../../store/world.ts'
import { triageBatch } from '../../workers/triage.ts'
import { valley } from '../fixtures/valley.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

const NOW = Date.parse('2026-03-05T09:00:00+08:00')
const MADE = { by: '管理员', at: NOW, why: '试' }
const NO_NOTICES = { due: () => [], written: () => undefined }
const PUMP = '塘边的抽水机坏了'

let db: TestDatabase
let dir: string
let county: CountyKeeper
const logged: string[] = []
/** A version that knows pumps beside what the folder has. */
let pumps: number

beforeAll(async () => {
  db = await freshDatabase()
  await saveWorld(db.pool, valley())
  dir = await mkdtemp(join(tmpdir(), 'xunqun-keywords-'))
  await cp('test/fixtures/keywords', dir, { recursive: true })
  for (const name of ['categories.yaml', 'replies.yaml']) await cp(join('keywords', name), join(dir, name))
  const rule = 'category: farming\nrules:\n  - {name: broken, words: 抽水机, points: 12}\n'
  const content = new Map([...readContent(dir), ['farming.yaml', Buffer.from(rule)]])
  pumps = await addDraft(db.pool, content, null, MADE)
  county = await openCounty(
    db.pool,
    dir,
    'secret',
    pino({}, { write: (line: string) => void logged.push(line) }),
  )
})
afterAll(async () => {
  await db.drop()
  await rm(dir, { recursive: true })
})

let last = 0
/** Files the words in a group of 北镇, unless another is named; gives what has become of them. */
async function file(text: string, group: string | null = 'g-dianxia', from = 'wx-wang'): Promise<string> {
  const id = `m${++last}`
  const heard: Heard = {
    ...{ account: 'bot', id, at: NOW + last, group, from, fromName: null, type: 'text', text },
    ...{ mentions: [], mentionsBot: false, quote: null },
  }
  await county.refresh()
  await triageBatch(db.pool, [heard], county.current(), NOW + last, NO_NOTICES)
  const { rows } = await db.pool.query('select state from messages where id = $1', [id])
  return rows[0].state
}
const set = (scope: string, version: number | null) =>
  inTransaction(db.pool, (tx) => activate(tx, scope, version, MADE))

test('in the shadow a version changes nothing and leaves its differences, which are forgotten with the messages', async () => {
  expect(await file(PUMP)).toBe('ignored')
  await set('shadow', pumps)
  expect(await file(PUMP)).toBe('ignored')
  expect(await file('吃了没')).toBe('ignored')
  const read = async () => (await db.pool.query('select * from shadow_verdicts')).rows
  expect(await read()).toMatchObject([
    { message: `m${last - 1}`, now_decision: 'ignore', then_decision: 'review', then_category: 'farming' },
  ])
  await set('shadow', null)
  expect(await file(PUMP)).toBe('ignored')
  expect(await read()).toHaveLength(1)
  await inTransaction(db.pool, (tx) => forget(tx, NOW + 1_000, NOW + 1_000))
  expect(await read()).toEqual([])
})

test('on trial it counts in its township alone, and for the private words of people from there', async () => {
  await set('S', pumps)
  expect(await file(PUMP)).toBe('ignored')
  await set('N', pumps)
  expect(await file(PUMP)).toBe('flagged')
  expect(await file(`${PUMP}了`, 'g-jiaohu')).toBe('flagged')
  await set('N', null)
  expect(await file(`${PUMP}，转不动`)).toBe('ignored')
})

test('everywhere it counts without a restart, and the folder only once it has ended', async () => {
  await set('everywhere', pumps)
  expect(await file(`${PUMP}，修一下`)).toBe('flagged')
  const unwatch = county.watch(20)
  const rules = county.current().rules
  await writeFile(join(dir, 'water.yaml'), `${await readFile(join(dir, 'water.yaml'), 'utf8')}# later\n`)
  await until(() => logged.some((line) => line.includes('import the folder')))
  unwatch()
  expect(county.current().rules).toBe(rules)
  await set('everywhere', null)
  expect(await file(`${PUMP}，没人管`)).toBe('ignored')
})
