import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileAutomaton } from '../../rules/automaton.ts'

const units = (text: string): Uint16Array => Uint16Array.from(text, (c) => c.charCodeAt(0))

function scanned(words: string[], text: string): string[] {
  const found: string[] = []
  compileAutomaton(words).scan(units(text), text.length, (word, end) => found.push(`${words[word]}@${end}`))
  return found
}

function naive(words: string[], text: string): string[] {
  const found: string[] = []
  for (let end = 1; end <= text.length; end++)
    for (let start = 0; start < end; start++)
      if (words.includes(text.slice(start, end))) found.push(`${text.slice(start, end)}@${end}`)
  return found
}

describe('automaton', () => {
  it('finds overlapping and nested words, longest first', () =>
    expect(scanned(['水', '停水', '自来水管', '水管'], '停水自来水管')).toEqual([
      '停水@2',
      '水@2',
      '水@5',
      '自来水管@6',
      '水管@6',
    ]))

  it('finds what a naive search finds', () => {
    const letters = fc.string({
      unit: fc.constantFrom('水', '停', '电', '管', 'a'),
      minLength: 1,
      maxLength: 5,
    })
    const text = fc.string({ unit: fc.constantFrom('水', '停', '电', '管', 'a', '外'), maxLength: 60 })
    fc.assert(
      fc.property(fc.uniqueArray(letters, { minLength: 1, maxLength: 25 }), text, (words, t) => {
        expect(scanned(words, t)).toEqual(naive(words, t))
      }),
      { numRuns: 500 },
    )
  })

  it('takes tens of thousands of words', () => {
    const words = Array.from(
      { length: 30_000 },
      (_, i) => `词${String.fromCharCode(0x4e00 + (i % 5000))}${i}`,
    )
    expect(scanned(words, `前${words[20_001]}后`)).toContain(
      `${words[20_001]}@${1 + (words[20_001]?.length ?? 0)}`,
    )
  })
})
