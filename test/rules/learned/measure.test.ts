import { describe, expect, it } from 'vitest'
import type { Example } from '../../../rules/learned/examples.ts'
import { measure, type Figures } from '../../../rules/learned/measure.ts'
import type { Category, Verdict } from '../../../rules/verdict.ts'

const category = (id: string, confidential: boolean): [string, Category] => [
  id,
  { id, name: id, class: 'service', deadline: 'normal', office: 'village', confidential, place: false },
]
const known = new Map([category('water', false), category('power', false), category('conduct', true)])

const IGNORED: Verdict = {
  decision: 'ignore',
  category: null,
  kind: null,
  urgency: null,
  confidential: false,
  score: 0,
  hits: [],
}
const need = (label: string): Omit<Example, 'text'> => ({
  categories: label.replace(/[?!]/gu, '').split('/'),
  urgent: label.includes('!'),
  question: label.includes('?'),
})
const NOBODY = { categories: [], urgent: false, question: false }
const said = (verdict: Partial<Verdict>): Partial<Verdict> => ({
  decision: 'review',
  kind: 'problem',
  ...verdict,
})

type Row = [Omit<Example, 'text'>, Partial<Verdict>]
function figures(rows: readonly Row[]): Figures {
  const verdicts = new Map(rows.map(([, verdict], i) => [`${i}`, { ...IGNORED, ...verdict }]))
  const examples = rows.map(([example], i) => ({ ...example, text: `${i}` }))
  return measure(examples, (text) => verdicts.get(text) ?? IGNORED, known)
}

describe('measuring', () => {
  it.each<[string, Partial<Figures>, Row[]]>([
    [
      'what is caught',
      { cases: 3, recall: 0.6667, falseAlarms: 0.5 },
      [
        [need('water'), said({ category: 'water' })],
        [need('water'), said({ category: 'water', decision: 'open' })],
        [need('water'), {}],
        [NOBODY, said({ category: 'water' })],
        [NOBODY, {}],
      ],
    ],
    [
      'a category where any of them is right, of what is caught',
      { category: 0.6667 },
      [
        [need('water/power'), said({ category: 'power' })],
        [need('water'), said({ category: 'water' })],
        [need('water'), said({ category: 'power' })],
        [need('water'), {}],
      ],
    ],
    [
      'questions and problems',
      { kind: 0.5 },
      [
        [need('water?'), said({ category: 'water', kind: 'question' })],
        [need('water'), said({ category: 'water', kind: 'problem' })],
        [need('water'), said({ category: 'water', kind: 'question' })],
        [need('water?'), said({ category: 'water', kind: 'problem' })],
      ],
    ],
    [
      'what is urgent, missed needs too',
      { urgentRecall: 0.3333 },
      [
        [need('water!'), said({ category: 'water', urgency: 'urgent' })],
        [need('water!'), said({ category: 'water', urgency: 'normal' })],
        [need('water!'), {}],
        [need('water'), said({ category: 'water', urgency: 'urgent' })],
      ],
    ],
    [
      'what is hidden, by the first of its categories',
      { confidentialRecall: 0.5, confidentialFalse: 0.5 },
      [
        [need('conduct/water'), said({ category: 'conduct', confidential: true })],
        [need('conduct'), said({ category: 'water' })],
        [need('water/conduct'), said({ category: 'conduct', confidential: true })],
        [need('water'), said({ category: 'water' })],
      ],
    ],
    [
      'what opens, of all needs, and what of it is right',
      { opened: 1, openPrecision: 0.5 },
      [
        [need('water'), said({ category: 'water', decision: 'open' })],
        [need('water'), {}],
        [NOBODY, said({ category: 'water', decision: 'open' })],
      ],
    ],
    [
      'nothing where there is nothing',
      { cases: 0, recall: null, falseAlarms: null, openPrecision: null },
      [],
    ],
  ])('counts %s', (_, want, rows) => expect(figures(rows)).toMatchObject(want))
})
