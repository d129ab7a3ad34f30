/**
 * What the figures (看板) count. A case belongs to the office that has it now and to the place that it is about now. The SQL
 * of each figure is in store/console/figure-conditions.ts, what is taken from the history in migrations/013_figures.sql.
 *
 * Of what was said in the period:
 * - `new`: all of it, by the time at which it was said, not at which it became a case.
 * - `held`: closed with a text, and never taken up again within seven days after a 办结; 无法解决 does not count.
 *   Of all `new` this is the rate of closing.
 * - `unsolvable`: closed as 无法解决, with its reason; shown beside the rate.
 * - `answered`: an office has answered, by 接单, 延期 or 办结 of its own. The bot's receipt is no answer, nor is a kept
 *   answer or the word of the reporter that it has settled itself. Its time runs from what was said.
 * - `waiting`: in hand, and no office has answered yet; the times of `answered` say nothing of these.
 *
 * Of now, whenever it was said:
 * - `open`: in hand, neither resolved nor closed. `overdue`: of these those past their deadline.
 *
 * Of what happened in the period, whenever it was said:
 * - `closed`: 销号. `ended`: of these all but kept answers; their time runs from what was said to the last 办结, so that what was
 *   taken up again takes as long as it really did, and the days in which the reporter may answer do not count.
 * - `satisfied`, `dissatisfied`: the reporter's last word of the case was given. `unrated`: closed without one; it is no 满意.
 * - `reopened`: last taken up again.
 */
import type { EventType } from './model.ts'

/** Events after which the facts of a case may be others. */
export const FACTS: readonly EventType[] = [
  'accepted',
  'extended',
  'resolved',
  'satisfied',
  'dissatisfied',
  'reopened',
  'closed',
]

export const FIGURES = [
  ...(['new', 'held', 'unsolvable', 'answered', 'waiting', 'open', 'overdue'] as const),
  ...(['closed', 'ended', 'unrated', 'satisfied', 'dissatisfied', 'reopened'] as const),
]
export type Figure = (typeof FIGURES)[number]
export type Counts = Record<Figure, number>

/** Counts of cases, with the minutes that their first answers and their ends took, in as many parts as they came in. */
export interface Tally {
  counts: Counts
  answer: Minutes
  end: Minutes
}
export type Minutes = Int32Array[]

/** Below the first nothing is set in an order, below the second no share is given. */
export const FEW = 10
export const TOO_FEW = 5

export const emptyTally = (): Tally => ({
  counts: Object.fromEntries(FIGURES.map((name) => [name, 0])) as Counts,
  answer: [],
  end: [],
})

export function addTally(to: Tally, more: Tally): void {
  for (const name of FIGURES) to.counts[name] += more.counts[name]
  to.answer.push(...more.answer)
  to.end.push(...more.end)
}

export function sumOf(tallies: Iterable<Tally>): Tally {
  const sum = emptyTally()
  for (const tally of tallies) addTally(sum, tally)
  return sum
}

/** A part of a whole; null where the whole is too small for it to say anything. */
export const shareOf = (part: number, whole: number): number | null => (whole < TOO_FEW ? null : part / whole)

/** The value that half, and that nine of ten, do not exceed. A ninth of ten needs ten. */
export function timesOf(minutes: Minutes): { median: number | null; p90: number | null } {
  const sorted = joined(minutes).sort()
  const at = (share: number, least: number) =>
    sorted.length < least ? null : sorted[Math.ceil(share * sorted.length) - 1]!
  return { median: at(0.5, TOO_FEW), p90: at(0.9, FEW) }
}

function joined(parts: Minutes): Int32Array {
  const all = new Int32Array(parts.reduce((length, part) => length + part.length, 0))
  let next = 0
  for (const part of parts) {
    all.set(part, next)
    next += part.length
  }
  return all
}

/** A line of figures: the counts, and what follows from them. */
export function lineOf(tally: Tally) {
  const { counts } = tally
  const heard = counts.satisfied + counts.dissatisfied + counts.unrated
  return {
    ...counts,
    answer: timesOf(tally.answer),
    end: timesOf(tally.end),
    shares: {
      held: shareOf(counts.held, counts.new),
      overdue: shareOf(counts.overdue, counts.open),
      satisfied: shareOf(counts.satisfied, heard),
      dissatisfied: shareOf(counts.dissatisfied, heard),
      unrated: shareOf(counts.unrated, heard),
    },
    few: counts.new < FEW,
  }
}
export type Line = ReturnType<typeof lineOf>
