import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseWorld } from '../../cases/world-file.ts'
import { DEFAULT_SETTINGS, type World } from '../../cases/world.ts'
import { loadRules } from '../../store/keywords.ts'
import { CATEGORIES, VALLEY, valley } from '../fixtures/valley.ts'

const problemsOf = (text: string, known: World | null = null) => {
  const read = parseWorld(text, CATEGORIES, known)
  return 'problems' in read ? read.problems.map((p) => `${p.line}: ${p.reason}`) : []
}
const worldOf = (text: string, known: World | null = null) => {
  const read = parseWorld(text, CATEGORIES, known)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read.world
}
const AREAS = `areas:
  - {code: "1", name: 谷县, level: county}
  - {code: "11", name: 北镇, level: township, parent: "1"}
`

describe('what a file may leave out', () => {
  test('all but areas; settings have their defaults', () => {
    const world = worldOf(AREAS)
    expect(world.areas[1]).toEqual({
      code: '11',
      name: '北镇',
      level: 'township',
      parent: '1',
      aliases: [],
      landmarks: [],
    })
    expect(world).toMatchObject({
      offices: [],
      staff: [],
      groups: [],
      members: [],
      dispatch: [],
      deadlines: [],
      answers: [],
      settings: DEFAULT_SETTINGS,
    })
  })
  test.each([
    ['mon 07:30', { day: 1, time: '07:30' }],
    ['Sat  18:00', { day: 6, time: '18:00' }],
    ['never', null],
  ])('when the weekly list is published: %s', (publish, expected) => {
    expect(worldOf(`${AREAS}settings: {publish: ${publish}}`).settings.publish).toEqual(expected)
  })
  test('quiet hours altogether', () => {
    expect(worldOf(`${AREAS}settings: {quiet: []}`).settings.quiet).toEqual(['00:00', '00:00'])
  })
  test('optional fields', () => {
    const world = valley()
    expect(world.offices[0]).toMatchObject({ id: 'cw-dianxia', handles: null })
    expect(world.staff.find((s) => s.id === 'ai')).toMatchObject({ wechat: null, aliases: ['艾书记'] })
    expect(world.members.at(-1)).toEqual({ id: 'wx-direct', name: '只私信的人', groups: [] })
  })
  test('a section without items, a field without a value', () => {
    expect(worldOf(`${AREAS}offices:\nstaff: []\n`).offices).toEqual([])
    expect(worldOf('areas:\n  - {code: a, name: 甲, level: city, aliases: }\n').areas[0]?.aliases).toEqual([])
  })
  test('the top may be of any level', () => {
    expect(worldOf('areas:\n  - {code: v, name: 店下村, level: village}\n').areas).toHaveLength(1)
  })
  test('single settings', () => {
    const { settings } = worldOf(
      `${AREAS}settings: {days: calendar, quiet: ["21:30", "06:00"], done: {normal: 3d}, answer: 10d}`,
    )
    expect(settings).toEqual({
      ...DEFAULT_SETTINGS,
      days: 'calendar',
      quiet: ['21:30', '06:00'],
      done: { ...DEFAULT_SETTINGS.done, normal: { amount: 3, unit: 'd' } },
      answer: { amount: 10, unit: 'd' },
    })
  })
  test('a list says nothing twice', () => {
    expect(
      worldOf('areas:\n  - {code: a, name: 甲, level: city, aliases: [乙, 乙]}\n').areas[0]?.aliases,
    ).toEqual(['乙'])
  })
})

test('YAML’s own shorthand for repetition is understood', () => {
  const world = worldOf(
    'areas:\n  - {code: a, name: 甲, level: city, aliases: &same [乙]}\n  - {code: b, name: 丁, level: county, parent: a, aliases: *same}\n',
  )
  expect(world.areas[1]?.aliases).toEqual(['乙'])
})

describe('a file that updates an installation', () => {
  const known = valley()
  test('may refer to what is there, and keeps the settings it does not name', () => {
    known.settings = { ...known.settings, days: 'calendar' }
    const world = worldOf(
      'members:\n  - {id: wx-neu, name: 新人, groups: [g-dianxia]}\nsettings: {ledger: "18:00"}',
      known,
    )
    expect(world.members).toHaveLength(1)
    expect(world.areas).toEqual([])
    expect(world.settings).toMatchObject({ days: 'calendar', ledger: '18:00' })
  })
  test('an area without a parent keeps the one it has', () => {
    expect(worldOf('areas:\n  - {code: N, name: 北镇, level: township}', known).areas[0]?.parent).toBe('C')
  })
  test.each<[string, string, string]>([
    [
      'a reference to nowhere',
      'members:\n  - {id: wx, name: 张三, groups: [g]}',
      '2: member wx: group "g" is neither in the file nor in the installation',
    ],
    [
      'a phone of somebody the file does not name',
      'staff:\n  - {id: neu, name: 新人, office: zf-bei, post: 干事, wechat: wx-tan, role: handler}',
      '2: staff neu: wechat "wx-tan" already belongs to staff tan',
    ],
    [
      'a circle through areas the file does not name',
      'areas:\n  - {code: N, name: 北镇, level: township, parent: N1}',
      '2: area N: the areas lie in a circle: N in N1 in N',
    ],
    [
      'a level that does not fit to what lies below',
      'areas:\n  - {code: N2, name: 蛟湖村, level: grid, parent: N}',
      '2: area N2: the grid N2-3 三组 of the installation cannot lie in a grid',
    ],
  ])('%s', (_, text, problem) => expect(problemsOf(text, known)[0]).toBe(problem))
  test('a phone may pass from one to the other when both are named', () => {
    const row = (id: string, wechat: string) =>
      `  - {id: ${id}, name: 张三, office: zf-bei, post: 干事, role: handler${wechat}}\n`
    expect(worldOf(`staff:\n${row('neu', ', wechat: wx-tan')}${row('tan', '')}`, known).staff).toHaveLength(2)
  })
})

test('the sample county of `npm start` is right, with every kind of office and role but the admin’s', () => {
  const { categories } = loadRules('keywords')
  const read = parseWorld(readFileSync('samples/county.yaml', 'utf8'), categories)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  const { world } = read
  expect(new Set(world.offices.map((o) => o.kind)).size).toBe(6)
  expect(world.groups.map((g) => g.kind).toSorted()).toEqual([
    'residents',
    'residents',
    'residents',
    'supervision',
  ])
  expect([world.dispatch.length, world.deadlines.length, world.answers.length]).toEqual([1, 1, 2])
  expect(world.settings).toEqual({ ...DEFAULT_SETTINGS, quiet: ['00:00', '00:00'] })
  for (const group of world.groups.filter((g) => g.kind === 'residents'))
    expect(world.members.filter((m) => m.groups.includes(group.id)).length).toBeGreaterThanOrEqual(6)
})

test('a file of 10,000 members is read in seconds', () => {
  const members = Array.from(
    { length: 10_000 },
    (_, i) => `  - {id: wx-${i}, name: 居民${i}, groups: [g]}`,
  ).join('\n')
  const text = `${AREAS}groups:\n  - {id: g, topic: 群, area: "11", kind: residents}\nmembers:\n${members}\n`
  const start = process.cpuUsage()
  expect(worldOf(text).members).toHaveLength(10_000)
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5)
})

test('the fixture of these tests has no mistake', () => expect(problemsOf(VALLEY)).toEqual([]))
