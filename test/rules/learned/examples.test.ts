import { describe, expect, it } from 'vitest'
import { isKept, parseExamples, type Example } from '../../../rules/learned/examples.ts'
import type { Category } from '../../../rules/verdict.ts'

const category = (id: string, deadline: Category['deadline']): [string, Category] => [
  id,
  { id, name: id, class: 'service', deadline, office: 'village', confidential: false, place: false },
]
const known = new Map([
  category('water', 'normal'),
  category('social-insurance', 'normal'),
  category('safety', 'urgent'),
])

function parsed(text: string): { examples: Example[]; problems: string[] } {
  const problems: string[] = []
  return { examples: parseExamples({ name: 'north.tsv', text }, known, problems), problems }
}

describe('an example', () => {
  it.each<[string, Omit<Example, 'text'>]>([
    ['-', { categories: [], urgent: false, question: false }],
    ['water', { categories: ['water'], urgent: false, question: false }],
    ['water?', { categories: ['water'], urgent: false, question: true }],
    ['water!', { categories: ['water'], urgent: true, question: false }],
    ['water?!', { categories: ['water'], urgent: true, question: true }],
    ['safety', { categories: ['safety'], urgent: true, question: false }],
    ['water/safety', { categories: ['water', 'safety'], urgent: false, question: false }],
    ['social-insurance/water?', { categories: ['social-insurance', 'water'], urgent: false, question: true }],
  ])('is labelled %s', (label, want) =>
    expect(parsed(`${label}\t井里没水了`)).toEqual({
      examples: [{ text: '井里没水了', ...want }],
      problems: [],
    }),
  )

  it('may hold a tab, and stand between empty lines of any system', () =>
    expect(parsed('\r\n-\t早\t好\r\n\n-\t 晚安 \n').examples.map(({ text }) => text)).toEqual([
      '早\t好',
      '晚安',
    ]))

  it.each([
    ['-\t早\n水没了', 'north.tsv:2: no label and text — '],
    ['water\t ', 'north.tsv:1: no label and text — '],
    ['\t早', 'north.tsv:1: label  is not known — '],
    ['sea\t海', 'north.tsv:1: label sea is not known — '],
    ['water/sea\t海', 'north.tsv:1: label water/sea is not known — '],
    ['water*\t水', 'north.tsv:1: label water* is not known — '],
    ['-?\t早', 'north.tsv:1: label -? is not known — '],
  ])('is refused with its line: %j', (text, want) => {
    const { problems } = parsed(text)
    expect(problems).toEqual([expect.stringContaining(want)])
  })

  it('that is wrong does not hide the others', () => {
    const { examples, problems } = parsed('sea\t海\n-\t早\nnone\t无')
    expect(examples).toHaveLength(1)
    expect(problems).toHaveLength(2)
  })
})

describe('of all texts', () => {
  const text = (i: number): string => `第${i}户没水`
  const kept = Array.from({ length: 4000 }, (_, i) =>
    isKept({ text: text(i), categories: [], urgent: false, question: false }),
  )

  it('about one in twenty is kept out of training', () => {
    const count = kept.filter(Boolean).length
    expect(count).toBeGreaterThan(100)
    expect(count).toBeLessThan(300)
  })

  it('the text alone decides which', () => {
    const labelled = { text: text(7), categories: ['water'], urgent: true, question: true }
    expect(isKept(labelled)).toBe(kept[7])
  })
})
