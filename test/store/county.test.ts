import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openCounty, type CountyKeeper } from '../../store/county.ts'
import { saveWorld } from '../../store/world.ts'
import { valley } from '../fixtures/valley.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

const LOOK = 20
let db: TestDatabase
beforeAll(async () => void (db = await freshDatabase()))
afterAll(() => db.drop())

let dir: string
let logged: { level: number; msg: string; err?: { message: string } }[]
let county: CountyKeeper
let unwatch: () => void
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xunqun-keywords-'))
  await cp('test/fixtures/keywords', dir, { recursive: true })
  for (const name of ['categories.yaml', 'replies.yaml']) await cp(join('keywords', name), join(dir, name))
  logged = []
  const log = pino({}, { write: (line: string) => void logged.push(JSON.parse(line)) })
  county = await openCounty(db.pool, dir, 'secret', log)
  unwatch = county.watch(LOOK)
})
afterEach(async () => {
  unwatch()
  await rm(dir, { recursive: true })
})

const write = (name: string, text: string) => writeFile(join(dir, name), text)
const errors = () => logged.filter(({ level }) => level === 50).map(({ err }) => err!.message)
const decision = (text: string) => county.current().rules.judge(text).decision
const LAMP = '桥头的路灯坏了，请派人来修'
const PUMP = '塘边的抽水机坏了，请派人来修'
const PUMPS = `category: farming
rules:
  - {name: broken, words: 抽水机, near: 坏了, within: 12, points: 30}
`
const BROKEN = PUMPS.replace('points: 30', 'points: much')

test('a look from time to time takes in what was imported meanwhile, and loads nothing otherwise', async () => {
  const empty = county.current()
  await county.refresh()
  expect(county.current()).toBe(empty)

  await saveWorld(db.pool, valley())
  await county.refresh()
  const first = county.current()
  expect(first.directory.areas).toHaveLength(valley().areas.length)
  await county.refresh()
  expect(county.current()).toBe(first)

  const world = valley()
  world.areas[0]!.name = '别县'
  await saveWorld(db.pool, world)
  await county.refresh()
  expect(county.current().directory.area(world.areas[0]!.code)?.name).toBe('别县')
})

test('a name that a new world brings is no word of a rule any more', async () => {
  const text = '水库湾今天赶集'
  await write('farming.yaml', 'category: farming\nrules:\n  - {name: spoken-of, words: 水库~, points: 12}\n')
  await until(() => decision(text) === 'review')
  const world = valley()
  world.areas[0]!.landmarks.push('水库湾')
  await saveWorld(db.pool, world)
  await county.refresh()
  expect(decision(text)).toBe('ignore')
})

test('rules and wordings that are changed are taken over, and new categories with them', async () => {
  const before = county.current()
  expect([decision(LAMP), decision(PUMP)]).toEqual(['open', 'ignore'])
  await write('farming.yaml', PUMPS)
  await until(() => decision(PUMP) === 'open')
  await rm(join(dir, 'street-lighting.yaml'))
  await until(() => decision(LAMP) === 'ignore')

  const categories = `categories:
  - {id: street-lighting, name: 路灯, class: service, deadline: normal, office: village, confidential: false}
  - {id: water, name: 水, class: service, deadline: normal, office: village, confidential: false}
  - {id: farming, name: 农田, class: service, deadline: normal, office: village, confidential: false}
`
  await write('categories.yaml', categories)
  await until(() => county.current().categories.get('farming')?.name === '农田')
  expect(before.rules.judge(LAMP).decision, 'who is in the middle of a batch keeps what he has').toBe('open')
  expect(errors()).toEqual([])
})

test('what is broken is logged once with its place and never used; mended, it is', async () => {
  const { rules, wording } = county.current()
  await write('farming.yaml', BROKEN)
  await until(() => errors().length === 1)
  expect(errors()[0]).toMatch(/farming\.yaml:3: points is missing or no number/u)
  expect(county.current()).toMatchObject({ rules, wording })

  // The same breakage in a file that is written again is told of already, another one is not.
  await write('farming.yaml', `${BROKEN}\n`)
  await write('replies.yaml', 'receipt: 已登记\n')
  await saveWorld(db.pool, valley())
  await county.refresh()
  expect(county.current().directory.areas).toHaveLength(valley().areas.length)
  expect(county.current()).toMatchObject({ rules, wording })
  await write('farming.yaml', PUMPS)
  await until(() => errors().length > 1)
  expect(errors()[1]).toMatch(/replies\.yaml:1: unknown text receipt/u)
  expect(decision(PUMP)).toBe('ignore')

  await cp('keywords/replies.yaml', join(dir, 'replies.yaml'))
  await until(() => decision(PUMP) === 'open')
  expect(errors()).toHaveLength(2)
  expect(county.current().rules).not.toBe(rules)

  await write('farming.yaml', BROKEN)
  await until(() => errors().length === 3)
  expect(errors()[2]).toBe(errors()[0])
})
