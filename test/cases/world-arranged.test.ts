import { describe, expect, test } from 'vitest'
import { parseWorld } from '../../cases/world-file.ts'
import type { World } from '../../cases/world.ts'
import { CATEGORIES, valley } from '../fixtures/valley.ts'

const read = (text: string, known: World | null = null) => {
  const made = parseWorld(text, CATEGORIES, known)
  if ('problems' in made) throw new Error(JSON.stringify(made.problems))
  return made
}
const problemsOf = (text: string, known: World | null = null) => {
  const made = parseWorld(text, CATEGORIES, known)
  return 'problems' in made ? made.problems.map((p) => `${p.line}: ${p.reason}`) : []
}
/** Seven lines. */
const TOWN = `areas:
  - {code: "1", name: 谷县, level: county}
  - {code: "11", name: 北镇, level: township, parent: "1"}
offices:
  - {id: zf, name: 北镇人民政府, area: "11", kind: township}
  - {id: jw, name: 北镇纪委, area: "11", kind: discipline}
dispatch: []
`
const many = (count: number) => '字'.repeat(count)
const answer = (more: string) => `${TOWN}answers:\n  - {id: a, ${more}}`

test('what a county arranges is read', () => {
  const { world, removed } = read(`${TOWN.replace('dispatch: []', '')}
dispatch:
  - {category: water, area: "11", office: zf}
deadlines:
  - {category: water, done: 3d}
  - {area: "11", accept: 12h}
answers:
  - {id: pay, words: [[医保, 医保, 合作医疗], [缴费]], text: 打某热线。, source: 某局 2026年9月}
  - {id: lamp, category: street-lighting, area: "11", words: [[路灯]], text: ${many(80)}, source: ${many(20)}}
`)
  expect(world.dispatch).toEqual([{ category: 'water', area: '11', office: 'zf' }])
  expect(world.deadlines).toEqual([
    { category: 'water', area: null, done: { amount: 3, unit: 'd' }, accept: null },
    { category: null, area: '11', done: null, accept: { amount: 12, unit: 'h' } },
  ])
  expect(world.answers[0]).toEqual({
    ...{ id: 'pay', category: null, area: null, words: [['医保', '合作医疗'], ['缴费']] },
    ...{ text: '打某热线。', source: '某局 2026年9月' },
  })
  expect(world.answers[1]).toMatchObject({ category: 'street-lighting', area: '11' })
  expect(removed).toEqual({ dispatch: [], deadlines: [], answers: [] })
})

test('what is removed is only named', () => {
  const { world, removed } = read(
    `dispatch:
  - {category: water, area: N, remove: yes}
deadlines:
  - {area: gone, remove: yes}
answers:
  - {id: pay, remove: yes}
  - {id: lamp, words: [[路灯]], text: 答, source: 某局, remove: no}
`,
    valley(),
  )
  expect(removed).toEqual({
    dispatch: [{ category: 'water', area: 'N' }],
    deadlines: [{ category: null, area: 'gone' }],
    answers: [{ id: 'pay' }],
  })
  expect([world.dispatch, world.deadlines, world.answers.map((a) => a.id)]).toEqual([[], [], ['lamp']])
})

describe('each mistake is refused with its line', () => {
  test.each<[string, string, string]>([
    [
      'an unknown category',
      `${TOWN}deadlines:\n  - {category: lamps, done: 3d}`,
      '9: deadline lamps: "lamps" is no category; see keywords/categories.yaml for their ids',
    ],
    [
      'an area that is nowhere',
      `${TOWN}deadlines:\n  - {area: "12", done: 3d}`,
      '9: deadline: area "12" is not in the file',
    ],
    [
      'a rule for nothing',
      `${TOWN}deadlines:\n  - {done: 3d}`,
      '9: deadline: it needs a category or an area; the times of all are in the settings',
    ],
    [
      'a rule without a time',
      `${TOWN}deadlines:\n  - {category: water}`,
      '9: deadline water: it needs a time: done, accept or both',
    ],
    [
      'a time that is none',
      `${TOWN}deadlines:\n  - {category: water, done: soon}`,
      '9: deadline water: done: "soon" is no duration; write minutes, hours or days like 30m, 24h or 5d',
    ],
    [
      'two rules for one category everywhere',
      `${TOWN}deadlines:\n  - {category: water, done: 3d}\n  - {category: water, accept: 3h}`,
      '10: deadline water: water is named twice',
    ],
    [
      'two rules for one area',
      `${TOWN}deadlines:\n  - {area: "11", done: 3d}\n  - {area: "11", accept: 3h}`,
      '10: deadline: every category in 11 is named twice',
    ],
    [
      'a rule that is set and removed',
      `${TOWN}deadlines:\n  - {category: water, done: 3d}\n  - {category: water, remove: yes}`,
      '10: deadline water: water is named twice',
    ],
    ['an answer without words', answer('text: 答, source: 某局'), '9: answer a: words is missing'],
    ...['[]', '[[]]', '[[一], []]', '[一, 二]', '一'].map((words): [string, string, string] => [
      `words that are no lists: ${words}`,
      answer(`words: ${words}, text: 答, source: 某局`),
      '9: answer a: words must be lists in a list, none of them empty: [[one, two], [three]]',
    ]),
    [
      'a word that is none',
      answer('words: [[一, " "]], text: 答, source: 某局'),
      '9: answer a: words is empty',
    ],
    [
      'a number that is no text',
      answer('words: [[12333]], text: 答, source: 某局'),
      '9: answer a: words must be a text: write "12333" in quotes',
    ],
    [
      'an answer with a number that would be masked',
      answer('words: [[一]], text: 打 13812345678, source: 某局'),
      '9: answer a: it holds a telephone number, which is masked in all that is posted; say whom to ask',
    ],
    [
      'a text that is too long',
      answer(`words: [[一]], text: ${many(81)}, source: 某局`),
      '9: answer a: text has 81 characters, but at most 80 fit into a reply',
    ],
    [
      'a source that is too long',
      answer(`words: [[一]], text: 答, source: ${many(21)}`),
      '9: answer a: source has 21 characters, but at most 20 fit into a reply',
    ],
    [
      'an answer’s id used twice',
      `${answer('words: [[一]], text: 答, source: 某局')}\n  - {id: a, remove: yes}`,
      '10: answer a: id "a" is used twice',
    ],
    [
      'an answer for an area that is nowhere',
      answer('area: "12", words: [[一]], text: 答, source: 某局'),
      '9: answer a: area "12" is not in the file',
    ],
    [
      'more than the name of what is removed',
      `${TOWN}answers:\n  - {id: a, text: 答, remove: yes}`,
      '9: answer a: unknown key "text"; the keys here are id, remove',
    ],
    [
      'another word than yes or no',
      `${TOWN}answers:\n  - {id: a, words: [[一]], text: 答, source: 某局, remove: maybe}`,
      '9: answer a: remove is "maybe", but must be one of no, yes',
    ],
  ])('%s', (_, text, problem) => expect(problemsOf(text)).toEqual([problem]))

  test.each<[string, string, string]>([
    ['an office that is nowhere', 'water, area: "11", office: cg', 'office "cg" is not in the file'],
    [
      'a discipline office for what is not confidential',
      'water, area: "11", office: jw',
      'the discipline office jw gets confidential cases only',
    ],
    [
      'a confidential category',
      'conduct, area: "11", office: zf',
      'conduct is confidential: its office depends on whom a case is about',
    ],
    [
      'a confidential category, for a discipline office too',
      'conduct, area: "11", office: jw',
      'conduct is confidential: its office depends on whom a case is about',
    ],
    ['no office', 'water, area: "11"', 'office is missing'],
  ])('dispatch: %s', (_, fields, problem) => {
    const text = TOWN.replace('dispatch: []', `dispatch:\n  - {category: ${fields}}`)
    expect(problemsOf(text)).toEqual([`8: dispatch ${fields.split(',')[0]}: ${problem}`])
  })

  test('dispatch: one category at one area twice', () => {
    const entry = '  - {category: water, area: "11", office: zf}'
    expect(problemsOf(TOWN.replace('dispatch: []', `dispatch:\n${entry}\n${entry}`))).toEqual([
      '9: dispatch water: water in 11 is named twice',
    ])
  })
})

describe('a file that updates an installation', () => {
  const known = valley()
  known.dispatch = [{ category: 'water', area: 'N', office: 'nj-bei' }]
  const station = (kind: string) => `offices:\n  - {id: nj-bei, name: 北镇农技站, area: N, kind: ${kind}}\n`
  test('may dispatch to what is there', () => {
    expect(
      read('dispatch:\n  - {category: roads, area: N, office: zf-bei}', known).world.dispatch,
    ).toHaveLength(1)
    expect(problemsOf('dispatch:\n  - {category: roads, area: X, office: cg}', known)).toEqual([
      '2: dispatch roads: area "X" is neither in the file nor in the installation',
      '2: dispatch roads: office "cg" is neither in the file nor in the installation',
    ])
  })
  test('cannot make a discipline office of one that is dispatched to', () => {
    expect(problemsOf(station('discipline'), known)).toEqual([
      '2: office nj-bei: the installation dispatches water in N to it, and a discipline office gets confidential cases only',
    ])
    expect(problemsOf(station('hall'), known)).toEqual([])
  })
  test.each(['remove: yes', 'office: zf-bei'])('unless it takes that back: %s', (how) => {
    const text = `${station('discipline')}dispatch:\n  - {category: water, area: N, ${how}}`
    expect(problemsOf(text, known)).toEqual([])
  })
})
