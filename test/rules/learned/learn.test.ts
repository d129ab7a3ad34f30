/** Examples → weights → verdicts, with a few rules and texts of the test's own. */
import { describe, expect, it } from 'vitest'
import { Judge } from '../../../rules/judge.ts'
import type { Example } from '../../../rules/learned/examples.ts'
import { learn } from '../../../rules/learned/learn.ts'
import { readWeights } from '../../../rules/learned/weights.ts'
import { RuleError, compileRules, compileSet, type RuleFile } from '../../../rules/load.ts'

const FILES: RuleFile[] = [
  {
    name: 'categories.yaml',
    text: `categories:
  - {id: water, name: 供水, class: service, deadline: normal, office: village}
  - {id: heating, name: 供暖, class: service, deadline: normal, office: village}
  - {id: other, name: 其他, class: service, deadline: normal, office: village}
`,
  },
  {
    name: 'speech.yaml',
    text: `thresholds: {review: 10, open: 24, own: 12, speech: 30}
speech:
  - {name: link, opening: '[链接]', ignore: true}
`,
  },
  { name: 'water.yaml', text: 'category: water\nrules:\n  - {name: burst, words: 爆管, points: 12}\n' },
]
const WHERE = [...'东西南北前后左右上下'].flatMap((side) =>
  ['三组', '五组', '学校', '菜场', '老街'].map((w) => w + side),
)
/** 锅炉 and 水池 stand in no rule; 爆管 stands in one that decides, but here it always means a firecracker. */
const examples: Example[] = WHERE.flatMap((where) => [
  { text: `${where}边锅炉不热`, categories: ['heating'], urgent: false, question: false },
  { text: `${where}边水池几点开吗？`, categories: ['water', 'other'], urgent: false, question: true },
  { text: `${where}边看戏去`, categories: [], urgent: false, question: false },
  { text: `${where}边的爆管是鞭炮`, categories: [], urgent: false, question: false },
])

const cut = (text: string): string[] => [...text]
const compiled = compileSet(FILES)
const made = JSON.stringify(learn(examples, compiled, new Judge(compiled, cut, null)))
const weights = { name: 'weights.json.gz', text: made }
const rules = compileRules([...FILES, weights], cut)
const rulesAlone = compileRules(FILES, cut)

describe('learning', () => {
  it('gives the same bytes each time', () =>
    expect(JSON.stringify(learn(examples, compiled, new Judge(compiled, cut, null)))).toBe(made))

  it.each([
    ['heating', 'problem', '我家锅炉一点不热'],
    ['water', 'question', '那个水池几点开吗？'],
  ])('finds a need that no rule knows: %s, a %s', (category, kind, text) => {
    expect(rules.judge(text)).toMatchObject({ decision: 'review', category, kind, hits: [] })
    expect(rulesAlone.judge(text).decision).toBe('ignore')
  })

  it.each(['看戏去', '今晚在菜场看戏去', '早'])('leaves small talk alone: %s', (text) =>
    expect(rules.judge(text)).toMatchObject({ decision: 'ignore', category: null }),
  )

  it('opens no case by itself: that takes rules', () => {
    const { decision, score } = rules.judge('锅炉不热，锅炉边不热')
    expect(score).toBeGreaterThan(0.9)
    expect(decision).toBe('review')
  })

  it('names what it has seen', () => {
    const line = rules.explain('我家锅炉一点不热').why.find((l) => l.startsWith('学到的权重 +'))
    expect(line).toMatch(/「锅炉」\+\d/u)
    expect(rules.explain('看戏去').why.join()).toMatch(/学到的权重 −.*戏.*−\d/u)
  })
})

describe('beside learned weights', () => {
  it('a rule that decides is not outvoted', () => {
    const verdict = rules.explain('爆管是鞭炮')
    expect(verdict).toMatchObject({ decision: 'review', category: 'water' })
    expect(verdict.why).toContain('以上规则单独就够请人看，学到的权重不能推翻')
    expect(verdict.why.join()).toContain('学到的权重 −')
    expect(rules.judge('爆管是鞭炮').decision).toBe('review')
  })

  it('a way of speaking that ignores is final', () => {
    expect(rules.judge('[链接]我家锅炉一点不热').decision).toBe('ignore')
    expect(rules.judge('[链接]昨天爆管').decision).toBe('ignore')
  })

  it('whoever asks for a case gets one', () =>
    expect(rules.judgeForced('我要反映 看戏去').decision).toBe('review'))

  it('rules work where the weights know no category of theirs', () => {
    const sea = FILES.map(({ name, text }) => ({ name, text: text.replaceAll('heating', 'warmth') }))
    const { judge } = compileRules([...sea, weights], cut)
    expect(judge('昨天爆管')).toMatchObject({ decision: 'review', category: 'water' })
    const { decision, category } = judge('我家锅炉一点不热')
    expect(decision).toBe('review')
    expect(['water', 'other']).toContain(category)
  })

  it('the rules alone judge without the file', () => {
    expect(rulesAlone.judge('昨天爆管')).toMatchObject({ decision: 'review', category: 'water' })
    expect(rulesAlone.explain('昨天爆管').why.join()).not.toMatch(/学到的权重 [+−]/u)
  })
})

describe('a file of weights', () => {
  const refused = (text: string): readonly string[] => {
    try {
      readWeights({ name: 'weights.json.gz', text }, compiled.categories)
    } catch (error) {
      if (error instanceof RuleError) return error.problems
      throw error
    }
    return []
  }

  it.each([
    ['no JSON', 'not json', 'no learned weights'],
    ['a file cut off', made.slice(0, 1000), 'no learned weights'],
    ['other JSON', '{}', 'learned weights of another version'],
    ['a list', '[]', 'learned weights of another version'],
    [
      'a file without a list',
      made.replace(/"need":"[^"]+"/u, '"need":""'),
      'learned weights that are not whole',
    ],
    [
      'a file with a list too short',
      made.replace(/"urgent":"[^"]{4}/u, '"urgent":"'),
      'learned weights that are not whole',
    ],
    ['a file without a threshold', made.replace('"pass"', '"past"'), 'learned weights of another version'],
    ['a later version', made.replace('"format":1', '"format":2'), 'learned weights of another version'],
  ])('that is %s is refused in one line with what to do', (_, text, want) => {
    const [problem, ...more] = refused(text)
    expect(more).toEqual([])
    expect(problem).toMatch(/^weights\.json\.gz:1: .+ — run `npm run -s learn`, or remove the file/u)
    expect(problem).toContain(want)
    expect(problem).not.toContain('\n')
  })

  it('is taken as it was written, and says on how many examples it was trained', () =>
    expect(readWeights(weights, compiled.categories).examples).toBe(examples.length))
})
