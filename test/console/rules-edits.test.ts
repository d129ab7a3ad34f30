import { describe, expect, it } from 'vitest'
import type { RuleDiff, RuleVersion } from '../../console/server/schemas.ts'
import {
  changed,
  deletedRules,
  editsOf,
  originalNumber,
  originalsOf,
  originalWords,
  placesOf,
  splitWords,
  wordsAt,
  type Change,
} from '../../console/web/src/parts/rules/edits.ts'

const FILE = 'water.yaml'
const NEAR = ['rules', 'no-water', 'near']
const WORDS = ['rules', 'no-water', 'words']

const version = (near = ['家里', '三天']): RuleVersion => ({
  number: 3,
  parent: 2,
  revision: 1,
  mistakes: [],
  files: [
    {
      file: FILE,
      kind: 'category',
      category: { id: 'water', name: '供水排水', confidential: false },
      lists: [{ path: ['sets', '没水'], line: 2, comment: null, words: ['停水', '断水~'] }],
      rules: [
        {
          name: 'no-water',
          path: ['rules', 'no-water'],
          line: 4,
          comment: null,
          points: 9,
          within: 4,
          words: ['$没水'],
          near,
          all: [],
          also: [],
          none: [],
          opening: [],
          marks: [],
        },
      ],
      thresholds: { review: 10, open: 24, own: 12, lead: 4, speech: 30 },
    },
  ],
})
const add = (path: string[], ...words: string[]): Change => ({ do: 'add', file: FILE, path, words })
const remove = (path: string[], ...words: string[]): Change => ({ do: 'remove', file: FILE, path, words })

describe('changes of a draft', () => {
  it.each<[string, Change[], string[], string[]]>([
    ['a word more', [add(NEAR, '屋里')], NEAR, ['家里', '三天', '屋里']],
    ['a word that is there already', [add(NEAR, '家里')], NEAR, ['家里', '三天']],
    ['a word less', [remove(NEAR, '家里')], NEAR, ['三天']],
    ['undone', [add(NEAR, '屋里'), remove(NEAR, '屋里')], NEAR, ['家里', '三天']],
    ['a list that was not there', [add(['except'], '薪水')], ['except'], ['薪水']],
    ['a word of a set', [add(['sets', '没水'], '没水')], ['sets', '没水'], ['停水', '断水~', '没水']],
  ])('%s', (_, changes, path, words) => {
    expect(wordsAt(changed(version(), changes), FILE, path)).toEqual(words)
  })

  it('sends whole lists, once each, and nothing that comes to nothing', () => {
    expect(editsOf(version(), [add(NEAR, '屋里'), remove(NEAR, '家里'), add(['except'], '薪水')])).toEqual([
      { op: 'words', file: FILE, path: NEAR, words: ['三天', '屋里'] },
      { op: 'words', file: FILE, path: ['except'], words: ['薪水'] },
    ])
    expect(editsOf(version(), [add(NEAR, '屋里'), remove(NEAR, '屋里')])).toEqual([])
  })

  it('is done anew upon what somebody else has made of the list', () => {
    const theirs = version(['家里', '三天', '五天'])
    expect(editsOf(theirs, [add(NEAR, '屋里')])).toEqual([
      { op: 'words', file: FILE, path: NEAR, words: ['家里', '三天', '五天', '屋里'] },
    ])
  })

  it('changes numbers, makes rules and deletes them', () => {
    const fresh = { op: 'new-rule' as const, file: FILE, name: '龙头', points: 12, words: ['水龙头没水'] }
    const gone = { op: 'delete-rule' as const, file: FILE, name: 'no-water' }
    const changes: Change[] = [
      { do: 'number', file: FILE, path: ['thresholds', 'review'], number: 8 },
      { do: 'rule', edit: fresh },
      { do: 'rule', edit: gone },
    ]
    const [after] = changed(version(), changes).files
    expect(after?.thresholds?.review).toBe(8)
    const originals = originalsOf(version(), { files: [] })
    expect(deletedRules(originals, changed(version(), changes), FILE)).toEqual(['no-water'])
    expect(deletedRules(originals, version(), FILE)).toEqual([])
    expect(after?.rules.map((r) => [r.name, r.points, r.path])).toEqual([['龙头', 12, ['rules', '龙头']]])
    expect(editsOf(version(), [add(WORDS, '没水'), ...changes])).toEqual([
      { op: 'number', file: FILE, path: ['thresholds', 'review'], number: 8 },
      fresh,
      gone,
    ])
  })
})

it('knows what each list was before the draft', () => {
  const diff: RuleDiff = {
    files: [
      {
        file: FILE,
        change: 'changed',
        other: false,
        lists: [
          { path: NEAR, added: ['三天'], removed: ['昨天'], number: null },
          { path: ['rules', 'no-water', 'points'], added: [], removed: [], number: { from: 7, to: 9 } },
        ],
      },
    ],
  }
  const originals = originalsOf(version(), diff)
  expect(originalWords(originals, FILE, NEAR)).toEqual(['家里', '昨天'])
  expect(originalWords(originals, FILE, WORDS)).toEqual(['$没水'])
  expect(originalNumber(originals, FILE, ['rules', 'no-water', 'points'])).toBe(7)
  expect(originalNumber(originals, FILE, ['thresholds', 'open'])).toBe(24)
  expect(originalNumber(originals, FILE, ['rules', 'another', 'points'])).toBeNull()
})

it.each([
  ['停水', ['停水']],
  ['停水 断水、没水，冇水;缺水\n停水', ['停水', '断水', '没水', '冇水', '缺水']],
  ['  ', []],
])('takes the words out of %j', (text, words) => {
  expect(splitWords(text)).toEqual(words)
})

it('finds a word everywhere, whole words first', () => {
  const there = changed(version(), [add(['except'], '计划停水'), add(NEAR, '断水')])
  expect(placesOf(there, '停水', 9).map(({ path, word }) => [path[0], word])).toEqual([
    ['sets', '停水'],
    ['except', '计划停水'],
  ])
  expect(placesOf(there, '断水', 9).map(({ word }) => word)).toEqual(['断水~', '断水'])
  expect(placesOf(there, '水', 1)).toHaveLength(1)
})
