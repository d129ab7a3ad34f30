/** Whether a hit is a word of its own: 大麻 in 大麻烦 is none. */
import { foldedText, type Folded } from './fold.ts'
import { PARTED } from './table.ts'

/** Cuts a text into words, in order, leaving nothing out. */
export type Segmenter = (text: string) => string[]

/**
 * The borders between words, one flag before each folded unit and one at the end. Clauses are cut one by one, since a
 * word never goes across 。 or ，; spaces are folded away before, so that 停 水 is cut like 停水.
 */
export function wordBorders(folded: Folded, segment: Segmenter): Uint8Array {
  const borders = new Uint8Array(folded.length + 1)
  let from = 0
  for (let i = 1; i <= folded.length; i++) {
    if (i < folded.length && (folded.gap[i] ?? 0) < PARTED) continue
    let at = from
    borders[from] = 1
    for (const word of segment(foldedText(folded, from, i))) {
      at += word.length
      if (at <= folded.length) borders[at] = 1
    }
    borders[i] = 1
    from = i
  }
  return borders
}
