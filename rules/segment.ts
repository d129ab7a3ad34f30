/** Where one word ends and the next begins: 大麻 in 大麻烦 is no word of its own. */
import { foldedText, type Folded } from './fold.ts'
import { PARTED } from './table.ts'

/** Cuts a text into words, in order, leaving nothing out. */
export type Segmenter = (text: string) => string[]

/** Nearly all words have at most so many characters, so two words this far apart in characters are one word apart. */
export const LONGEST_WORD = 4

export class Borders {
  /** 1 before each folded unit that begins a word, and at the end */
  readonly at: Uint8Array
  /** how many words begin before each folded unit */
  private readonly before: Int32Array

  constructor(at: Uint8Array) {
    this.at = at
    this.before = new Int32Array(at.length + 1)
    for (let i = 0; i < at.length; i++) this.before[i + 1] = (this.before[i] as number) + (at[i] as number)
  }

  /** How many words stand between two places of the folded text. */
  between(left: number, right: number): number {
    return (this.before[right] as number) - (this.before[left] as number)
  }
}

/** A word of the place, as places in the folded text. */
export interface Whole {
  start: number
  end: number
}

/**
 * Cuts a folded text. Clauses are cut one by one, since a word never goes across 。 or ，; spaces are folded away before,
 * so that 停 水 is cut like 停水. `wholes`, in the order of their ends, are words whatever the segmenter says.
 */
export function wordBorders(folded: Folded, segment: Segmenter, wholes: readonly Whole[]): Borders {
  const at = new Uint8Array(folded.length + 1)
  let from = 0
  for (let i = 1; i <= folded.length; i++) {
    if (i < folded.length && (folded.gap[i] ?? 0) < PARTED) continue
    let end = from
    at[from] = 1
    for (const word of segment(foldedText(folded, from, i))) {
      end += word.length
      if (end <= folded.length) at[end] = 1
    }
    at[i] = 1
    from = i
  }
  for (const { start, end } of wholes) {
    at.fill(0, start + 1, end)
    at[start] = 1
    at[end] = 1
  }
  return new Borders(at)
}
