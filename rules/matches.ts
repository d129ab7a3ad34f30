/** What of the rules' words stands in a text, and where. */
import { DECIDES, HIDES, TRIGGERS, type Compiled, type Lists } from './compile.ts'
import { Exceptions } from './exceptions.ts'
import { Folding, type Folded } from './fold.ts'
import { Found } from './found.ts'
import { Reach } from './reach.ts'
import { LONGEST_WORD, type Borders } from './segment.ts'

/**
 * How doubts are settled: `most` counts a word that must stand alone wherever it stands, and two words as near wherever
 * they can be; `least` counts neither unless it is sure without cutting the text; borders settle both.
 */
export type Settling = 'most' | 'least' | Borders

/** Numbers that grow with what is put into them. */
function grown(old: Int32Array, room: number): Int32Array<ArrayBuffer> {
  const made = new Int32Array(Math.max(room, old.length * 2))
  made.set(old)
  return made
}

/** The occurrences of words in one text; kept and filled anew for each, since making one a text costs more than judging. */
export class Matches {
  folded: Folded = new Folding()
  /** where each match begins in the folded text, by the order of their ends, after `settle` */
  start = new Int32Array(64)
  /** the lists that rules ask for and that have a word in the text, after `sort` */
  readonly present: number[] = []
  /** the numbers of words that stand inside an exception */
  readonly hidden: number[] = []
  /** what the words are that stand in the text */
  private natures = 0
  private settling: Settling = 'most'
  /** for each list how many of its words stand in the text, and where in `order` their numbers begin */
  private readonly size: Int32Array
  private readonly from: Int32Array
  /** all lists that have a word in the text, the first `lists` of these */
  private readonly listed: Int32Array
  private lists = 0
  private isArranged = false
  private order = new Int32Array(256)
  private readonly matched = new Found()
  private readonly reach: Reach
  private readonly compiled: Compiled

  constructor(compiled: Compiled) {
    this.compiled = compiled
    this.reach = new Reach(compiled)
    this.size = new Int32Array(compiled.lists)
    this.from = new Int32Array(compiled.lists)
    this.listed = new Int32Array(compiled.lists)
  }

  get count(): number {
    return this.matched.count
  }

  /** by the order of their ends: the words' numbers, and their ends in the folded text, exclusive */
  get word(): Int32Array {
    return this.matched.word
  }

  get end(): Int32Array {
    return this.matched.end
  }

  /** Whether a rule of any category could fire: all others only add to what such a rule finds. */
  get mayFire(): boolean {
    return (this.natures & TRIGGERS) !== 0
  }

  /** Whether one of those rules could fire that need no others and that no learned weight outvotes. */
  get mayDecide(): boolean {
    return (this.natures & DECIDES) !== 0
  }

  /** Finds all words of the rule set in the text, those left out that go across 。 or ，. */
  scan(folded: Folded): void {
    const { matched, compiled } = this
    this.folded = folded
    this.hidden.length = 0
    compiled.automaton.scan(folded.units, folded.gap, folded.length, matched)
    this.natures = this.reach.takeIn(matched)
  }

  /** Whether the text has a word of a rule that decides by itself; many times as fast as `scan`, which it does without. */
  mightDecide({ units, gap, length }: Folded): boolean {
    this.compiled.deciders.scan(units, gap, length, this.matched)
    return this.matched.count > 0
  }

  /** Whether the words found may be enough for a person to look, exceptions and distances aside; many times as fast as weighing. */
  mayMatter(): boolean {
    return this.reach.suffices(this.matched)
  }

  /** Puts what was found in order, those left out that lie inside an exception; once after each scan. */
  settle(): void {
    const { matched, compiled } = this
    matched.sortByEnd()
    const { word, end, count } = matched
    if (this.start.length < count) this.start = grown(this.start, count)
    for (let i = 0; i < count; i++)
      this.start[i] = (end[i] as number) - (compiled.lengths[word[i] as number] as number)
    if (this.natures & HIDES) this.dropHidden()
  }

  /** The word of a match, as it is folded. */
  termOf(match: number): string {
    return this.compiled.words[this.word[match] as number] as string
  }

  /** Leaves out the words that lie inside an exception (水 in 薪水). */
  private dropHidden(): void {
    const { word, start, end, compiled, count } = this
    const exceptions = new Exceptions(compiled.longest)
    const natureOf = (match: number): number => compiled.nature[word[match] as number] as number
    for (let i = 0; i < count; i++)
      if (natureOf(i) & HIDES) exceptions.add(start[i] as number, end[i] as number)
    let kept = 0
    this.natures = 0
    for (let i = 0; i < count; i++) {
      const [s, e] = [start[i] as number, end[i] as number]
      if (exceptions.hide(s, e)) {
        this.hidden.push(word[i] as number)
        continue
      }
      this.natures |= natureOf(i)
      word[kept] = word[i] as number
      start[kept] = s
      end[kept++] = e
    }
    this.matched.count = kept
  }

  /** Counts what was found by word lists. */
  sort(settling: Settling): void {
    const { size, count, word, compiled, listed } = this
    const { from, list } = compiled.memberships
    this.settling = settling
    this.isArranged = false
    for (let i = 0; i < this.lists; i++) size[listed[i] as number] = 0
    this.present.length = 0
    let lists = 0
    for (let i = 0; i < count; i++) {
      const w = word[i] as number
      const last = from[w + 1] as number
      for (let m = from[w] as number; m < last; m++) {
        if (settling !== 'most' && !this.counts(m, i)) continue
        const l = list[m] as number
        if (size[l] === 0) {
          listed[lists++] = l
          if (compiled.asks[l] === 1) this.present.push(l)
        }
        size[l] = (size[l] as number) + 1
      }
    }
    this.lists = lists
  }

  /** Puts the numbers of each list's matches in a row; few texts come so far that somebody asks for them. */
  private arrange(): void {
    const { size, from, settling, word, count, compiled, listed } = this
    const members = compiled.memberships
    let all = 0
    for (let i = 0; i < this.lists; i++) {
      const l = listed[i] as number
      from[l] = all
      all += size[l] as number
      size[l] = 0
    }
    if (all > this.order.length) this.order = grown(this.order, all)
    const { order } = this
    for (let i = 0; i < count; i++) {
      const w = word[i] as number
      const last = members.from[w + 1] as number
      for (let m = members.from[w] as number; m < last; m++) {
        if (settling !== 'most' && !this.counts(m, i)) continue
        const l = members.list[m] as number
        order[(from[l] as number) + (size[l] as number)] = i
        size[l] = (size[l] as number) + 1
      }
    }
    this.isArranged = true
  }

  /** Whether a match counts for a list; `member`: the membership of its word in it. */
  private counts(member: number, match: number): boolean {
    return this.compiled.memberships.alone[member] === 0 || this.standsAlone(match)
  }

  private standsAlone(match: number): boolean {
    const { settling } = this
    if (typeof settling === 'string') return settling === 'most'
    return settling.at[this.start[match] as number] === 1 && settling.at[this.end[match] as number] === 1
  }

  private has(lists: readonly number[]): boolean {
    for (const list of lists) if ((this.size[list] as number) > 0) return true
    return false
  }

  /** The number of the first match in one of the lists; -1 where none has one. */
  private first(lists: readonly number[]): number {
    if (!this.isArranged) this.arrange()
    for (const list of lists)
      if ((this.size[list] as number) > 0) return this.order[this.from[list] as number] as number
    return -1
  }

  /** The matches of a list, by number. */
  private of(list: number): Int32Array {
    if (!this.isArranged) this.arrange()
    const from = this.from[list] as number
    return this.order.subarray(from, from + (this.size[list] as number))
  }

  /** All matches in some lists, by number. */
  all(lists: readonly number[]): number[] {
    return lists.flatMap((list) => Array.from(this.of(list)))
  }

  /** Whether a match in one of the lists begins before a place of the folded text. */
  beginsBefore(lists: readonly number[], place: number): boolean {
    return lists.some((list) => this.of(list).some((match) => (this.start[match] as number) < place))
  }

  /**
   * The first pair of matches of two lists that do not overlap and have at most `within` words between them. Both lists are in
   * the order of their ends, so `low` only rises: it passes over what ends too far before any word that could still come.
   */
  private pair(list: number, near: number, within: number): [number, number] | null {
    if (!this.isArranged) this.arrange()
    const { start, end, settling, order, from, size } = this
    const { longest } = this.compiled
    const reach = settling === 'least' ? within : within * LONGEST_WORD
    let low = from[near] as number
    const last = low + (size[near] as number)
    const until = (from[list] as number) + (size[list] as number)
    for (let at = from[list] as number; at < until; at++) {
      const match = order[at] as number
      const s = start[match] as number
      const e = end[match] as number
      // A longer word that ends later may begin before this one: not `s`, but the least that it can be counts.
      while (low < last && (end[order[low] as number] as number) < e - longest - reach) low++
      for (let i = low; i < last; i++) {
        const other = order[i] as number
        const os = start[other] as number
        const oe = end[other] as number
        if (oe - longest > e + reach) break
        // What lies between the two; they overlap where that is less than nothing.
        const left = os >= e ? e : oe
        const right = os >= e ? os : s
        if (left > right || right - left > reach) continue
        if (typeof settling === 'string' || settling.between(left, right) <= within) return [match, other]
      }
    }
    return null
  }

  private pairOf({ words, near, within }: Lists): [number, number] | null {
    const { size } = this
    for (const list of words)
      for (const other of near) {
        if (size[list] === 0 || size[other] === 0) continue
        const pair = this.pair(list, other, within)
        if (pair) return pair
      }
    return null
  }

  /** Whether a condition is fulfilled. */
  holds(lists: Lists): boolean {
    if (!this.has(lists.words) || this.has(lists.none)) return false
    for (const list of lists.all) if (!this.has(list)) return false
    return lists.near.length === 0 || (this.has(lists.near) && this.pairOf(lists) !== null)
  }

  /** The numbers of the matches that fulfil a condition that holds. */
  proof(lists: Lists): number[] {
    const found = (lists.near.length > 0 && this.pairOf(lists)) || [this.first(lists.words)]
    for (const list of lists.all) found.push(this.first(list))
    return found
  }
}
