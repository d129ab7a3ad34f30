/**
 * How many points the words of a text could bring at most. Most texts are done with when these are too few for a review,
 * long before anybody asks which words stand near each other.
 *
 * A rule could fire when the text has one of its words, and one of each of its *demands*: its `near` and each of its `all`.
 * That is asked twice. First by bits: each list that is demanded has one of 64, and the bits of a text's words are added up
 * while they are taken in. Lists share bits, so this says yes too often. What passes is asked again by marks, one for each
 * list. Distances, exceptions, `none` and all that takes points away are left to weighing.
 */
import { SPEAKS, overLists, type Compiled, type Memberships, type Rule } from './compile.ts'
import type { Found } from './found.ts'
import { Marks } from './marks.ts'

/** Points are added in another order here than when they are weighed, which may differ in the last digit. */
const ROUNDING = 1e-6

/** 64 bits as two numbers. */
interface Bits {
  low: number
  high: number
}
const BITS = 64
const HALF = 32

/** What is asked of each word of every text lies side by side: so many numbers a word, and which of them is what. */
const FACTS = 4
const NATURE = 0
const LOW = 1
const HIGH = 2
const SPOKEN = 3

/** The numbers of the rules that ask for each word, all in one: those of word w from `from[w]` to `from[w + 1]`. */
interface Triggers {
  from: Int32Array
  rule: Int32Array
}

/** Lists of which a rule needs a word beside one of its `words`: one of each group. */
const demandsOf = ({ near, all }: Rule): number[][] => (near.length > 0 ? [near, ...all] : all)

const atLeastNone = (points: number): number => Math.max(0, points)

export class Reach {
  private readonly compiled: Compiled
  /** for each word its NATURE, the bits of the lists it stands in, and what the ways of speaking that it shows add at most */
  private readonly facts: Int32Array
  /** for each rule the bits of each of its demands */
  private readonly demands: Bits[][]
  private readonly triggers: Triggers
  /** what the ways of speaking add that openings show, and whether one of them decides by itself */
  private readonly openingPoints: number
  private readonly openingDecides: boolean
  /** of the text that was taken in last: its words' NATURE, bits and SPOKEN together */
  private natures = 0
  private low = 0
  private high = 0
  private spoken = 0
  /** the lists that have a word in the text, and the rules that were asked already */
  private readonly lists: Marks
  private readonly asked: Marks
  /** for each category what its rules could bring */
  private readonly points: Float64Array

  constructor(compiled: Compiled) {
    const { rules, speechByOpening } = compiled
    const demanded = new Set(rules.flatMap(demandsOf).flat())
    const bits = bitsOfLists(demanded, compiled.lists)
    this.compiled = compiled
    this.demands = rules.map((rule) => demandsOf(rule).map((lists) => joined(lists, bits)))
    this.facts = factsOf(compiled, bits)
    this.triggers = triggersOf(compiled)
    this.openingPoints = speechByOpening.reduce((sum, { text }) => sum + atLeastNone(text.points), 0)
    this.openingDecides = speechByOpening.some(({ decides }) => decides)
    this.lists = new Marks(compiled.lists)
    this.asked = new Marks(rules.length)
    this.points = new Float64Array(compiled.categories.length)
  }

  /** Takes in what a text holds; returns what its words are, together. */
  takeIn({ word, count }: Found): number {
    const { facts } = this
    let [natures, low, high, spoken] = [0, 0, 0, 0]
    for (let i = 0; i < count; i++) {
      const at = (word[i] as number) * FACTS
      natures |= facts[at + NATURE] as number
      low |= facts[at + LOW] as number
      high |= facts[at + HIGH] as number
      spoken += facts[at + SPOKEN] as number
    }
    this.natures = natures
    this.low = low
    this.high = high
    this.spoken = spoken
    return natures
  }

  /** Whether what was taken in last could be enough for a review; never no where weighing says yes. */
  suffices(found: Found): boolean {
    const { review, speech } = this.compiled.thresholds
    const wanted = review - Math.min(this.spoken + this.openingPoints, speech) - ROUNDING
    const decides = (this.natures & SPEAKS) !== 0 || this.openingDecides
    if (wanted <= 0 && decides) return true
    if (!this.oneReaches(wanted, found, false)) return false
    this.markLists(found)
    return this.oneReaches(wanted, found, true)
  }

  private markLists({ word, count }: Found): void {
    const { from, list } = this.compiled.memberships
    this.lists.clear()
    for (let i = 0; i < count; i++) {
      const w = word[i] as number
      const last = from[w + 1] as number
      for (let m = from[w] as number; m < last; m++) this.lists.add(list[m] as number)
    }
  }

  /** Whether the rules of one category could bring so many points; `exactly`: by marks rather than by bits. */
  private oneReaches(wanted: number, { word, count }: Found, exactly: boolean): boolean {
    const { asked } = this
    const { from, rule } = this.triggers
    asked.clear()
    this.points.fill(0)
    for (let i = 0; i < count; i++) {
      const w = word[i] as number
      const last = from[w + 1] as number
      for (let t = from[w] as number; t < last; t++) {
        const number = rule[t] as number
        if (asked.has(number)) continue
        asked.add(number)
        const couldFire = exactly ? this.demandsMarked(number) : this.demandsInBits(number)
        if (couldFire && this.addPoints(number) >= wanted) return true
      }
    }
    return false
  }

  private demandsInBits(rule: number): boolean {
    for (const { low, high } of this.demands[rule] as Bits[])
      if ((low & this.low) === 0 && (high & this.high) === 0) return false
    return true
  }

  private demandsMarked(rule: number): boolean {
    const { near, all } = this.compiled.rules[rule] as Rule
    if (near.length > 0 && !this.oneMarked(near)) return false
    for (const lists of all) if (!this.oneMarked(lists)) return false
    return true
  }

  private oneMarked(lists: readonly number[]): boolean {
    for (const list of lists) if (this.lists.has(list)) return true
    return false
  }

  /** Adds what a rule brings; returns what its category has now. */
  private addPoints(rule: number): number {
    const { category, text } = this.compiled.rules[rule] as Rule
    const sum = (this.points[category] as number) + atLeastNone(text.points)
    this.points[category] = sum
    return sum
  }
}

/** A bit for each list that is demanded, by turns; none for the others. */
function bitsOfLists(demanded: ReadonlySet<number>, lists: number): Bits[] {
  const bits = Array.from({ length: lists }, (): Bits => ({ low: 0, high: 0 }))
  ;[...demanded].forEach((list, i) => {
    const bit = i % BITS
    bits[list] = bit < HALF ? { low: 1 << bit, high: 0 } : { low: 0, high: 1 << (bit - HALF) }
  })
  return bits
}

function joined(lists: readonly number[], bits: readonly Bits[]): Bits {
  const all = { low: 0, high: 0 }
  for (const list of lists) {
    all.low |= bits[list]?.low ?? 0
    all.high |= bits[list]?.high ?? 0
  }
  return all
}

function factsOf({ memberships, nature, speechOf }: Compiled, bits: readonly Bits[]): Int32Array {
  // Facts are whole numbers, so points are rounded up: too many cost time, too few a verdict.
  const spoken = speechOf.map((of) => of.reduce((sum, s) => sum + Math.ceil(atLeastNone(s.text.points)), 0))
  const facts = new Int32Array(nature.length * FACTS)
  nature.forEach((is, word) => (facts[word * FACTS + NATURE] = is))
  overLists(memberships, (word, list) => {
    const { low, high } = bits[list] as Bits
    facts[word * FACTS + LOW]! |= low
    facts[word * FACTS + HIGH]! |= high
    facts[word * FACTS + SPOKEN]! += spoken[list] as number
  })
  return facts
}

function triggersOf({ memberships, rulesOf }: Compiled): Triggers {
  const ofWord = rulesOfWords(memberships, rulesOf)
  const from = new Int32Array(ofWord.length + 1)
  ofWord.forEach((rules, word) => (from[word + 1] = (from[word] as number) + rules.size))
  return { from, rule: Int32Array.from(ofWord.flatMap((rules) => [...rules])) }
}

function rulesOfWords(memberships: Memberships, rulesOf: readonly Rule[][]): Set<number>[] {
  const ofWord = Array.from({ length: memberships.from.length - 1 }, () => new Set<number>())
  overLists(memberships, (word, list) => {
    for (const { number } of rulesOf[list] as Rule[]) ofWord[word]?.add(number)
  })
  return ofWord
}
