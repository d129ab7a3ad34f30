import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../rules/fold.ts'
import { eachFeature } from '../../../rules/learned/features.ts'
import { nameOf } from '../../../rules/learned/runs.ts'
import { Vocabulary } from '../../../rules/learned/vocabulary.ts'
import { wordBorders } from '../../../rules/segment.ts'
import type { Weight } from '../../../rules/weigh.ts'

const segment = (text: string): string[] => text.match(/太阳能路灯|路灯|坏了|./gu) ?? []
const weight: Weight = { fired: [], speech: [], ignoredBy: null, own: [], up: 0, down: 0 }

/** The features of a text by name, as learning sees them. */
function namesOf(text: string): string[] {
  const folded = fold(text)
  const names = new Set<string>()
  eachFeature(folded, wordBorders(folded, segment, []), weight, {
    run: (key) => names.add(nameOf(key)),
    named: (name) => names.add(name),
  })
  return [...names]
}

describe('a vocabulary', () => {
  it('finds in a text the features that learning sees there, those it knows and each once', () => {
    const piece = fc.constantFrom('太阳能路灯', '路灯', '坏了', '水', '没', '，', '？', ' ')
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, text, fc.nat({ max: 3 }), (known, seen, nth) => {
        const names = namesOf(known).filter((_, i) => i % 4 !== nth)
        const vocabulary = new Vocabulary(names)
        const folded = fold(seen)
        vocabulary.take(folded, wordBorders(folded, segment, []), weight)
        const found = vocabulary.features.map((feature) => names[feature] ?? '')
        expect(found.toSorted()).toEqual(
          namesOf(seen)
            .filter((name) => names.includes(name))
            .toSorted(),
        )
      }),
      { numRuns: 300 },
    )
  })
})
