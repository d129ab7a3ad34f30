import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileAutomaton } from '../../rules/automaton.ts'
import { Found } from '../../rules/found.ts'
import { PARTED, TIGHT } from '../../rules/table.ts'

const units = (text: string): Uint16Array => Uint16Array.from(text, (c) => c.charCodeAt(0))

/** What is found in a text, whose clauses `|` parts. */
function scanned(words: string[], text: string, found = new Found()): string[] {
  const clauses = text.split('|')
  const joined = clauses.join('')
  const gap = new Uint8Array(joined.length).fill(TIGHT)
  let begin = 0
  for (const clause of clauses) {
    if (begin < gap.length) gap[begin] = PARTED
    begin += clause.length
  }
  compileAutomaton(words).scan(units(joined), gap, joined.length, found)
  found.sortByEnd()
  return Array.from({ length: found.count }, (_, i) => `${words[found.word[i] ?? -1]}@${found.end[i]}`)
}

function naive(words: string[], text: string): string[] {
  const found: string[] = []
  let before = 0
  for (const clause of text.split('|')) {
    for (let end = 1; end <= clause.length; end++)
      for (let start = 0; start < end; start++)
        if (words.includes(clause.slice(start, end)))
          found.push(`${clause.slice(start, end)}@${before + end}`)
    before += clause.length
  }
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

  it('finds what a naive search finds, clause by clause', () => {
    const letters = fc.string({
      unit: fc.constantFrom('水', '停', '电', '管', 'a'),
      minLength: 1,
      maxLength: 5,
    })
    const text = fc.string({ unit: fc.constantFrom('水', '停', '电', '管', 'a', '外', '|'), maxLength: 60 })
    const found = new Found()
    fc.assert(
      fc.property(fc.uniqueArray(letters, { minLength: 1, maxLength: 25 }), text, (words, t) => {
        expect(scanned(words, t, found)).toEqual(naive(words, t))
      }),
      { numRuns: 500 },
    )
  })

  it('finds more than it had room for', () => {
    const text = '停水'.repeat(200)
    expect(scanned(['停', '停水', '水', '水停'], text)).toEqual(naive(['停', '停水', '水', '水停'], text))
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
