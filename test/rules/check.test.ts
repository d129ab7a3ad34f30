import { describe, expect, it } from 'vitest'
import { checkRules } from '../../rules/check/check.ts'
import { mistakeOf } from '../../rules/edit/edit.ts'
import { RuleError } from '../../rules/load.ts'

/** Two words in a row; a name of a rule or a field is one. */
const ENGLISH = /[a-z]{2} [a-z]{2}/

const CATEGORIES = `categories:
  - {id: water, name: 供水, class: service, deadline: normal, office: village}
  - {id: power, name: 供电, class: service, deadline: normal, office: department}
  - {id: other, name: 其他, class: service, deadline: normal, office: village}
`
type Files = Record<string, string>
const check = (files: Files) =>
  checkRules(
    Object.entries({ 'categories.yaml': CATEGORIES, ...files }).map(([name, text]) => ({ name, text })),
    ['village', 'department'],
  )
function faults(files: Files): readonly string[] {
  try {
    check(files)
  } catch (error) {
    if (error instanceof RuleError) return error.problems
    throw error
  }
  return []
}
const rule = (name: string, rest: string, points = 12): string =>
  `  - {name: ${name}, ${rest}, points: ${points}}\n`
const pack = (category: string, rules: string, except?: string): string =>
  `category: ${category}\n${except ? `except: ${except}\n` : ''}rules:\n${rules}`
const water = (rules: string, except?: string): Files => ({ 'water.yaml': pack('water', rules, except) })
const beside = (mine: string, theirs: string): Files => ({
  ...water(rule('mine', mine)),
  'power.yaml': pack('power', rule('theirs', theirs)),
})
const spoken = (speech: string, words = '停水'): Files => ({
  ...water(rule('a', `words: ${words}`)),
  'speech.yaml': `speech:\n  - {name: s, ${speech}}\n`,
})
const withSet = (words: string, rules: string): Files => ({
  'sets.yaml': `sets:\n  坏: ${words}\n`,
  ...water(rules),
})

/** Each row: what is wrong, the only fault, a folder that has it, and the nearest ones that do not. */
const TABLE: [string, string, Files, ...Files[]][] = [
  [
    'a rule name in two files of a category',
    'water2.yaml:3: water.yaml:3 has a rule water.a already',
    { ...water(rule('a', 'words: 停水')), 'water2.yaml': pack('water', rule('a', 'words: 断水')) },
    { ...water(rule('a', 'words: 停水')), 'water2.yaml': pack('water', rule('b', 'words: 断水')) },
    { ...water(rule('a', 'words: 停水')), 'power.yaml': pack('power', rule('a', 'words: 停电')) },
  ],
  [
    'the name of a way of speaking twice',
    'speech.yaml:3: speech.yaml:2 has a rule speech.s already',
    { 'speech.yaml': 'speech:\n  - {name: s, words: 谢谢}\n  - {name: s, words: 感谢}\n' },
    { 'speech.yaml': 'speech:\n  - {name: s, words: 谢谢}\n  - {name: t, words: 感谢}\n' },
  ],
  [
    'a set that is not used',
    'sets.yaml:2: no rule uses the set 坏',
    withSet('坏了', rule('a', 'words: 停水')),
    withSet('坏了', rule('a', 'words: 停水, near: $坏')),
    { 'sets.yaml': 'sets:\n  坏: 坏了\n  都: $坏 断了\n', ...water(rule('a', 'words: $都')) },
  ],
  [
    'a kind of office that there is not',
    'categories.yaml:3: category power is for departmnt, which is no kind of office',
    { 'categories.yaml': CATEGORIES.replace('department', 'departmnt') },
    {},
  ],
  [
    'no category for the rest',
    'categories.yaml:2: there is no category other',
    { 'categories.yaml': CATEGORIES.replace('id: other', 'id: misc') },
    {},
  ],
  [
    'a word across two clauses',
    'water.yaml:3: 停水，停电 goes across a sign',
    water(rule('a', "words: ['停水，停电']")),
    water(rule('a', 'words: 停水停电 停-水 ！停电！')),
  ],
  [
    'a word with drawn-out characters',
    'water.yaml:3: 停停停停 is drawn out and counts as 停 — write 停',
    water(rule('a', 'words: 停停停停')),
    water(rule('a', 'words: 停停 谢谢 停電 12000')),
  ],
  [
    'a wide ~',
    'water.yaml:3: 井水～ ends in a wide ～',
    water(rule('a', 'words: 井水～')),
    water(rule('a', 'words: 井水~')),
  ],
  [
    '~ where it means nothing',
    'water.yaml:2: 薪水~ counts wherever it stands here',
    water(rule('a', 'words: 水'), '薪水~'),
    water(rule('a', 'words: 水'), '薪水'),
  ],
  [
    'a single character in the lexicon',
    'lexicon.yaml:1: 水 in the lexicon cuts every word',
    { 'lexicon.yaml': 'lexicon: 水 冇水\n' },
    { 'lexicon.yaml': 'lexicon: 冇水\n' },
  ],
  [
    'a word twice in a list, on its own line',
    'water.yaml:6: 停電 stands in words of water.a twice, as 停电 before',
    water('  - name: a\n    words: >-\n      停水 停电\n      停電\n    points: 3\n'),
    water(rule('a', 'words: 停水 停水了 停电, near: 停水')),
  ],
  [
    'a word twice in a set',
    'sets.yaml:2: 坏了 stands in the set 坏 twice',
    withSet('坏了 断了 坏了', rule('a', 'words: $坏')),
    withSet('坏了 断了', rule('a', 'words: $坏 坏了')),
  ],
  [
    'a word with ~ and without',
    'water.yaml:3: 断了~ stands in words of water.a once with ~ and once without',
    water(rule('a', 'words: 断了 断了~')),
    water(rule('a', 'words: 断了 断了呀~')),
  ],
  [
    'a word with ~ that a set brings without',
    'water.yaml:3: 断了~ stands in words of water.a and a set brings it without ~',
    withSet('坏了 断了', rule('a', 'words: $坏 断了~')),
    withSet('坏了 断了~', rule('a', 'words: $坏 断了')),
  ],
  [
    'an exception in which nothing stands',
    'water.yaml:2: the exception 灯火 hides nothing: no shorter word of any rule stands in it — leave it out',
    water(rule('a', 'words: 水'), '灯火 薪水'),
    water(rule('a', 'words: 水, none: 火'), '灯火 薪水'),
    { ...water(rule('a', 'words: 水'), '灯火'), 'speech.yaml': 'speech:\n  - {name: s, words: 灯}\n' },
  ],
  [
    'an exception that is a word itself',
    'the exception 停水 hides nothing: no shorter word of any rule stands in it, and itself it counts all the same, in water.a',
    water(rule('a', 'words: 停水'), '停水'),
    water(rule('a', 'words: 水泥 水'), '水泥'),
  ],
  [
    'a word that none rules out',
    'water.yaml:3: 停水 never counts in words of water.a, whose none has it',
    water(rule('a', 'words: 停水 断水, none: 停水')),
    water(rule('a', 'words: 停水 断水, none: 停水~')),
    withSet('停水 断水', rule('a', 'words: $坏, none: 停水')),
  ],
  [
    'a word of near that holds one of none',
    'water.yaml:3: 没收据, which holds 没收, never counts in near of water.a',
    water(rule('a', 'words: 水费, near: 没收据 没人, none: 没收')),
    water(rule('a', 'words: 水费, near: 没收据 没人, none: 没收~')),
    water(rule('a', 'words: 水费, near: 没收据 没人, none: 没收'), '没收据'),
  ],
  [
    'a rule that none keeps from firing',
    'water.yaml:3: water.a can never fire: none rules out every word of its all, such as 三天 by 三天',
    withSet('三天 四天', rule('a', 'words: 停水, all: $坏, none: $坏')),
    withSet('三天 四天', rule('a', 'words: 停水, all: $坏 五天, none: $坏')),
  ],
  [
    'a demand that is always met',
    'water.yaml:3: an all list of water.a demands nothing: every word of its words',
    water(rule('a', 'words: 停水了 断水, all: 停水 断水 没人')),
    water(rule('a', 'words: 停水了 断水, all: 停水 没人')),
    water(rule('a', 'words: 停水了 断水, near: 停水 断水')),
  ],
  [
    'a word that is ignored',
    'water.yaml:3: 停水了, which holds 停水, stands in words of water.a, but speech.s ignores every text with it',
    spoken('words: 停水, ignore: true', '停水了 断水'),
    spoken('words: 停水, ignore: true, atStart: true', '停水了 断水'),
    spoken('words: 停水, near: 哈哈, ignore: true', '停水了 断水'),
    spoken('words: 停水, none: 请问, ignore: true', '停水了 断水'),
    spoken('words: 停水, points: -9', '停水了 断水'),
    { ...spoken('words: 停水, ignore: true'), ...water(rule('a', 'words: 停水', 9)) },
  ],
  [
    'conditions beside an opening alone',
    'speech.yaml:2: speech.s has no words',
    spoken("opening: '[链接]', none: 请问"),
    spoken("opening: '[链接]', words: 转发, none: 请问"),
    spoken("opening: '[链接]'"),
  ],
  [
    'two rules that are one',
    'water.yaml:4: water.b fires on the very texts on which water.a fires',
    water(rule('a', 'words: 停水 断水, near: 三天') + rule('b', 'words: 断水 停水, near: 三天', 3)),
    water(rule('a', 'words: 停水 断水, near: 三天') + rule('b', 'words: 断水 停水, near: 三天, within: 2')),
    water(rule('a', 'words: 停水') + rule('b', 'words: 停水, speaker: staff')),
  ],
  [
    'a word that decides for two categories',
    'power.yaml:3: 停水: in water.mine and in power.theirs, which decide for two categories',
    beside('words: 停水 断水, near: 三天 四天', 'words: 停电 停水, near: 四天 三天'),
    beside('words: 停水 断水, near: 三天 四天', 'words: 停电 停水, near: 三天'),
    beside('words: 停水 断水', 'words: 停电 停水~'),
    { ...water(rule('a', 'words: 停水')), 'power.yaml': pack('power', rule('b', 'words: 停水', 9)) },
  ],
]

describe('checkRules', () => {
  it.each(TABLE)('finds %s', (_, want, broken, ...sound) => {
    const found = faults(broken)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(want)
    expect(found[0]).toMatch(/^\S+\.yaml:\d+: .+ — .+/u)
    expect(mistakeOf(found[0]!).reason, 'in Chinese for the page').not.toMatch(ENGLISH)
    for (const files of sound) expect(faults(files)).toEqual([])
  })

  it('names every fault once, by file and line', () => {
    const found = faults({
      ...withSet('坏了 坏了', rule('a', 'words: 停水 停水') + rule('b', 'words: $坏 断了, none: 断了')),
      'power.yaml': pack('power', rule('c', 'words: $坏, near: $坏'), '灯火'),
    })
    expect(found.map((f) => f.split(': ')[0])).toEqual([
      ...['power.yaml:2', 'sets.yaml:2', 'water.yaml:3', 'water.yaml:4'],
    ])
  })

  it('leaves to parsing what parsing refuses', () =>
    expect(faults(water(rule('a', 'words: $没有 停水 停水')))).toEqual([
      expect.stringContaining('water.yaml:3: no set is named $没有'),
    ]))

  it('counts what has passed, and names the categories without rules', () =>
    expect(check(spoken('words: 谢谢 停水', '停水 断水'))).toEqual({
      ...{ rules: 2, words: 3, categories: 3, ruleless: ['power', 'other'] },
    }))
})
