import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldedText } from '../../rules/fold.ts'

const folded = (text: string): string => foldedText(fold(text))

describe('fold', () => {
  it.each([
    ['路灯坏了', '路灯坏了', 'plain text'],
    ['路 燈\u200b壞　了！', '路灯坏了', 'traditional script, spaces, zero width'],
    ['ＡＢＣ１２３', 'abc123', 'width and case'],
    ['停💧水，了', '停水了', 'emoji and punctuation'],
    ['停停停停水', '停水', 'drawn out'],
    ['看看妈妈', '看看妈妈', 'doubled words stay'],
    ['哈哈哈哈哈', '哈哈', 'laughter stays doubled'],
    ['1000000', '1000000', 'digits are never collapsed'],
    ['㎞①', 'km1', 'one character for several'],
    ['\ud83d路\udc00灯\u0000', '路灯', 'lone surrogates and NUL'],
    ['𝐀𝟗', 'a9', 'letters beyond the basic plane'],
    ['。，！', '', 'nothing left'],
    ['', '', 'empty'],
  ])('%s → %s (%s)', (text, want) => expect(folded(text)).toBe(want))

  it('covers the whole run of a drawn-out character', () => {
    const f = fold('停停停水')
    expect([f.start[0], f.end[0], f.start[1], f.end[1]]).toEqual([0, 3, 3, 4])
  })

  it('keeps offsets that rise, stay inside the text and lead back to the same folded character', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('路灯', '停 停', '３組', '\ud800', '㎞', '👨‍👩‍👧', '壞了！', '哈哈哈', '。\n', 'ﷺ'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('')
        const f = fold(text)
        let last = 0
        for (let i = 0; i < f.length; i++) {
          const [start, end] = [f.start[i] ?? -1, f.end[i] ?? -1]
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(folded(text.slice(start, end))).toContain(String.fromCharCode(f.units[i] ?? 0))
          last = start
        }
      }),
      { numRuns: 500 },
    )
  })
})
