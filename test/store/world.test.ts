import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDirectory } from '../../cases/directory.ts'
import type { World } from '../../cases/world.ts'
import { listenTo } from '../../store/notify.ts'
import { loadWorld, saveWorld, worldVersion } from '../../store/world.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'
import { valley } from '../fixtures/valley.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  await db.pool.query('truncate areas, offices, staff, groups, members, group_members, settings cascade')
})

const sorted = (world: World) => {
  const { areas, offices, staff, answers, settings } = createDirectory(world)
  const byId = <T extends { id: string }>(list: T[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const members = byId(world.members).map((m) => ({ ...m, groups: m.groups.toSorted() }))
  const { dispatch, deadlines } = world
  return {
    areas,
    offices,
    staff,
    groups: byId(world.groups),
    members,
    dispatch,
    deadlines,
    answers,
    settings,
  }
}

/** The valley with entries of every form, in the order in which they are loaded. */
const arranged = (): World => ({
  ...valley(),
  dispatch: [
    { category: 'roads', area: 'S', office: 'zf-nan' },
    { category: 'water', area: 'C', office: 'fg-gu' },
    { category: 'water', area: 'N', office: 'nj-bei' },
  ],
  deadlines: [
    { category: 'roads', area: 'N', done: { amount: 3, unit: 'd' }, accept: { amount: 12, unit: 'h' } },
    { category: 'roads', area: null, done: { amount: 4, unit: 'd' }, accept: null },
    { category: null, area: 'N', done: null, accept: { amount: 6, unit: 'h' } },
  ],
  answers: [
    {
      ...{ id: 'bus', category: 'roads', area: 'N', words: [['班车', '"中巴"'], ['几点']] },
      ...{ text: '六点，七点。', source: '某公司' },
    },
    { id: 'pay', category: null, area: null, words: [['医保']], text: '答', source: '某局' },
  ],
})

test('before the first import there is no world', async () => {
  expect([await loadWorld(db.pool), await worldVersion(db.pool)]).toEqual([null, 0])
})

test('what is saved is loaded, whatever its order', async () => {
  const world = valley()
  world.areas.reverse()
  expect(await saveWorld(db.pool, world)).toEqual({ missing: [] })
  const loaded = await loadWorld(db.pool)
  expect(loaded?.version).toBe(1)
  expect(loaded?.world).toEqual(sorted(world))
})

test('an empty list of categories is not the same as none', async () => {
  const world = valley()
  world.offices[0]!.handles = []
  await saveWorld(db.pool, world)
  const handles = new Map((await loadWorld(db.pool))!.world.offices.map((o) => [o.id, o.handles]))
  expect([handles.get('cw-dianxia'), handles.get('zf-bei'), handles.get('cg-gu')]).toEqual([
    [],
    null,
    ['street-lighting'],
  ])
})

test('a second import changes what it names and raises the version', async () => {
  await saveWorld(db.pool, valley())
  const world = valley()
  world.areas[2]!.landmarks = ['新祠堂', '"引号", 和,逗号', '{括号}']
  world.offices[0]!.name = '店下村便民点'
  world.members[1]!.groups = ['g-dianxia']
  world.settings = { ...world.settings, days: 'calendar' }
  await saveWorld(db.pool, world)
  expect(await loadWorld(db.pool)).toEqual({ world: sorted(world), version: 2 })
  expect(await worldVersion(db.pool)).toBe(2)
})

test('what the file lacks is left alone and listed', async () => {
  await saveWorld(db.pool, valley())
  const world = valley()
  world.areas = world.areas.filter((a) => a.code !== 'S1' && a.code !== 'N3')
  world.offices = world.offices.filter((o) => o.id !== 'xf-gu')
  world.staff = world.staff.filter((s) => s.id !== 'tan')
  world.groups = world.groups.filter((g) => g.id !== 'g-bei')
  world.members = world.members.filter((m) => m.id !== 'wx-wang')
  expect((await saveWorld(db.pool, world)).missing).toEqual([
    { kind: 'area', id: 'N3' },
    { kind: 'area', id: 'S1' },
    { kind: 'office', id: 'xf-gu' },
    { kind: 'staff', id: 'tan' },
    { kind: 'group', id: 'g-bei' },
    { kind: 'member', id: 'wx-wang' },
  ])
  expect((await loadWorld(db.pool))?.world).toEqual(sorted(valley()))
})

test('what the county arranges is saved, changed, and left alone where the file lacks it', async () => {
  const world = arranged()
  world.deadlines.reverse()
  expect(await saveWorld(db.pool, world)).toEqual({ missing: [] })
  expect((await loadWorld(db.pool))?.world).toEqual(sorted(arranged()))

  const next = arranged()
  next.dispatch = [{ ...next.dispatch[2]!, office: 'zf-bei' }]
  next.deadlines = [{ ...next.deadlines[1]!, done: null, accept: { amount: 1, unit: 'h' } }]
  next.answers = [{ ...next.answers[1]!, area: 'N', text: '另答' }]
  expect((await saveWorld(db.pool, next)).missing).toEqual([
    { kind: 'dispatch', id: 'roads S' },
    { kind: 'dispatch', id: 'water C' },
    { kind: 'deadline', id: 'N' },
    { kind: 'deadline', id: 'roads N' },
    { kind: 'answer', id: 'bus' },
  ])
  const { dispatch, deadlines, answers } = arranged()
  expect((await loadWorld(db.pool))?.world).toMatchObject({
    dispatch: [dispatch[0], dispatch[1], next.dispatch[0]],
    deadlines: [deadlines[0], next.deadlines[0], deadlines[2]],
    answers: [answers[0], next.answers[0]],
  })
})

test('what is removed is gone, once and for all', async () => {
  await saveWorld(db.pool, arranged())
  const removed = {
    dispatch: [
      { category: 'water', area: 'N' },
      { category: 'water', area: 'S' },
    ],
    deadlines: [
      { category: 'roads', area: null },
      { category: null, area: 'N' },
    ],
    answers: [{ id: 'bus' }],
  }
  const left = arranged()
  left.dispatch.pop()
  left.deadlines.splice(1)
  left.answers.shift()
  for (const version of [2, 3]) {
    expect(await saveWorld(db.pool, left, removed)).toEqual({ missing: [] })
    expect(await loadWorld(db.pool)).toEqual({ world: sorted(left), version })
  }
})

test('a phone passes from one to the other', async () => {
  await saveWorld(db.pool, valley())
  const world = valley()
  const [tan, liu] = world.staff
  ;[tan!.wechat, liu!.wechat] = [liu!.wechat, tan!.wechat]
  await saveWorld(db.pool, world)
  expect(createDirectory((await loadWorld(db.pool))!.world).staffByMember('wx-tan')?.id).toBe('liu')
})

test('a world that does not fit leaves nothing behind', async () => {
  await saveWorld(db.pool, valley())
  const world = valley()
  world.areas[0]!.name = '别县'
  world.members.push({ id: 'wx-last', name: '最后', groups: ['nowhere'] })
  await expect(saveWorld(db.pool, world)).rejects.toThrow(/group_members/)
  expect(await loadWorld(db.pool)).toEqual({ world: sorted(valley()), version: 1 })
})

test('two imports at once follow each other', async () => {
  await Promise.all([1, 2, 3, 4].map(() => saveWorld(db.pool, valley())))
  expect(await loadWorld(db.pool)).toEqual({ world: sorted(valley()), version: 4 })
})

test('running processes hear of it', async () => {
  const heard: string[] = []
  const listener = await listenTo(
    db.url,
    (channel) => heard.push(channel),
    () => undefined,
  )
  try {
    const before = heard.filter((c) => c === 'world').length
    await saveWorld(db.pool, valley())
    await until(() => heard.filter((c) => c === 'world').length > before)
  } finally {
    await listener.close()
  }
})

test('settings that an older import did not know have their defaults', async () => {
  await saveWorld(db.pool, valley())
  await db.pool.query(`update settings set value = value - 'ledger'`)
  expect((await loadWorld(db.pool))?.world.settings.ledger).toBe('17:30')
})
