/** The quick answer to whether a text matters may say yes too often, and never no to what a person should see. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Judge } from '../../rules/judge.ts'
import { compileRules, compileSet } from '../../rules/load.ts'

const CATEGORIES = {
  name: 'categories.yaml',
  text: `categories:
  - {id: water, name: 供水, class: service, deadline: normal, office: village}
  - {id: power, name: 供电, class: service, deadline: normal, office: department}
  - {id: other, name: 其他, class: service, deadline: normal, office: village}
`,
}
const REVIEW = 10
const LETTERS = ['水', '电', '管', '灯', '断', '停']
const characters = (text: string): string[] => [...text]

const word = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 2 })
const list = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const condition = {
  words: list,
  near: fc.option(list, { nil: undefined }),
  all: fc.option(list, { nil: undefined }),
  none: fc.option(list, { nil: undefined }),
}
const rule = fc.record({ ...condition, points: fc.integer({ min: -6, max: 12 }) })
const speech = fc.record({
  ...condition,
  points: fc.integer({ min: -6, max: 12 }),
  opening: fc.constantFrom(undefined, undefined, '停'),
})

const named = (rules: readonly object[]): string =>
  JSON.stringify(rules.map((rule, i) => ({ name: `r${i}`, ...rule })))

describe('the quick answer', () => {
  it('lets everything pass that a person should see', () => {
    const rules = fc.array(rule, { minLength: 1, maxLength: 4 })
    const set = fc.record({ water: rules, power: rules, said: fc.array(speech, { maxLength: 3 }) })
    const text = fc.string({ unit: fc.constantFrom(...LETTERS, '，'), maxLength: 16 })
    let shown = 0
    fc.assert(
      fc.property(set, fc.array(text, { minLength: 20, maxLength: 20 }), ({ water, power, said }, texts) => {
        const files = [
          CATEGORIES,
          { name: 'water.yaml', text: `{category: water, rules: ${named(water)}}` },
          { name: 'power.yaml', text: `{category: power, rules: ${named(power)}}` },
          {
            name: 'speech.yaml',
            text: `{thresholds: {review: ${REVIEW}, open: 24, own: 12, speech: 8}, speech: ${named(said)}}`,
          },
        ]
        const quick = compileRules(files, characters)
        const close = new Judge(compileSet(files), characters, null)
        for (const t of texts) {
          const matters = close.ruled(close.examine(t).weight) >= REVIEW
          if (matters) shown++
          expect(quick.judge(t).decision !== 'ignore', t).toBe(matters)
        }
      }),
      { numRuns: 100, seed: 1 },
    )
    expect(shown).toBeGreaterThan(50)
  })
})
