/** Texts with what the rules in force say of them. */
import { Folding, fold } from '../fold.ts'
import type { Judge, Looked } from '../judge.ts'
import type { RuleSet } from '../model.ts'
import type { Verdict } from '../verdict.ts'
import type { Said } from '../weigh.ts'
import { Corpus } from './corpus.ts'

/** A text that was heard, or that somebody has decided about. */
export interface EffectText {
  /** by which whoever asks knows it */
  key: string
  text: string
  /** epoch ms */
  at: number
  staff: boolean
  /** a number for its sender, which tells nothing but that two texts are of the same */
  who: number
  /** what a person has decided: that somebody is needed, that nobody is; null: nobody has decided */
  need: boolean | null
  /** what it was flagged as when that was decided */
  category: string | null
}

/** What counts of a verdict. */
export type Brief = Pick<Verdict, 'decision' | 'category' | 'urgency' | 'confidential'>

/** A set that is ready to judge. */
export interface Ready {
  set: RuleSet
  judge: Judge
  /** differs where other weights were learned; empty where none are used */
  weights: string
}

export const IGNORED: Brief = { decision: 'ignore', category: null, urgency: null, confidential: false }
const LOWER = { open: 'review', review: 'ignore', ignore: 'ignore' } as const

const saidOf = ({ staff }: EffectText): Said => ({ speaker: staff ? 'staff' : 'resident', media: 'text' })

/** What comes of a text: what staff write is mostly news of their own work and counts for less. */
export function briefOf(judge: Judge, text: EffectText): Brief {
  return lowered(judge.judge(text.text, saidOf(text), false), text)
}

/** The same of what was found in it, by rules that differ in points and thresholds alone; what is not known yet is looked up. */
export function briefAnew(judge: Judge, text: EffectText, looked: Looked): Brief {
  const found = judge.decide(looked)
  if (found === 'unknown') {
    const brief = briefOf(judge, text)
    looked.meant = judge.looked?.meant
    return brief
  }
  if (!found) return IGNORED
  const { decision, category, urgency } = found
  return lowered({ decision, category: category.id, urgency, confidential: category.confidential }, text)
}

function lowered({ decision, category, urgency, confidential }: Brief, { staff }: EffectText): Brief {
  const counts = staff ? LOWER[decision] : decision
  return counts === 'ignore' ? IGNORED : { decision: counts, category, urgency, confidential }
}

export const hitsOf = (judge: Judge, text: EffectText) => judge.judge(text.text, saidOf(text), false).hits

/** Which texts are let go of. */
export interface Leaving {
  keys: readonly string[]
  /** what was said before (epoch ms), decided about or not; what needed somebody stays */
  before: { undecided: number; decided: number }
  /** how many there may be: when they are clearly more, the oldest that nobody has decided about go */
  most: number
}

/** So many times as many as there may be. */
const CLEARLY = 1.05

/** Texts in the order in which they came, each judged once by the base. */
export class Judged {
  readonly base: Ready
  readonly texts: EffectText[] = []
  readonly briefs: Brief[] = []
  /** whether a glance found the text worth weighing, and whether it is caught, whoever said it */
  readonly glanced: boolean[] = []
  readonly caught: boolean[] = []
  /** the points with which rules may be enough by themselves, at the most */
  readonly strength: number[] = []
  /** what was found in those that a glance found worth weighing */
  readonly looks: (Looked | null)[] = []
  /** the numbers of the texts that somebody has decided about */
  readonly decided = new Set<number>()
  readonly corpus = new Corpus()
  private readonly numbers = new Map<string, number>()
  private readonly folding = new Folding()

  constructor(base: Ready) {
    this.base = base
  }

  /** A text that is known already is not judged again, but takes over what was decided about it. */
  add(text: EffectText): void {
    const number = this.numbers.get(text.key) ?? this.judge(text)
    if (text.need === null) return
    this.texts[number] = { ...(this.texts[number] as EffectText), need: text.need, category: text.category }
    this.decided.add(number)
  }

  private judge(text: EffectText): number {
    const { judge } = this.base
    const verdict = judge.judge(text.text, saidOf(text), false)
    const folded = fold(text.text, this.folding)
    this.corpus.add(folded, judge.meant)
    this.glanced.push(judge.glanced)
    this.looks.push(judge.glanced ? judge.looked : null)
    this.strength.push(judge.glanced ? judge.strongest : judge.strength(folded, text.text, saidOf(text)))
    this.caught.push(verdict.decision !== 'ignore')
    this.briefs.push(lowered(verdict, text))
    const number = this.texts.push(text) - 1
    this.numbers.set(text.key, number)
    return number
  }

  leave({ keys, before, most }: Leaving): void {
    const gone = new Set(keys)
    const isOld = ({ at, need }: EffectText) =>
      need === null ? at < before.undecided : need === false && at < before.decided
    const staying = this.numbersOf((text) => !gone.has(text.key) && !isOld(text))
    let over = staying.length > most * CLEARLY ? staying.length - most : 0
    const kept = over === 0 ? staying : staying.filter((i) => this.decided.has(i) || --over < 0)
    if (kept.length < this.texts.length) this.retain(kept)
  }

  private numbersOf(is: (text: EffectText) => boolean): number[] {
    return this.texts.flatMap((text, i) => (is(text) ? [i] : []))
  }

  private retain(kept: readonly number[]): void {
    for (const list of [this.texts, this.briefs, this.glanced, this.caught, this.strength, this.looks])
      keep<unknown>(list, kept)
    this.corpus.retain(kept)
    this.numbers.clear()
    this.texts.forEach(({ key }, i) => this.numbers.set(key, i))
    this.decided.clear()
    for (const i of this.numbersOf(({ need }) => need !== null)) this.decided.add(i)
  }
}

function keep<T>(list: T[], kept: readonly number[]): void {
  kept.forEach((from, to) => (list[to] = list[from] as T))
  list.length = kept.length
}
