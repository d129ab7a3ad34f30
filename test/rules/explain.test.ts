import { describe, expect, it } from 'vitest'
import { compileRules } from '../../rules/load.ts'

const FILES = [
  {
    name: 'categories.yaml',
    text: `categories:
  - {id: water, name: 供水, class: service, deadline: normal, office: village}
  - {id: power, name: 供电, class: service, deadline: normal, office: village}
  - {id: other, name: 其他, class: service, deadline: normal, office: village}
`,
  },
  {
    name: 'speech.yaml',
    text: `thresholds: {review: 10, open: 24, own: 12, lead: 4, speech: 30}
speech:
  - {name: asks-for-help, words: 请派人, points: 12, need: true}
  - {name: much, words: 多年, points: 20}
  - {name: far-away, words: 外地, points: -8}
  - {name: chain, words: 接龙, ignore: true}
`,
  },
  {
    name: 'water.yaml',
    text: `category: water
except: 茶壶嘴
rules:
  - {name: burst, words: 爆管, points: 14, none: 鞭炮}
  - {name: leaks, words: 水管, near: 漏, within: 1, points: 11}
  - {name: pot, words: 茶壶, points: 3}
  - {name: well, words: 古井, all: 干涸, points: 6}
`,
  },
  {
    name: 'power.yaml',
    text: `category: power
rules:
  - {name: out, words: 停电, points: 12}
`,
  },
]
const WORDS = /爆管|电闸|停电|多年|请派人|外地|接龙|鞭炮|水管|茶壶|古井|干涸|./gu
const rules = compileRules(FILES, (text) => text.match(WORDS) ?? [])
const SCALE = '（10 分起请人看，24 分起且把握足够时立案）'

describe('the reasons', () => {
  it.each<[string, string, string, string[]]>([
    [
      'of what opens: the sum, the category, and what fired with its words',
      'open',
      '昨晚爆管了，请派人',
      [
        `合计 26 分${SCALE}`,
        '类别 供水，比第二名多 14 分',
        '规则 water.burst：「爆管」 +14',
        '说法 speech.asks-for-help：「请派人」 +12',
      ],
    ],
    [
      'of what a person looks at: all rules, the weightiest first',
      'review',
      '茶壶边水管漏',
      [
        '请人看：合计 14 分，10 分起请人看，24 分起才自动立案',
        '类别 供水，比第二名多 14 分',
        '规则 water.leaks：「水管」「漏」 +11',
        '规则 water.pot：「茶壶」 +3',
      ],
    ],
    [
      'of too little: how much is wanting, and what was taken off',
      'ignore',
      '外地的茶壶',
      [
        `不处理：合计 -5 分，还差 15 分${SCALE}`,
        '规则 water.pot：「茶壶」 +3',
        '说法 speech.far-away：「外地」 −8',
      ],
    ],
    [
      'of a rule that another word rules out',
      'ignore',
      '爆管的鞭炮',
      [`不处理：合计 0 分，还差 10 分${SCALE}`, '规则 water.burst：有「爆管」，但因为有「鞭炮」不算'],
    ],
    [
      'of a rule whose words stand too far apart',
      'ignore',
      '水管对面那家漏',
      [`不处理：合计 0 分，还差 10 分${SCALE}`, '规则 water.leaks：「水管」与「漏」相隔超过 1 个词'],
    ],
    [
      'of a rule that lacks a word nearby',
      'ignore',
      '买水管',
      [`不处理：合计 0 分，还差 10 分${SCALE}`, '规则 water.leaks：有「水管」，附近缺少相配的词'],
    ],
    [
      'of a rule that lacks a word anywhere',
      'ignore',
      '去看古井',
      [`不处理：合计 0 分，还差 10 分${SCALE}`, '规则 water.well：有「古井」，缺少同时要有的词'],
    ],
    [
      'of a word inside an exception',
      'ignore',
      '茶壶嘴',
      [`不处理：合计 0 分，还差 10 分${SCALE}`, '不算，因为在更长的例外词里：「茶壶」'],
    ],
    ['of nothing at all: only the sum', 'ignore', '早', [`不处理：合计 0 分，还差 10 分${SCALE}`]],
  ])('%s', (_, decision, text, want) => {
    const { why, ...verdict } = rules.explain(text)
    expect(why).toEqual(want)
    expect(verdict.decision).toBe(decision)
    expect(rules.judge(text).decision).toBe(decision)
  })

  it.each([
    [
      'no words that are sure enough',
      '水管漏，请派人多年',
      '说不准是哪一类：「供水」的规则只有 11 分，要 12 分',
    ],
    ['another category as near', '爆管停电，请派人', '说不准是哪一类：「供水」只比第二名多 2 分，要 4 分'],
    ['nobody who is asked for', '爆管多年', '听不出要人做什么'],
  ])('of enough points with %s: what a person is asked for', (_, text, wants) => {
    const { why, decision } = rules.explain(text)
    expect(decision).toBe('review')
    expect(why[0]).toMatch(/^请人看：合计 \d+ 分，够自动立案的分，但/)
    expect(why[0]).toContain(wants)
  })

  it('of a way of speaking that ignores: which it is, whatever else speaks for a need', () => {
    const { why, decision } = rules.explain('接龙，爆管了请派人')
    expect(decision).toBe('ignore')
    expect(why[0]).toBe('不处理：speech.chain 这类消息，不论提到什么都不算（合计 26 分）')
    expect(why).toContain('规则 water.burst：「爆管」 +14')
  })
})
