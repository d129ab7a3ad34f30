/** What other rules would say of the texts that the rules in force have judged. */
import type { Hit } from '../verdict.ts'
import { compileSpelling } from '../spelling.ts'
import { openingOf } from '../weigh.ts'
import { briefAnew, briefOf, hitsOf, type Brief, type EffectText, type Judged, type Ready } from './judged.ts'
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
  /** how many were judged anew, and how many of those are caught now as before */
  judged: number
  already: number
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

/** What is to be judged anew. */
export interface Concerned {
  /** the numbers of the texts that may be judged otherwise */
  texts: number[]
  /** whether what was found in them stays right, so that only what comes of it is to be decided */
  found: boolean
}

export function concernedBy(judged: Judged, next: Ready): Concerned {
  const { base, texts, corpus, caught, strength, glanced, looks } = judged
  const all = () => texts.map((_, i) => i)
  const touched = base.weights === next.weights ? touchedBy(base.set, next.set) : 'all'
  if (touched === 'all') return { texts: all(), found: false }
  const { words, openings, besides, decides, misspelt, numbersAlone: found } = touched
  const touches = new Set([...corpus.having([...words]), ...beginningWith(judged, openings)])
  if (besides === 'none') return { texts: [...touches].sort((a, b) => a - b), found }
  // Without weights there is no glance to go by.
  if (base.weights === '') return { texts: all(), found }
  const other = misspelt && compileSpelling(misspelt, next.set.looks)
  // What was read in two ways may be read otherwise now, what was read in one only where it has one of the words.
  const isMeant = (meant: unknown, i: number) =>
    meant !== undefined && (meant !== null || !other || other.mayConcern(corpus.textOf(i)))
  const mayDecide = (i: number) => (strength[i] as number) >= decides
  const isLooked = (i: number) =>
    besides === 'misspelt'
      ? glanced[i]
        ? isMeant(looks[i]?.meant, i)
        : mayDecide(i)
      : caught[i] || mayDecide(i) || (besides === 'glanced' && glanced[i])
  return { texts: all().filter((i) => touches.has(i) || isLooked(i)), found }
}

function beginningWith({ texts }: Judged, openings: ReadonlySet<string>): number[] {
  if (openings.size === 0) return []
  const [list, firsts] = [[...openings], new Set([...openings].map((o) => o.charCodeAt(0)))]
  return texts.flatMap(({ text }, i) => {
    const beginning = openingOf(text)
    return firsts.has(beginning.charCodeAt(0)) && list.some((o) => beginning.startsWith(o)) ? [i] : []
  })
}

const differs = (a: Brief, b: Brief): boolean =>
  a.decision !== b.decision || a.category !== b.category || a.urgency !== b.urgency

/** The verdicts of `next` that differ, by the number of the text; only what the change can concern is judged. */
export function rejudge(judged: Judged, next: Ready, { texts, found }: Concerned): Map<number, Brief> {
  const changed = new Map<number, Brief>()
  for (const i of texts) {
    const text = judged.texts[i] as EffectText
    const looked = found ? judged.looks[i] : null
    const brief = looked ? briefAnew(next.judge, text, looked) : briefOf(next.judge, text)
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
  for (const i of judged.decided) {
    const need = judged.texts[i]?.need === true
    const is = isCaught(briefs(i))
    if (need) needs++
    else others++
    if (is) caught++
    if (is && need) right++
  }
  const share = (part: number, of: number) => (of === 0 ? null : part / of)
  return { needs, others, caught, right, precision: share(right, caught), recall: share(right, needs) }
}

const withoutCounts = ({ precision, recall, caught, right }: Measured): Measured => ({
  ...{ precision, recall },
  ...{ caught, right },
})

/** Compares the rules in force with others; learned weights and names of places are those of both. */
export function effectOf(judged: Judged, next: Ready, { since, auto }: EffectOptions): EffectResult {
  const concerned = concernedBy(judged, next)
  const changed = rejudge(judged, next, concerned)
  const before = (i: number) => judged.briefs[i] as Brief
  const after = (i: number) => changed.get(i) ?? before(i)
  const isRecent = (i: number) => (judged.texts[i] as EffectText).at >= since
  const numbers = [...changed.keys()].filter((i) => isRecent(i) || judged.decided.has(i))
  const listOf = (is: (was: boolean, now: boolean) => boolean): EffectList => {
    const all = numbers.filter((i) => is(isCaught(before(i)), isCaught(after(i))))
    const newest = all.sort((a, b) => (judged.texts[b] as EffectText).at - (judged.texts[a] as EffectText).at)
    return { count: all.length, items: newest.slice(0, SHOWN).map((i) => itemOf(judged, next, i, after(i))) }
  }
  const isFlag = ({ decision }: Brief) => decision === 'review' || (decision === 'open' && !auto)
  let [messages, flagged] = [0, 0]
  for (let i = 0; i < judged.texts.length; i++) {
    if (!isRecent(i)) continue
    messages++
    if (isFlag(before(i))) flagged++
  }
  const more = numbers.filter((i) => isRecent(i) && isFlag(after(i)) && !isFlag(before(i)))
  const fewer = numbers.filter((i) => isRecent(i) && isFlag(before(i)) && !isFlag(after(i)))
  const [then, now] = [measured(judged, before), measured(judged, after)]
  return {
    messages,
    judged: concerned.texts.length,
    already: concerned.texts.filter((i) => !changed.has(i) && isCaught(before(i))).length,
    caught: listOf((was, is) => !was && is),
    lost: listOf((was, is) => was && !is),
    changed: listOf((was, is) => was && is),
    flags: { before: flagged, after: flagged + more.length - fewer.length },
    decided: {
      ...{ needs: now.needs, others: now.others },
      ...{ before: withoutCounts(then), after: withoutCounts(now) },
    },
    cuts: cutsOf(judged, next, concerned.texts),
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
