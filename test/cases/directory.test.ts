import { describe, expect, test } from 'vitest'
import { createDirectory } from '../../cases/directory.ts'
import { DEFAULT_SETTINGS, type Span, type World } from '../../cases/world.ts'
import { valley } from '../fixtures/valley.ts'

const dir = createDirectory(valley())
const codes = (areas: readonly { code: string }[]) => areas.map((a) => a.code)
const ids = (items: readonly { id: string }[]) => items.map((i) => i.id)

describe('areas', () => {
  test('ancestors begin with the area itself', () => {
    expect(codes(dir.ancestors('N1-5'))).toEqual(['N1-5', 'N1', 'N', 'C'])
    expect(dir.ancestors('nowhere')).toEqual([])
  })
  test('descendants too', () => {
    expect(codes(dir.descendants('N2'))).toEqual(['N2', 'N2-3', 'N2-5'])
    expect(dir.descendants('C')).toHaveLength(12)
  })
  test.each([
    ['N1-5', 'N', true],
    ['N1', 'N1', true],
    ['N', 'N1', false],
    ['S1', 'N', false],
    ['nowhere', 'C', false],
  ])('%s within %s: %s', (code, ancestor, answer) => expect(dir.isWithin(code, ancestor)).toBe(answer))
  test('the area of a level', () => {
    expect([dir.atLevel('N1-5', 'township')?.code, dir.atLevel('N', 'village'), dir.top().code]).toEqual([
      'N',
      null,
      'C',
    ])
  })
  test('a county without areas says what to do', () => {
    const empty: World = {
      ...{ areas: [], offices: [], staff: [], groups: [], members: [] },
      ...{ dispatch: [], deadlines: [], answers: [], settings: DEFAULT_SETTINGS },
    }
    expect(() => createDirectory(empty).top()).toThrow(/import a world file/)
  })
})

describe('an office by its name (转办)', () => {
  test.each([
    ['谷县供电公司', 'gd-gu'],
    ['供电公司', 'gd-gu'],
    ['  谷县 供电公司 ', 'gd-gu'],
    ['人社局', 'rs-gu'],
    ['发改局', 'fg-gu'],
    ['北镇政府', 'zf-bei'],
    ['纪委', null], // two have it
    ['管理局', null],
    ['天上管理局', null],
    ['公司局', null],
    ['', null],
  ])('%s → %s', (text, id) => expect(dir.officeByName(text)?.id ?? null).toBe(id))

  test('an exact name wins over longer ones, two alike over none', () => {
    const world = valley()
    const office = (id: string, name: string) => ({
      id,
      name,
      area: 'N1',
      kind: 'hall' as const,
      handles: null,
    })
    world.offices = [
      office('a', '便民中心'),
      office('b', '北镇便民中心'),
      office('c', '站'),
      office('d', '站'),
    ]
    const other = createDirectory(world)
    expect([other.officeByName('便民中心')?.id, other.officeByName('站')]).toEqual(['a', null])
  })
})

describe('times of its own', () => {
  const hours = (amount: number) => ({ amount, unit: 'h' }) as const
  const days = (amount: number) => ({ amount, unit: 'd' }) as const
  const rule = (
    category: string | null,
    area: string | null,
    done: Span | null,
    accept: Span | null = null,
  ) => ({
    ...{ category, area, done, accept },
  })
  const own = createDirectory({
    ...valley(),
    deadlines: [
      rule('water', null, days(9), hours(9)),
      rule(null, 'C', days(8)),
      rule('water', 'C', days(7), hours(7)),
      rule('water', 'N', null, hours(6)),
      rule(null, 'N1', days(4)),
      rule('roads', null, days(3)),
      rule('farming', null, hours(2), { amount: 10, unit: 'm' }),
    ],
  })
  const { done, accept } = valley().settings
  test.each([
    ['the nearest area comes first, even without the category', 'water', 'N1-5', days(4), hours(6)],
    ['what a rule leaves open, one farther away says', 'water', 'N', days(7), hours(6)],
    ['of two at one area that with the category', 'water', 'S1', days(7), hours(7)],
    ['one for the area goes before one for the category anywhere', 'roads', 'S1', days(8), accept.other],
    ['what no rule says is in the settings', 'telecom', 'S1', days(8), accept.other],
    ['an unknown area has the rules for anywhere', 'water', 'nowhere', days(9), hours(9)],
    ['and the settings', 'telecom', 'nowhere', done.normal, accept.other],
  ])('%s', (_, category, area, done, accept) =>
    expect(own.spansFor({ category, area, urgency: 'normal' })).toEqual({ done, accept }),
  )
  test.each([
    ['never gets longer than the settings give', 'water', 'N1', { done: done.urgent, accept: accept.urgent }],
    ['gets shorter', 'farming', 'nowhere', { done: hours(2), accept: { amount: 10, unit: 'm' } }],
  ])('an urgent case %s', (_, category, area, spans) =>
    expect(own.spansFor({ category, area, urgency: 'urgent' })).toEqual(spans),
  )
})

test('kept answers are in the order of ids', () => {
  const answer = (id: string) => ({
    id,
    category: null,
    area: null,
    words: [['问']],
    text: '答',
    source: '某局',
  })
  const world = { ...valley(), answers: [answer('b'), answer('a')] }
  expect(ids(createDirectory(world).answers)).toEqual(['a', 'b'])
})

describe('people and groups', () => {
  test('staff by id, member, office and area', () => {
    expect(dir.staffByMember('wx-tan')?.id).toBe('tan')
    expect([dir.staffById('nobody'), dir.staffByMember('wx-wang')]).toEqual([null, null])
    expect(ids(dir.staffOf('jw-bei'))).toEqual(['long', 'yin'])
    expect(ids(dir.staffAt('N'))).toEqual(['long', 'peng', 'yin'])
  })
  test('a name is the member’s own, else that of the staff who writes as it', () => {
    expect(['wx-tan', 'wx-yin', 'wx-wang', 'stranger'].map((id) => dir.memberName(id))).toEqual([
      '谭主任本人',
      '尹雯',
      '王细妹',
      null,
    ])
  })
  test('groups of a member', () => {
    expect(ids(dir.groupsOf('wx-wang'))).toEqual(['g-dianxia', 'g-jiaohu'])
    expect(dir.groupsOf('wx-direct')).toEqual([])
    expect([dir.isMember('wx-tan', 'g-duban'), dir.isMember('wx-tan', 'g-jiaohu')]).toEqual([true, false])
  })
  test('supervision groups lie at or above, residents’ groups at or below', () => {
    expect(ids(dir.supervisionGroupsFor('N1-5'))).toEqual(['g-bei', 'g-duban'])
    expect(ids(dir.supervisionGroupsFor('S1'))).toEqual(['g-duban'])
    expect(ids(dir.residentsGroupsIn('N'))).toEqual(['g-dianxia', 'g-jiaohu'])
    expect(ids(dir.supervisionGroups())).toEqual(['g-bei', 'g-duban'])
  })
  test('the order of the file changes nothing', () => {
    const world = valley()
    const turned = createDirectory({
      ...world,
      areas: world.areas.toReversed(),
      offices: world.offices.toReversed(),
    })
    expect([turned.offices, turned.areas, turned.officesAt('C')]).toEqual([
      dir.offices,
      dir.areas,
      dir.officesAt('C'),
    ])
  })
})
