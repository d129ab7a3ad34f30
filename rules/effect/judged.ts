/** Texts with what the rules in force say of them. */
import { Folding, fold } from '../fold.ts'
import type { Judge } from '../judge.ts'
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

function lowered({ decision, category, urgency, confidential }: Brief, { staff }: EffectText): Brief {
  const counts = staff ? LOWER[decision] : decision
  return counts === 'ignore' ? IGNORED : { decision: counts, category, urgency, confidential }
}

export const hitsOf = (judge: Judge, text: EffectText) => judge.judge(text.text, saidOf(text), false).hits

/** Texts in the order in which they came, each judged once by the base. */
export class Judged {
  readonly base: Ready
  readonly texts: EffectText[] = []
  readonly briefs: Brief[] = []
  /** whether a glance found the text worth weighing, and whether it is caught, whoever said it */
  readonly glanced: boolean[] = []
  readonly caught: boolean[] = []
  /** the points of the strongest rule in it; of those that a glance passes over nobody knows */
  readonly strongest: number[] = []
  readonly corpus = new Corpus()
  private readonly numbers = new Map<string, number>()
  private readonly folding = new Folding()

  constructor(base: Ready) {
    this.base = base
  }

  /** A text that is known already is not judged again, but takes over what was decided about it. */
  add(text: EffectText): void {
    const known = this.numbers.get(text.key)
    if (known !== undefined) {
      const before = this.texts[known] as EffectText
      if (text.need !== null) this.texts[known] = { ...before, need: text.need, category: text.category }
      return
    }
    const { judge } = this.base
    const verdict = judge.judge(text.text, saidOf(text), false)
    this.corpus.add(fold(text.text, this.folding), judge.meant)
    this.numbers.set(text.key, this.texts.push(text) - 1)
    this.glanced.push(judge.glanced)
    this.strongest.push(judge.strongest)
    this.caught.push(verdict.decision !== 'ignore')
    this.briefs.push(lowered(verdict, text))
  }
}
