/** How many points the words of a text could bring at most: most texts are done with when these are too few. */
import type { Found } from './automaton.ts'
import { SPEAKS, overLists, type Compiled, type Rule } from './compile.ts'

/** Points are added in another order here than when they are weighed, which may differ in the last digit. */
const ROUNDING = 1e-6

/** Lists that rules need beside their words have a bit each; where there are more lists than bits, some share one. */
const BITS = 64
interface Bits {
  low: number
  high: number
}

/** What is asked of a word of each text, side by side since it is asked together. */
const HINTS = 4
const LOW = 1
const HIGH = 2
const SPOKEN = 3

function bitsOf(lists: readonly number[], bit: ReadonlyMap<number, number>): Bits {
  const bits = { low: 0, high: 0 }
  for (const list of lists) {
    const at = bit.get(list) ?? 0
    if (at < 32) bits.low |= 1 << at
    else bits.high |= 1 << (at - 32)
  }
  return bits
}

const needsOf = ({ near, all }: Rule): number[][] => (near.length > 0 ? [near, ...all] : all)

export class Reach {
  private readonly compiled: Compiled
  /** for each word what it is, which needs it fulfils, and what the ways of speaking that it shows add at most */
  private readonly hints: Int32Array
  /** for each rule what must be there beside its words */
  private readonly needs: Bits[][]
  /** the numbers of the rules that ask for each word: those of word w from `from[w]` to `from[w + 1]` */
  private readonly from: Int32Array
  private readonly rule: Int32Array
  /** what ways of speaking add that openings show, and whether one of them shows by itself that somebody is asked for */
  private readonly opening: number
  private readonly openingDecides: boolean
  /** of the text that was seen last */
  private low = 0
  private high = 0
  private spoken = 0
  private natures = 0
  /** for each rule when it was last asked for, and for each list when it was last marked, counted in askings and markings */
  private asking = 0
  private readonly asked: Int32Array
  private marks = 0
  private readonly marked: Int32Array
  private readonly points: Float64Array

  constructor(compiled: Compiled) {
    this.compiled = compiled
    const { rules, memberships, speechByOpening } = compiled
    const needed = new Set(rules.flatMap(needsOf).flat())
    const bit = new Map([...needed].map((list, i) => [list, i % BITS]))
    this.needs = rules.map((rule) => needsOf(rule).map((lists) => bitsOf(lists, bit)))
    this.hints = hintsOf(compiled, (list) => bitsOf(needed.has(list) ? [list] : [], bit))
    this.from = new Int32Array(memberships.from.length)
    this.rule = triggersOf(compiled, this.from)
    this.opening = speechByOpening.reduce((sum, { text }) => sum + Math.max(0, text.points), 0)
    this.openingDecides = speechByOpening.some(({ decides }) => decides)
    this.asked = new Int32Array(rules.length)
    this.marked = new Int32Array(compiled.lists)
    this.points = new Float64Array(compiled.categories.length)
  }

  /** Takes in what a text holds; returns what its words are, together. */
  see({ word, count }: Found): number {
    const { hints } = this
    let natures = 0
    let low = 0
    let high = 0
    let spoken = 0
    for (let i = 0; i < count; i++) {
      const at = (word[i] as number) * HINTS
      natures |= hints[at] as number
      low |= hints[at + LOW] as number
      high |= hints[at + HIGH] as number
      spoken += hints[at + SPOKEN] as number
    }
    this.low = low
    this.high = high
    this.spoken = spoken
    this.natures = natures
    return natures
  }

  /** Whether what was seen could be enough for a review, wherever its words stand and whatever takes points away. */
  suffices(found: Found): boolean {
    const { review, speech } = this.compiled.thresholds
    const enough = review - Math.min(this.spoken + this.opening, speech) - ROUNDING
    if (enough <= 0 && ((this.natures & SPEAKS) !== 0 || this.openingDecides)) return true
    if (!this.reaches(enough, found, false)) return false
    this.mark(found)
    return this.reaches(enough, found, true)
  }

  /** Notes which lists have a word in the text. */
  private mark({ word, count }: Found): void {
    const { from, list } = this.compiled.memberships
    const { marked } = this
    this.marks++
    for (let i = 0; i < count; i++) {
      const w = word[i] as number
      const last = from[w + 1] as number
      for (let m = from[w] as number; m < last; m++) marked[list[m] as number] = this.marks
    }
  }

  /** Whether a category has so many points in rules that could fire; `exactly`: by marks rather than bits that lists share. */
  private reaches(enough: number, { word, count }: Found, exactly: boolean): boolean {
    const { from, rule, asked } = this
    this.asking++
    this.points.fill(0)
    for (let i = 0; i < count; i++) {
      const w = word[i] as number
      const last = from[w + 1] as number
      for (let t = from[w] as number; t < last; t++) {
        const number = rule[t] as number
        if (asked[number] === this.asking) continue
        asked[number] = this.asking
        const could = exactly ? this.hasAll(number) : this.mayHaveAll(number)
        if (could && this.add(number) >= enough) return true
      }
    }
    return false
  }

  private mayHaveAll(number: number): boolean {
    for (const { low, high } of this.needs[number] as Bits[])
      if ((low & this.low) === 0 && (high & this.high) === 0) return false
    return true
  }

  private hasAll(number: number): boolean {
    const { near, all } = this.compiled.rules[number] as Rule
    if (near.length > 0 && !this.hasOne(near)) return false
    for (const lists of all) if (!this.hasOne(lists)) return false
    return true
  }

  private hasOne(lists: readonly number[]): boolean {
    for (const list of lists) if (this.marked[list] === this.marks) return true
    return false
  }

  /** The points of a rule's category with those of the rule. */
  private add(number: number): number {
    const { category, text } = this.compiled.rules[number] as Rule
    const sum = (this.points[category] as number) + Math.max(0, text.points)
    this.points[category] = sum
    return sum
  }
}

function hintsOf(
  { memberships, nature, speechOf }: Compiled,
  bitsOfList: (list: number) => Bits,
): Int32Array {
  const spoken = speechOf.map((of) =>
    of.reduce((sum, { text }) => sum + Math.ceil(Math.max(0, text.points)), 0),
  )
  const bits = speechOf.map((_, list) => bitsOfList(list))
  const hints = new Int32Array(nature.length * HINTS)
  nature.forEach((is, word) => (hints[word * HINTS] = is))
  overLists(memberships, (word, list) => {
    const { low, high } = bits[list] as Bits
    hints[word * HINTS + LOW]! |= low
    hints[word * HINTS + HIGH]! |= high
    hints[word * HINTS + SPOKEN]! += spoken[list] as number
  })
  return hints
}

/** The rules that each word could fire, each once, in a row; `from` is filled with where those of each word begin. */
function triggersOf({ memberships, rulesOf, rules }: Compiled, from: Int32Array): Int32Array {
  const made: number[] = []
  const lastWord = new Int32Array(rules.length).fill(-1)
  overLists(memberships, (word, list) => {
    for (const { number } of rulesOf[list] as Rule[]) {
      if (lastWord[number] !== word) made.push(number)
      lastWord[number] = word
    }
    from[word + 1] = made.length
  })
  // Words of no list begin where the word before them ends.
  for (let w = 1; w < from.length; w++) from[w] = Math.max(from[w] as number, from[w - 1] as number)
  return Int32Array.from(made)
}
