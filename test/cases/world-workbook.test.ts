import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffWorlds } from '../../cases/world-diff.ts'
import { parseWorld } from '../../cases/world-file.ts'
import { NOTHING_REMOVED, readWorkbook, templateRows, writeWorkbook } from '../../cases/world-workbook.ts'
import { writeWorld } from '../../cases/world-yaml.ts'
import type { World } from '../../cases/world.ts'
import { CATEGORIES, WORLD } from '../fixtures/county.ts'

/** Whatever people call things: letters, signs that divide parts, what YAML or Excel might take for something else. */
const word = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'村、，,;；桥"\'#:{}[]=-0yesno 是'), minLength: 1, maxLength: 8 }),
    fc.constantFrom('yes', 'null', '0430', '=1+1', '@x', '- a', '1e5', '~', 'true', '2026-01-01', '#', "'"),
  )
  .map((text) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '').trim() || '无名')
  .filter((text) => !text.startsWith('例：'))
const words = fc.uniqueArray(word, { maxLength: 3 })

/** The sample county with names of all kinds. */
const world: fc.Arbitrary<World> = fc
  .record({ name: word, aliases: words, landmarks: words, post: word, topic: word, member: word, text: word })
  .map(({ name, aliases, landmarks, post, topic, member, text }) => ({
    ...WORLD,
    areas: WORLD.areas.map((a) => ({ ...a, name, aliases, landmarks })),
    offices: WORLD.offices.map((o, i) => ({ ...o, name, handles: i === 0 ? [] : o.handles })),
    staff: WORLD.staff.map((s) => ({ ...s, name, post, aliases })),
    groups: WORLD.groups.map((g) => ({ ...g, topic })),
    members: WORLD.members.map((m) => ({ ...m, name: member })),
    answers: [{ id: 'a', category: null, area: '11', words: [[text]], text: '到大厅办', source: '大厅' }],
    dispatch: [{ category: 'water', area: '11', office: 'zf-liuxi' }],
    deadlines: [{ category: null, area: '11', done: { amount: 3, unit: 'd' as const }, accept: null }],
  }))

const noChange = (known: World, read: unknown) => {
  expect(read).not.toHaveProperty('problems')
  return diffWorlds(known, (read as { world: World }).world, NOTHING_REMOVED)
}

describe('what is written out', () => {
  it('is read from Excel sheets without any change', () => {
    fc.assert(
      fc.property(world, (known) => {
        const { changes, left } = noChange(
          known,
          readWorkbook(writeWorkbook(known, CATEGORIES, true), CATEGORIES, known),
        )
        expect(changes).toEqual([])
        expect(left.map(({ kind }) => kind)).toEqual(['dispatch', 'deadline', 'answer'])
      }),
      { numRuns: 60 },
    )
  })

  it('is read from a world file as the same world, by itself', () => {
    fc.assert(
      fc.property(world, (known) => {
        expect(parseWorld(writeWorld(known), CATEGORIES)).toEqual({ world: known, removed: NOTHING_REMOVED })
      }),
      { numRuns: 60 },
    )
  })

  it('names what is taken back', () => {
    const removed = {
      dispatch: [{ category: 'water', area: '11' }],
      deadlines: [{ category: null, area: '11' }],
      answers: [{ id: 'a' }],
    }
    expect(parseWorld(writeWorld({}, removed), CATEGORIES, WORLD)).toMatchObject({ removed })
  })
})

describe('a workbook', () => {
  const HEAD = ['编号', '名称', '区域编码', '性质', '办理类别（可空）']
  const offices = (...rows: string[][]) => [{ sheet: '单位', rows: [HEAD, ...rows] }]
  const read = (sheets: { sheet: string; rows: string[][] }[], known: World | null = WORLD) =>
    readWorkbook(sheets, CATEGORIES, known)

  it('adds and changes, and leaves alone what it does not name', () => {
    const result = read(
      offices(
        ['gd-qingjiang', '清江县供电公司', '1', '部门', '供电燃气、路灯照明'],
        [' bm-liuxi ', '便民中心', '11', '便民大厅', ''],
        ['', '', '', '', ''],
      ),
    )
    const { changes, left } = diffWorlds(WORLD, (result as { world: World }).world, NOTHING_REMOVED)
    expect(changes).toEqual([
      {
        ...{ kind: 'office', id: 'gd-qingjiang', name: '清江县供电公司', change: 'changed' },
        fields: [{ field: 'handles', before: 'power', after: 'power、street-lighting' }],
      },
      expect.objectContaining({ id: 'bm-liuxi', change: 'added' }),
    ])
    expect(left.filter(({ kind }) => kind === 'office')).toHaveLength(5)
  })

  it.each<[string, { sheet: string; rows: string[][] }[], number, RegExp]>([
    ['a sheet that there is not', [{ sheet: '人物', rows: [['a']] }], 1, /没有“人物”这种表/],
    [
      'a heading that is missing',
      [{ sheet: '群', rows: [['群号', '群名', '类型']] }],
      1,
      /缺少“区域编码”这一列/,
    ],
    ['a heading that there is not', [{ sheet: '单位', rows: [[...HEAD, '电话']] }], 1, /没有“电话”这一列/],
    ['a cell that is empty', offices(['a', '', '1', '部门', '']), 2, /^缺少名称$/],
    [
      'a word that means nothing',
      offices(['a', '甲', '1', '公司', '']),
      2,
      /类别“公司”不对，只能是村、乡镇、部门/,
    ],
    ['a category that there is not', offices(['a', '甲', '1', '部门', '水电']), 2, /没有类别“水电”/],
    ['an area that there is not', offices(['a', '甲', '99', '部门', '']), 2, /没有编号为“99”的区域/],
    [
      'an id twice',
      offices(['a', '甲', '1', '部门', ''], [], ['a', '乙', '1', '部门', '']),
      4,
      /编号“a”出现了两次/,
    ],
  ])('with %s is refused with its row', (_, sheets, row, reason) => {
    expect(read(sheets)).toEqual({
      problems: [expect.objectContaining({ row, reason: expect.stringMatching(reason) })],
    })
  })

  it('as a template holds nothing, and says so', () => {
    expect(read(templateRows())).toEqual({
      problems: [{ sheet: null, row: 1, reason: '表里没有内容：区域、单位、人员、群、成员' }],
    })
  })

  it('of a new county needs areas', () => {
    expect(read(offices(['a', '甲', '1', '部门', '']), null)).toEqual({
      problems: [{ sheet: '区域', row: 1, reason: '没有区域，至少要有一个' }],
    })
  })
})
