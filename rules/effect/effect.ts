/** What other rules would say of the texts that the rules in force have judged. */
import type { RuleSet } from '../model.ts'
import type { Hit } from '../verdict.ts'
import { briefOf, hitsOf, type Brief, type EffectText, type Judged, type Ready } from './judged.ts'
import { cutsOtherwise, touchedBy } from './touched.ts'

export interface EffectItem {
  key: string
  before: Brief
  after: Brief
  hits: Hit[]
}
export interface EffectList {
  count: number
  /** the newest of them */
  items: EffectItem[]
}
/** Of the texts that people have decided about. */
export interface Measured {
  /** of those that are caught the share that needed somebody; null where none is caught */
  precision: number | null
  /** of those that needed somebody the share that is caught; null where none did */
  recall: number | null
  caught: number
  right: number
}
/** A text cut by both: the offsets at which words begin, in the text as it was said. */
export interface CutItem {
  key: string
  before: number[]
  after: number[]
}
export interface EffectResult {
  messages: number
  judged: number
  caught: EffectList
  lost: EffectList
  changed: EffectList
  flags: { before: number; after: number }
  decided: { needs: number; others: number; before: Measured; after: Measured }
  cuts: { count: number; items: CutItem[] }
}
export interface EffectOptions {
  /** texts from before are left out, but for those that were decided about (epoch ms) */
  since: number
  /** whether what is sure enough becomes a case without a person, so that it is no flag */
  auto: boolean
}

/** So many texts are shown of each kind. */
const SHOWN = 50
/** So many texts are cut twice at the most. */
const MOST_CUTS = 2_000

/** The texts that may be judged otherwise, by number. */
export function candidatesOf(judged: Judged, next: Ready): number[] {
  const { base, texts, corpus, glanced, caught, strongest } = judged
  const all = () => texts.map((_, i) => i)
  if (base.weights !== next.weights) return all()
  const touched = touchedBy(base.set, next.set)
  if (touched === 'all') return all()
  const having = corpus.having([...touched.words])
  if (touched.besides === 'none') return having
  // Without weights there is no glance to go by, and where the beginning of a text decides no words to find it by.
  if (base.weights === '' || opensAlone(base.set, next.set)) return all()
  const touches = new Set(having)
  const { besides, deciders, decides } = touched
  // A text that a glance passes over is not even weighed without a word of a rule that decides.
  for (const i of corpus.having([...deciders])) if (!glanced[i]) touches.add(i)
  const isTouched = (i: number) =>
    touches.has(i) ||
    caught[i] ||
    (strongest[i] as number) >= decides ||
    (besides === 'glanced' && glanced[i])
  return all().filter(isTouched)
}

/** Whether a way of speaking that the beginning of a text shows may be enough by itself. */
const opensAlone = (...sets: RuleSet[]): boolean => {
  const review = Math.min(...sets.map((set) => set.thresholds.review))
  return sets.some((set) => set.speech.some((s) => s.opening.length > 0 && s.points >= review))
}

const differs = (a: Brief, b: Brief): boolean =>
  a.decision !== b.decision || a.category !== b.category || a.urgency !== b.urgency

/** The verdicts of `next` that differ, by the number of the text; only what the change can concern is judged. */
export function rejudge(
  judged: Judged,
  next: Ready,
  candidates = candidatesOf(judged, next),
): Map<number, Brief> {
  const changed = new Map<number, Brief>()
  for (const i of candidates) {
    const brief = briefOf(next.judge, judged.texts[i] as EffectText)
    if (differs(brief, judged.briefs[i] as Brief)) changed.set(i, brief)
  }
  return changed
}

const isCaught = ({ decision }: Brief): boolean => decision !== 'ignore'

function measured(
  judged: Judged,
  briefs: (i: number) => Brief,
): Measured & { needs: number; others: number } {
  let [needs, others, caught, right] = [0, 0, 0, 0]
  judged.texts.forEach(({ need }, i) => {
    if (need === null) return
    const is = isCaught(briefs(i))
    if (need) needs++
    else others++
    if (is) caught++
    if (is && need) right++
  })
  const share = (part: number, of: number) => (of === 0 ? null : part / of)
  return { needs, others, caught, right, precision: share(right, caught), recall: share(right, needs) }
}

const withoutCounts = ({ precision, recall, caught, right }: Measured): Measured => ({
  ...{ precision, recall },
  ...{ caught, right },
})

/** Compares the rules in force with others; learned weights and names of places are those of both. */
export function effectOf(judged: Judged, next: Ready, { since, auto }: EffectOptions): EffectResult {
  const candidates = candidatesOf(judged, next)
  const changed = rejudge(judged, next, candidates)
  const before = (i: number) => judged.briefs[i] as Brief
  const after = (i: number) => changed.get(i) ?? before(i)
  const isRecent = (i: number) => (judged.texts[i] as EffectText).at >= since
  const numbers = [...changed.keys()].filter(
    (i) => isRecent(i) || (judged.texts[i] as EffectText).need !== null,
  )
  const listOf = (is: (was: boolean, now: boolean) => boolean): EffectList => {
    const all = numbers.filter((i) => is(isCaught(before(i)), isCaught(after(i))))
    const newest = all.sort((a, b) => (judged.texts[b] as EffectText).at - (judged.texts[a] as EffectText).at)
    return { count: all.length, items: newest.slice(0, SHOWN).map((i) => itemOf(judged, next, i, after(i))) }
  }
  const isFlag = ({ decision }: Brief) => decision === 'review' || (decision === 'open' && !auto)
  let [messages, flagged, reflagged] = [0, 0, 0]
  judged.texts.forEach((_, i) => {
    if (!isRecent(i)) return
    messages++
    if (isFlag(before(i))) flagged++
    if (isFlag(after(i))) reflagged++
  })
  const [then, now] = [measured(judged, before), measured(judged, after)]
  return {
    messages,
    judged: candidates.length,
    caught: listOf((was, is) => !was && is),
    lost: listOf((was, is) => was && !is),
    changed: listOf((was, is) => was && is),
    flags: { before: flagged, after: reflagged },
    decided: {
      ...{ needs: now.needs, others: now.others },
      ...{ before: withoutCounts(then), after: withoutCounts(now) },
    },
    cuts: cutsOf(judged, next, candidates),
  }
}

function itemOf(judged: Judged, next: Ready, i: number, after: Brief): EffectItem {
  const text = judged.texts[i] as EffectText
  const judge = isCaught(after) ? next.judge : judged.base.judge
  return { key: text.key, before: judged.briefs[i] as Brief, after, hits: hitsOf(judge, text) }
}

/** Where words begin in the text as it was said. */
function cutAt({ judge }: Ready, text: string): number[] {
  const { folded, borders } = judge.examine(text)
  const at: number[] = []
  for (let i = 0; i < folded.length; i++) if (borders.at[i] === 1) at.push(folded.start[i] as number)
  return at
}

function cutsOf(judged: Judged, next: Ready, candidates: readonly number[]): EffectResult['cuts'] {
  if (!cutsOtherwise(judged.base.set, next.set)) return { count: 0, items: [] }
  const cuts = candidates.slice(-MOST_CUTS).flatMap((i) => {
    const { key, text } = judged.texts[i] as EffectText
    const [before, after] = [cutAt(judged.base, text), cutAt(next, text)]
    return before.join() === after.join() ? [] : [{ key, before, after }]
  })
  return { count: cuts.length, items: cuts.slice(-SHOWN).reverse() }
}
