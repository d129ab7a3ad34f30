/** Folded texts side by side, to find those that have one of some words in them. */
import { compileAutomaton } from '../automaton.ts'
import type { Folded } from '../fold.ts'
import { Found } from '../found.ts'
import { PARTED } from '../table.ts'

/** Characters that are scanned at once: what a scan finds must have room. */
const BLOCK = 1 << 16

export class Corpus {
  private units = new Uint16Array(1 << 16)
  private gap = new Uint8Array(1 << 16)
  /** where each text begins, and where the last one ends */
  private readonly from: number[] = [0]

  get count(): number {
    return this.from.length - 1
  }

  /** Adds a text as it is written and, where it is read otherwise, as it is meant. */
  add(written: Folded, meant: Folded | null): void {
    this.push(written)
    if (meant) this.push(meant)
    this.from.push(this.length)
  }

  /** The characters of a text, as it is written and as it is meant in one. */
  textOf(number: number): string {
    const [from, to] = [this.from[number] as number, this.from[number + 1] as number]
    return Buffer.from(this.units.buffer, from * 2, (to - from) * 2).toString('utf16le')
  }

  /** Keeps these texts alone, by their numbers, in their order. */
  retain(kept: readonly number[]): void {
    let length = 0
    const ends = kept.map((i) => {
      const [begin, end] = [this.from[i] as number, this.from[i + 1] as number]
      this.units.copyWithin(length, begin, end)
      this.gap.copyWithin(length, begin, end)
      return (length += end - begin)
    })
    this.from.length = 1
    for (const end of ends) this.from.push(end)
    this.length = length
  }

  private length = 0

  private push(folded: Folded): void {
    const end = this.length + folded.length
    if (end > this.units.length) this.grow(end)
    this.units.set(folded.units.subarray(0, folded.length), this.length)
    this.gap.set(folded.gap.subarray(0, folded.length), this.length)
    // No word goes across from one text to the next.
    if (folded.length > 0) this.gap[this.length] = PARTED
    this.length = end
  }

  private grow(least: number): void {
    const room = Math.max(least, this.units.length * 2)
    const [units, gap] = [this.units, this.gap]
    ;(this.units = new Uint16Array(room)).set(units)
    ;(this.gap = new Uint8Array(room)).set(gap)
  }

  /** The numbers of the texts that have one of the words (folded, none empty) in them, in their order. */
  having(words: readonly string[]): number[] {
    if (words.length === 0) return []
    const automaton = compileAutomaton(words)
    const found = new Found()
    const numbers: number[] = []
    for (let first = 0; first < this.count;) {
      const begin = this.from[first] as number
      let next = first + 1
      while (next < this.count && (this.from[next + 1] as number) - begin <= BLOCK) next++
      const end = this.from[next] as number
      automaton.scan(this.units.subarray(begin, end), this.gap.subarray(begin, end), end - begin, found)
      numbers.push(...this.textsOf(found, begin, first, next))
      first = next
    }
    return numbers
  }

  /** The texts from `first` to `next` that hold the last characters of what was found. */
  private textsOf({ end, count }: Found, begin: number, first: number, next: number): number[] {
    const hit = new Uint8Array(next - first)
    for (let i = 0; i < count; i++) {
      const at = begin + (end[i] as number) - 1
      let [low, high] = [first, next - 1]
      while (low < high) {
        const middle = (low + high + 1) >>> 1
        if ((this.from[middle] as number) <= at) low = middle
        else high = middle - 1
      }
      hit[low - first] = 1
    }
    return Array.from(hit, (is, i) => (is === 1 ? first + i : -1)).filter((n) => n >= 0)
  }
}
