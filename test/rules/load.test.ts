import { describe, expect, it } from 'vitest'
import { mistakeOf } from '../../rules/edit/edit.ts'
import { RuleError, compileRules } from '../../rules/load.ts'

const CATEGORIES = `categories:
  - {id: water, name: 供水, class: service, deadline: normal, office: village}
  - {id: power, name: 供电, class: service, deadline: normal, office: department}
  - {id: other, name: 其他, class: service, deadline: normal, office: village}
`
const SPEECH = `sets:
  坏: 坏了 断了
thresholds: {review: 10, open: 20, own: 12, speech: 14}
speech:
  - {name: asks-for-help, words: 请派人, points: 8, need: true}
  - {name: asks-again, words: 来看看, points: 6}
  - {name: link, opening: '[链接]', ignore: true}
`
const WATER = `category: water
except: 薪水
rules:
  - {name: none, words: 停水 水, near: $坏 天了, within: 4, points: 14}
`
const cut = (text: string): string[] => [text]
const rules = (water: string, segment = cut) =>
  compileRules(
    [
      { name: 'categories.yaml', text: CATEGORIES },
      { name: 'speech.yaml', text: SPEECH },
      { name: 'water.yaml', text: water },
    ],
    segment,
  )
function problems(water: string): readonly string[] {
  try {
    rules(water)
  } catch (error) {
    if (error instanceof RuleError) return error.problems
    throw error
  }
  return []
}

describe('compileRules', () => {
  it.each([
    ['category: sea\nrules: [{name: a, words: 海, points: 3}]', 'water.yaml:1: unknown category sea'],
    [
      'category: water\nrules:\n  - {name: a, words: $没有, points: 3}',
      'water.yaml:3: no set is named $没有',
    ],
    ['category: water\nrules:\n  - {name: a, words: 水}', 'water.yaml:3: points is missing'],
    ['category: water\nrules:\n  - {name: a, points: 3}', 'water.yaml:3: rule a has no words'],
    ['category: water\nrules:\n  - {name: a, words: ！！, points: 3}', 'water.yaml:3: ！！ holds no letter'],
    [
      'category: water\nrules:\n  - {name: a, words: 水, points: 3, colour: red}',
      'water.yaml:3: unknown field colour',
    ],
    [
      'category: water\nrules:\n  - {name: a, words: 水, points: 3, urgency: soon}',
      'water.yaml:3: urgency is not known',
    ],
    [
      'category: water\nrules:\n  - {name: a, words: 水, points: 3}\n  - {name: a, words: 井, points: 3}',
      'water.yaml:4: two rules are named a',
    ],
    ['category: water', 'water.yaml:1: the file has no rules'],
    [
      'category: water\nrules:\n  - name: a\n    words: >-\n      水\n      ！！ 井\n    points: 3',
      'water.yaml:6: ！！ holds no letter',
    ],
    ["category: water\nrules:\n  - {name: a, words: '', points: 3}", 'water.yaml:3: words holds something'],
    [
      'category: water\nrules:\n  - {name: a, words: 水, near: [], points: 3}',
      'water.yaml:3: near holds something',
    ],
    [
      'categories:\n  - {id: water, name: 水, class: service, deadline: normal, office: village}',
      'water.yaml:2: category water is named twice',
    ],
    ['thresholds: {review: 10, open: 20, own: 12, speech: 14}', 'water.yaml:1: thresholds are given twice'],
    ['category: [water\n', 'no valid YAML'],
    ['just words', 'water.yaml:1: the file has no fields'],
  ])('refuses %j', (text, want) => {
    const all = problems(text)
    expect(all.some((p) => p.includes(want))).toBe(true)
    for (const p of all) {
      expect(p).toMatch(/^water\.yaml:\d+: .+ — .+/u)
      expect(mistakeOf(p).reason, 'in Chinese for the page').not.toMatch(/[a-z]{2} [a-z]{2}/)
    }
  })

  it('names every problem at once', () =>
    expect(problems('category: sea\nrules:\n  - {name: a, words: $x}')).toHaveLength(3))

  it('refuses rules without categories', () =>
    expect(() => compileRules([{ name: 'a.yaml', text: SPEECH }], cut)).toThrow(/categories\.yaml/u))

  it('hides a word inside an exception', () => {
    const { judge } = rules(WATER, (t) => [...t])
    expect(judge('水断了').decision).toBe('review')
    expect(judge('薪水断了').hits).toEqual([])
  })

  it('takes a single character only where it is a word of its own', () => {
    const parts: string[] = []
    const { judge } = rules(WATER.replace('except: 薪水\n', ''), (text) => {
      parts.push(text)
      return text.split(/(水货|(?<!水)水(?!货)|断了)/u).filter(Boolean)
    })
    expect(judge('水断了').decision).toBe('review')
    expect(judge('水货断了').decision).toBe('ignore')
    expect(parts).toEqual(['水断了', '水货断了'])
  })

  it('does not segment what a doubtful word cannot decide', () => {
    const cuts: string[] = []
    const { judge } = rules(WATER, (text) => {
      cuts.push(text)
      return [text]
    })
    judge('今天天气不错')
    judge('水真清')
    expect(cuts).toEqual([])
  })

  it('takes a word of digits as it is written', () => {
    const { judge } = rules('category: water\nrules:\n  - {name: a, words: 0571, points: 14}')
    expect(judge('打0571').decision).toBe('review')
    expect(judge('打571').decision).toBe('ignore')
  })

  it.each(['断了~ 断了', '断了 断了~'])(
    'counts a word anywhere that is written with ~ and without: %s',
    (both) => {
      const { judge } = rules(`category: water\nrules:\n  - {name: a, words: ${both}, points: 14}`)
      expect(judge('水断了').decision).toBe('review')
    },
  )

  it('cuts no word at a place that is called by one character', () => {
    const files = [
      { name: 'categories.yaml', text: CATEGORIES },
      { name: 'water.yaml', text: 'category: water\nrules:\n  - {name: a, words: 井, points: 14}' },
    ]
    const { judge } = compileRules(files, (text) => text.split(/(市井)/u).filter(Boolean), ['井', '井家湾'])
    expect(judge('市井之徒').decision).toBe('ignore')
  })

  it('says what to do about more words than it can take', () => {
    const han = (i: number): string => String.fromCharCode(0x4e00 + i)
    const words = Array.from(
      { length: 80_000 },
      (_, i) => han(i >> 8) + han(5000 + (i & 255)) + han(i % 20_000),
    )
    expect(() =>
      rules(`category: water\nrules:\n  - {name: a, points: 14, words: ${words.join(' ')}}`),
    ).toThrow(/too many words .+ — /u)
  })

  it('opens only with a need, and adds up to a score that rises', () => {
    const { judge } = rules(WATER)
    const [weak, strong] = [judge('停水三天了'), judge('停水三天了请派人')]
    expect([weak.decision, strong.decision]).toEqual(['review', 'open'])
    expect(strong.score).toBeGreaterThan(weak.score)
  })

  it('takes a text for one about nothing where rules only take points away', () => {
    const { judge } = rules(
      'category: water\nrules:\n  - {name: not, words: 水货, points: -3}\n  - {name: none, words: 停水, points: 14}\n',
    )
    const verdict = judge('水货，请派人再请派人来看看')
    expect(verdict).toMatchObject({ decision: 'ignore', category: null })
  })

  it('counts near words only within the distance, and no word across a clause', () => {
    const { judge } = rules(WATER, (text) => text.match(/停水|坏了|隔壁|./gu) ?? [])
    expect(judge('停水隔壁隔壁隔壁隔壁坏了').decision).toBe('review')
    expect(judge('停水一二三四五坏了').decision).toBe('ignore')
    expect(judge('停。水坏了').hits.some((h) => h.term === '停水')).toBe(false)
  })

  it('ignores what opens like a link, unless a case is asked for', () => {
    const { judge, judgeForced } = rules(WATER)
    expect(judge('[链接]停水三天了').decision).toBe('ignore')
    expect(judgeForced('@bot [链接]停水三天了').decision).not.toBe('ignore')
  })

  it('judges a forced text that fits nothing as other', () =>
    expect(rules(WATER).judgeForced('我要反映 你们好')).toMatchObject({
      decision: 'review',
      category: 'other',
    }))
})
