/** The features that learned weights know, by number: a text is asked for them without a string for each. */
import { foldedText, type Folded } from '../fold.ts'
import { Marks } from '../marks.ts'
import type { Borders } from '../segment.ts'
import type { Weight } from '../weigh.ts'
import { LONGEST_RUN, REACH, eachRun, eachSign, eachWord, isRun } from './features.ts'
import { NumberTable, keyOf, longer } from './runs.ts'

/** Words up to this length are looked up as runs are. */
const SHORT = 3

/** Numbers for words, known ones only. */
class Words {
  count = 0
  private readonly short: NumberTable
  private readonly long = new Map<string, number>()

  constructor(most: number) {
    this.short = new NumberTable(most)
  }

  add(word: string): number {
    const known = word.length > SHORT ? (this.long.get(word) ?? -1) : this.short.get(keyOf(word))
    if (known !== -1) return known
    if (word.length > SHORT) this.long.set(word, this.count)
    else this.short.set(keyOf(word), this.count)
    return this.count++
  }

  /** The number of the word at a place of a text, -1 for none. */
  at(folded: Folded, start: number, end: number): number {
    if (end - start > SHORT) return this.long.get(foldedText(folded, start, end)) ?? -1
    let key = 0
    for (let i = start; i < end; i++) key = longer(key, folded.units[i] as number)
    return this.short.get(key)
  }
}

export class Vocabulary {
  /** the numbers of the features of the text taken last, each once */
  readonly features: number[] = []
  private readonly runs: NumberTable
  private readonly words: Words
  /** by the number of a word: its feature, -1 for none; and for two words that stand together, by both numbers */
  private readonly word: Int32Array
  private readonly pairs: NumberTable
  private readonly signs = new Map<string, number>()
  /** the features that the text was seen to have */
  private readonly seen: Marks

  constructor(names: readonly string[]) {
    const count = (is: (name: string) => boolean): number =>
      names.reduce((sum, name) => sum + (is(name) ? 1 : 0), 0)
    const pairs = count((name) => name.startsWith('=') && name.includes(' '))
    const words = count((name) => name.startsWith('=')) + pairs
    this.seen = new Marks(names.length)
    // Tables no larger than they must be: nearly all of the time goes into waiting for memory.
    this.runs = new NumberTable(count(isRun))
    this.pairs = new NumberTable(pairs)
    this.words = new Words(words)
    this.word = new Int32Array(words).fill(-1)
    names.forEach((name, feature) => this.learn(name, feature))
  }

  private learn(name: string, feature: number): void {
    const between = name.indexOf(' ')
    if (isRun(name)) this.runs.set(keyOf(name), feature)
    else if (!name.startsWith('=')) this.signs.set(name, feature)
    else if (between === -1) this.word[this.words.add(name.slice(1))] = feature
    else {
      const first = this.words.add(name.slice(1, between))
      this.pairs.set(together(first, this.words.add(name.slice(between + 1))), feature)
    }
  }

  /** Finds the features of a text that are known. */
  take(folded: Folded, borders: Borders, weight: Weight): void {
    this.features.length = 0
    this.seen.clear()
    eachRun(folded, LONGEST_RUN, (key) => this.add(this.runs.get(key)))
    this.takeWords(folded, borders)
    eachSign(folded, weight, (name) => this.add(this.signs.get(name) ?? -1))
  }

  private takeWords(folded: Folded, borders: Borders): void {
    const clause: number[] = []
    eachWord(folded, borders, (start, end, begins) => {
      const word = this.words.at(folded, start, end)
      if (begins) clause.length = 0
      if (word !== -1) {
        this.add(this.word[word] as number)
        for (const earlier of clause) if (earlier !== -1) this.add(this.pairs.get(together(earlier, word)))
      }
      clause.push(word)
      if (clause.length > REACH) clause.shift()
    })
  }

  private add(feature: number): void {
    if (feature === -1 || this.seen.has(feature)) return
    this.seen.add(feature)
    this.features.push(feature)
  }
}

/** One number for two words. */
const together = (first: number, second: number): number => first * 2 ** 24 + second
