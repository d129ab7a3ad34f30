/** Verdicts at the edges: categories that nothing speaks for, texts that are asked for, and what is told of both. */
import { describe, expect, it } from 'vitest'
import { Judge } from '../../rules/judge.ts'
import type { Example } from '../../rules/learned/examples.ts'
import { learn } from '../../rules/learned/learn.ts'
import { compileRules, compileSet, type RuleFile } from '../../rules/load.ts'
import type { Rules } from '../../rules/verdict.ts'

const category = (id: string): string =>
  `  - {id: ${id}, name: ${id}, class: service, deadline: normal, office: village}\n`
const CATEGORIES = `categories:\n${['roads', 'water', 'lamps', 'other'].map(category).join('')}`
const SPEECH = `alike: 路灯
speech:
  - {name: petition, words: 恳请书记, points: 14}
  - {name: laughs, words: 哈哈, points: -20}
`
const LAMPS = `category: lamps
rules:
  - {name: lamp, words: 路灯, points: 14}
  - {name: painted, words: 画上, points: -3}
  - {name: told, words: 灯杆, near: 歪了, speaker: staff, points: 12}
`
const filesOf = (texts: Readonly<Record<string, string>>): RuleFile[] =>
  Object.entries(texts).map(([name, text]) => ({ name, text }))
const FILES = filesOf({ 'categories.yaml': CATEGORIES, 'speech.yaml': SPEECH, 'lamps.yaml': LAMPS })
const characters = (text: string): string[] => [...text]
const rules = compileRules(FILES, characters)

/** The same rules beside weights of other `categories`, which have seen needs of the first of them only. */
function withWeights(...categories: [string, ...string[]]): Rules {
  const known = filesOf({ 'categories.yaml': `categories:\n${categories.map(category).join('')}` })
  const compiled = compileSet(known)
  const examples = [...'一二三四五六七八九十'].flatMap((n): Example[] => [
    { text: `${n}组停水`, categories: categories.slice(0, 1), urgent: false, question: false },
    { text: `${n}组看戏`, categories: [], urgent: false, question: false },
  ])
  const learned = JSON.stringify(learn(examples, compiled, new Judge(compiled, characters, null)))
  return compileRules([...FILES, { name: 'weights.json.gz', text: learned }], characters)
}

describe('a category', () => {
  it('is none that no rule speaks for, though a person looks at the text', () => {
    expect(rules.judge('画上的路，恳请书记')).toMatchObject({ decision: 'review', category: 'other' })
    expect(rules.judgeForced('画上的路').category).toBe('other')
  })

  it('that the weights do not know is found by its rules', () => {
    const { judge } = withWeights('water', 'roads', 'other')
    expect(judge('一组路灯')).toMatchObject({ decision: 'review', category: 'lamps' })
    expect(judge('一组停水').category).toBe('water')
  })

  it('is the rest where the weights know none of the rules', () =>
    expect(withWeights('sea').judge('一组停水')).toMatchObject({ decision: 'review', category: 'other' }))

  it('without another beside it has no lead that could be told', () => {
    const files = filesOf({
      'categories.yaml': `categories:\n${category('lamps')}`,
      'lamps.yaml': LAMPS,
    })
    expect(compileRules(files, characters).explain('路灯').why).toContain('类别 lamps')
  })
})

describe('a text whose sender asks for a case', () => {
  const { judgeForced } = withWeights('water', 'roads', 'lamps', 'other')

  it.each(['鹿灯', '鹿灯哈哈', '我要反映 鹿灯'])(
    'is read as it may be meant, whatever takes points away: %s',
    (text) => {
      const { category, hits } = judgeForced(text)
      expect(category).toBe('lamps')
      expect(hits.map((h) => text.slice(h.start, h.end))).toContain('鹿灯')
    },
  )

  it('is judged without what asks, however that is spelled', () => {
    const words = 'category: lamps\nrules:\n  - {name: a, words: 反映 反应, points: 14}\n'
    const asked = compileRules([...FILES.slice(0, 1), { name: 'lamps.yaml', text: words }], characters)
    for (const text of ['我要反映 画', '我要反应，画']) expect(asked.judgeForced(text).hits).toEqual([])
  })
})

it('the reasons blame no distance where it is the speaker that does not suit', () => {
  const { why } = rules.explain('灯杆歪了')
  expect(why.join()).not.toContain('相隔')
  expect(rules.explain('灯杆歪了', { speaker: 'staff' }).decision).toBe('review')
})

it('a verdict is nobody else’s: whoever changes one changes no other', () => {
  const first = rules.judge('早')
  first.hits.push({ rule: 'none', term: '早', start: 0, end: 1 })
  expect(rules.judge('好').hits).toEqual([])
})
