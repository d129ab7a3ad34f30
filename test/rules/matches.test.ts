/** Which conditions hold, against a search that tries every pair of places. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../rules/fold.ts'
import { compileSet } from '../../rules/load.ts'
import { Matches } from '../../rules/matches.ts'
import { wordBorders } from '../../rules/segment.ts'

const CATEGORIES = {
  name: 'categories.yaml',
  text: 'categories:\n  - {id: other, name: 其他, class: service, deadline: normal, office: village}\n',
}
const characters = (text: string): string[] => [...text]

interface Asked {
  words: readonly string[]
  near: readonly string[]
  within: number
}

/** Whether the one rule that asks for this holds, by borders between all characters. */
function holds({ words, near, within }: Asked, text: string): boolean {
  const rule = `{name: a, words: ${words.join(' ')}, near: ${near.join(' ')}, within: ${within}, points: 12}`
  const compiled = compileSet([
    CATEGORIES,
    { name: 'other.yaml', text: `category: other\nrules: [${rule}]\n` },
  ])
  const matches = new Matches(compiled)
  const folded = fold(text)
  matches.scan(folded)
  matches.settle()
  matches.sort(wordBorders(folded, characters, []))
  return compiled.rules.some((rule) => matches.holds(rule))
}

function places(words: readonly string[], text: string): [number, number][] {
  return words.flatMap((word) =>
    Array.from(text, (_, at): [number, number] => [at, at + word.length]).filter(([at]) =>
      text.startsWith(word, at),
    ),
  )
}

function holdsNaively({ words, near, within }: Asked, text: string): boolean {
  return places(words, text).some(([start, end]) =>
    places(near, text).some(
      ([s, e]) => (s >= end && s - end <= within) || (e <= start && start - e <= within),
    ),
  )
}

describe('two words are near each other', () => {
  it.each<[string, Asked, string, boolean]>([
    ['side by side', { words: ['水管'], near: ['断'], within: 0 }, '水管断', true],
    ['in either order', { words: ['水管'], near: ['断'], within: 0 }, '断水管', true],
    ['with so many between them', { words: ['水管'], near: ['断'], within: 2 }, '水管早上断', true],
    ['not with more', { words: ['水管'], near: ['断'], within: 1 }, '水管早上断', false],
    ['not where they overlap', { words: ['停水'], near: ['水管'], within: 9 }, '停水管', false],
    [
      'a long word too that holds a shorter one of its list',
      { words: ['水管', '自来水管道'], near: ['断'], within: 0 },
      '断自来水管道',
      true,
    ],
  ])('%s', (_, asked, text, want) => expect(holds(asked, text)).toBe(want))

  it('wherever a naive search finds them so', () => {
    // Drawn-out characters are folded away, which the naive search knows nothing of.
    const text = fc
      .string({ unit: fc.constantFrom('水', '管', '断', '路'), minLength: 6, maxLength: 16 })
      .map((t) => t.replace(/(.)\1+/gu, '$1'))
    const place = fc.tuple(fc.nat({ max: 15 }), fc.integer({ min: 1, max: 6 }))
    const list = fc.array(place, { minLength: 1, maxLength: 8 })
    const asked = fc.record({ words: list, near: list, within: fc.nat({ max: 2 }) })
    fc.assert(
      fc.property(text, asked, (t, { words, near, within }) => {
        // Words of the text itself, so that long ones hold shorter ones and both are found.
        const cut = (at: typeof words): string[] =>
          at.map(([start, length]) => t.slice(start % t.length).slice(0, length))
        const a = { words: cut(words), near: cut(near), within }
        expect(holds(a, t)).toBe(holdsNaively(a, t))
      }),
      { numRuns: 1000 },
    )
  })
})
