/** What the learned weights look at: short character runs, segmented words, and what the rules found. */
import { foldedText, type Folded } from '../fold.ts'
import type { Borders } from '../segment.ts'
import { PARTED } from '../table.ts'
import type { Weight } from '../weigh.ts'
import { longer } from './runs.ts'

/** Runs of one to this many characters. */
export const LONGEST_RUN = 3
/** A first glance looks at runs of one and two characters only. */
const GLANCE_RUN = 2
/** Words up to so many words further on are seen together: 水 … 没. */
export const REACH = 3
/** Stands in a run for where a clause begins or ends: 吗 at the end is another thing than 吗 inside. */
export const EDGE = 0x7c

/** Whether a name is that of a run: the others begin with a sign, and runs hold letters, digits and edges only. */
export const isRun = (name: string): boolean => !/^[=#?]/u.test(name)

/** Takes the features of a text, some more than once. */
export interface Visitor {
  /** a run of characters by its key, as `keyOf` makes it */
  run(key: number): void
  /** another feature by its name: `=路灯` a word, `=路灯 坏` two near each other, `#water.none` a rule, `?` a question mark */
  named(name: string): void
}

/** Visits all runs up to a length, edges of clauses counted as characters of their own. */
export function eachRun({ units, gap, length }: Folded, longest: number, run: (key: number) => void): void {
  let [before, last] = [0, EDGE]
  for (let i = 0; i < length; i++) {
    const unit = units[i] as number
    if (i > 0 && gap[i] === PARTED) {
      run(longer(last, EDGE))
      if (longest > 2 && before !== 0) run(longer(longer(before, last), EDGE))
      before = 0
      last = EDGE
    }
    run(unit)
    run(longer(last, unit))
    if (longest > 2 && before !== 0) run(longer(longer(before, last), unit))
    before = last
    last = unit
  }
  if (length === 0) return
  run(longer(last, EDGE))
  if (longest > 2 && before !== 0) run(longer(longer(before, last), EDGE))
}

/** The runs that a first glance takes in. */
export function eachGlanced(folded: Folded, run: (key: number) => void): void {
  eachRun(folded, GLANCE_RUN, run)
}

/** Visits the words by their places; `begins`: whether a word is the first of its clause. */
export function eachWord(
  { length, gap }: Folded,
  { at }: Borders,
  word: (start: number, end: number, begins: boolean) => void,
): void {
  let start = 0
  for (let i = 1; i <= length; i++) {
    if (at[i] !== 1) continue
    word(start, i, gap[start] === PARTED)
    start = i
  }
}

function nameWords(folded: Folded, borders: Borders, named: (name: string) => void): void {
  const text = foldedText(folded)
  const clause: string[] = []
  eachWord(folded, borders, (start, end, begins) => {
    const word = text.slice(start, end)
    if (begins) clause.length = 0
    named(`=${word}`)
    for (const earlier of clause) named(`=${earlier} ${word}`)
    clause.push(word)
    if (clause.length > REACH) clause.shift()
  })
}

export function eachFeature(folded: Folded, borders: Borders, weight: Weight, visitor: Visitor): void {
  eachRun(folded, LONGEST_RUN, (key) => visitor.run(key))
  nameWords(folded, borders, (name) => visitor.named(name))
  eachSign(folded, weight, (name) => visitor.named(name))
}

/** What is neither run nor word: what the rules found, and whether the text asks. */
export function eachSign(folded: Folded, weight: Weight, named: (name: string) => void): void {
  for (const { rule } of weight.fired) named(`#${rule.id}`)
  for (const { rule } of weight.speech) named(`#${rule.id}`)
  if (folded.asks) named('?')
}
