/** What rules and learned weights bring together, and what that means for a text. Pure: nothing here looks at the text. */
import type { Compiled } from './compile.ts'
import type { Reading } from './learned/weights.ts'
import type { Thresholds } from './model.ts'
import type { Category, Verdict } from './verdict.ts'
import { best, type Best, type Weight } from './weigh.ts'

/** All that speaks for and against a text. */
export interface Judgement {
  weight: Weight
  reading: Reading | null
  /** what the rules say: their best category's own points and the way of speaking */
  rules: number
  /** rules and learned weights together */
  points: number
  /** whether a rule that decides by itself has held the points up */
  decides: boolean
  /** index of the category, -1 where nothing speaks for any */
  category: number
  /** what its rules bring, and how much more it has than the next; Infinity where there is no other */
  own: number
  lead: number
  decision: Verdict['decision']
}

const FALLBACK = 'other'

/** Whether a text is read once more as it may be meant: where nothing came of it as it is written. */
export const isReadAgain = ({ decision, weight }: Judgement): boolean =>
  decision === 'ignore' && !weight.ignoredBy

/** Which of two readings of a text counts: the one with more points, and where they are equal what is written. */
export const isBetter = (meant: Judgement, written: Judgement): boolean => meant.points > written.points

/** Points to 0..1: the threshold for a review is 0.5, twice as much 0.75. */
export function scoreOf(points: number, review: number): number {
  return Math.round((1 - 2 ** (-Math.max(0, points) / review)) * 1000) / 1000
}

/** Beside learned weights rules count no more than this: a long text in which many fire is not surer for it. */
const [LEAST_RULED, MOST_RULED] = [-20, 30]
export const besideWeights = (rules: number): number => Math.max(LEAST_RULED, Math.min(MOST_RULED, rules))

/** The threshold that one rule or way of speaking reaches alone, and all of them together: no learned weight takes it back. */
function floorOf({ fired, speech }: Weight, rules: number, { review, open }: Thresholds): number {
  const strongest = Math.max(
    0,
    ...fired.map((f) => f.rule.text.points),
    ...speech.map((f) => f.rule.text.points),
  )
  const sure = Math.min(strongest, rules)
  return sure >= open ? open : sure >= review ? review : -Infinity
}

/** The category that the rules speak for most; none where they only take points away. */
function bestRuled({ own }: Weight): Best {
  const ruled = best(own)
  return ruled.points > 0 ? ruled : { category: -1, points: 0, lead: 0 }
}

/**
 * The category that rules and learned weights speak for most. Where the weights do not know a category, they hold nothing
 * against it: with points of rules it has what they bring for the category that they like best, so that rules settle it.
 */
export function bestOfAll({ own }: Weight, reading: Reading): Best {
  const learned = reading.categories()
  const most = learned.reduce((max, points) => Math.max(max, points), -Infinity)
  const unknown = most === -Infinity ? 0 : most
  return best(
    learned.map((points, c) => {
      const ruled = own[c] ?? 0
      return points === -Infinity && ruled > 0 ? unknown + ruled : points + ruled
    }),
  )
}

/** Adds up what was weighed and read; `forced`: its sender asks for a case, so the way of speaking takes nothing away. */
export function judgementOf(
  compiled: Compiled,
  weight: Weight,
  reading: Reading | null,
  forced: boolean,
): Judgement {
  const { thresholds } = compiled
  const ruled = bestRuled(weight)
  const up = Math.min(weight.up, thresholds.speech)
  const down = forced ? 0 : weight.down
  const spoken = weight.speech.some(({ rule }) => rule.decides)
  // Rules that only take points away make a text one about nothing, whatever way it is said.
  const rules = ruled.points > 0 || spoken ? ruled.points + up + down : 0
  const floor = floorOf(weight, rules, thresholds)
  const sum = reading ? besideWeights(rules) + reading.need + thresholds.review : rules
  const points = Math.max(sum, floor)
  // What a text is about that nobody needs to see is worth finding out only where somebody asks, for a verdict.
  const isSeen = points >= thresholds.review
  const { category, lead } = reading && isSeen ? bestOfAll(weight, reading) : ruled
  const own = weight.own[category] ?? 0
  const made = { weight, reading, rules, points, decides: floor > 0, category, own, lead }
  return { ...made, decision: decide(compiled, made) }
}

/** What is weighed before anything is decided. */
type Weighed = Omit<Judgement, 'decision'>

function decide(compiled: Compiled, weighed: Weighed): Verdict['decision'] {
  if (weighed.points < compiled.thresholds.review || weighed.weight.ignoredBy) return 'ignore'
  return lacking(compiled, weighed) === null ? 'open' : 'review'
}

/** What a text that is looked at lacks to open a case without a person; null: nothing. */
export function lacking(
  { thresholds, categories }: Compiled,
  { points, own, lead, category, weight }: Weighed,
): 'points' | 'own' | 'lead' | 'need' | null {
  if (points < thresholds.open) return 'points'
  if (own < thresholds.own) return 'own'
  if (lead < thresholds.lead) return 'lead'
  const urgent = (urgencyOf(weight, category) ?? categories[category]?.deadline) === 'urgent'
  const need = weight.speech.some(({ rule }) => rule.text.need)
  return need || urgent ? null : 'need'
}

/**
 * The category to name, -1 for none. Of a text that nobody would look at but for its sender's asking, weights alone know
 * nothing: 谢谢你们 is no fire.
 */
function categoryOf({ weight, reading, category, own, decision }: Judgement, forced: boolean): number {
  if (!reading || decision !== 'ignore') return category
  return forced && own <= 0 ? -1 : bestOfAll(weight, reading).category
}

/** What comes of a text; `index`: the place of its category among all, -1 where nothing speaks for any. */
export interface Finding {
  decision: 'review' | 'open'
  category: Category
  index: number
  urgency: Verdict['urgency']
}

/** Names what comes of a judgement; null where it is ignored. */
export function findingOf({ categories }: Compiled, judgement: Judgement, forced: boolean): Finding | null {
  const { weight, reading, decision } = judgement
  if (decision === 'ignore' && !forced) return null
  const index = categoryOf(judgement, forced)
  const category = categories[index] ?? categories.find((c) => c.id === FALLBACK)
  if (!category) return null
  const urgent = index >= 0 && reading?.isUrgent() ? 'urgent' : null
  return {
    decision: decision === 'ignore' ? 'review' : decision,
    category,
    index,
    urgency: urgencyOf(weight, index) ?? urgent ?? category.deadline,
  }
}

/** `asks`: whether the text has a question mark. */
export function kindOf(
  { fired, speech }: Weight,
  category: number,
  reading: Reading | null,
  asks: boolean,
): 'problem' | 'question' {
  const said = fired.findLast(({ rule }) => rule.category === category && rule.text.kind !== null)?.rule.text
    .kind
  if (said) return said
  if (reading) return reading.isQuestion() ? 'question' : 'problem'
  const isAsked = asks || speech.some(({ rule }) => rule.text.asks)
  return isAsked && !speech.some(({ rule }) => rule.text.fault) ? 'question' : 'problem'
}

const GRAVITY = { urgent: 2, complex: 1, normal: 0 }

/** What the rules of a category say of its urgency: that a danger is named elsewhere makes no pothole urgent. */
export function urgencyOf({ fired }: Weight, category: number): Verdict['urgency'] {
  const said = fired.flatMap(({ rule }) => (rule.category === category && rule.text.urgency) || [])
  return said.sort((a, b) => GRAVITY[b] - GRAVITY[a])[0] ?? null
}
