/** One text → one verdict. */
import { OF_PLACE, type Compiled } from './compile.ts'
import { explain } from './explain.ts'
import { Folding, fold, type Folded } from './fold.ts'
import type { Learned, Reading } from './learned/weights.ts'
import { Matches } from './matches.ts'
import type { Thresholds } from './model.ts'
import { wordBorders, type Borders, type Segmenter, type Whole } from './segment.ts'
import type { Hit, Verdict } from './verdict.ts'
import { best, prove, weigh, type Said, type Weight } from './weigh.ts'

/** Asking for a case in so many words; taken off before judging. */
const FORCED = /^\s*(?:@\S+\s*)*(?:我要反映)?[\s，,：:。、]*/u
const FALLBACK = 'other'

const IGNORED: Verdict = {
  decision: 'ignore',
  category: null,
  kind: null,
  urgency: null,
  confidential: false,
  score: 0,
  hits: [],
}

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
  own: number
  lead: number
  decision: Verdict['decision']
}

/** Points to 0..1: the threshold for a review is 0.5, twice as much 0.75. */
function scoreOf(points: number, review: number): number {
  return Math.round((1 - 2 ** (-Math.max(0, points) / review)) * 1000) / 1000
}

/** Beside learned weights rules count no more than this: a long text in which many fire is not surer for it. */
const [LEAST_RULED, MOST_RULED] = [-20, 30]
const within = (points: number): number => Math.max(LEAST_RULED, Math.min(MOST_RULED, points))

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

/** What rules and learned weights bring for each category. */
function together({ own }: Weight, reading: Reading): number[] {
  return reading.categories().map((points, c) => points + (own[c] ?? 0))
}

export class Judge {
  private readonly compiled: Compiled
  private readonly segment: Segmenter
  private readonly learned: Learned | null
  private readonly folding = new Folding()
  private readonly matches: Matches

  constructor(compiled: Compiled, segment: Segmenter, learned: Learned | null) {
    this.compiled = compiled
    this.segment = segment
    this.learned = learned
    this.matches = new Matches(compiled)
  }

  judge(text: string, said: Said, forced: boolean): Verdict {
    const { matches } = this
    const folded = fold(text, this.folding)
    const glanced = this.learned?.glance(folded) ?? false
    const isWorth = glanced || forced
    if (this.learned && !isWorth && !matches.mightDecide(folded)) return IGNORED
    matches.scan(folded)
    if (!isWorth && !(this.counts && matches.mayMatter())) return IGNORED
    matches.settle()
    if (!isWorth && !this.counts) return IGNORED
    const judgement = this.consider(text, folded, said, forced, glanced)
    return judgement.decision === 'ignore' && !forced ? IGNORED : this.verdict(judgement, forced)
  }

  /** Whether the rules alone count: where a glance finds nothing that weights would, only those that decide by themselves do. */
  private get counts(): boolean {
    return this.learned ? this.matches.mayDecide : this.matches.mayFire
  }

  /** Looks at a text as closely as it takes to be sure. */
  private consider(text: string, folded: Folded, said: Said, forced: boolean, glanced: boolean): Judgement {
    const { matches, compiled } = this
    matches.sort('most')
    const most = this.judged(weigh(compiled, text, matches, said), null, forced)
    if (!glanced && !forced) {
      if (most.decision === 'ignore') return most
      // With weights only what decides by itself makes up for a glance that found nothing.
      if (this.learned && !most.decides) return { ...most, decision: 'ignore' }
    }
    if (!this.learned) {
      matches.sort('least')
      const least = this.judged(weigh(compiled, text, matches, said), null, forced)
      if (least.category === most.category && least.decision === most.decision) return least
    }
    const borders = wordBorders(folded, this.segment, this.wholes())
    const judgement = this.closely(text, folded, borders, said, forced)
    if (judgement.decision !== 'ignore' || judgement.weight.ignoredBy) return judgement
    const meant = compiled.spelling()?.respell(folded, borders)
    return meant ? this.better(text, folded, borders, said, judgement, meant.folded) : judgement
  }

  /** Judges by all there is: words, rules and learned weights. */
  private closely(text: string, folded: Folded, borders: Borders, said: Said, forced: boolean): Judgement {
    this.matches.sort(borders)
    const weight = weigh(this.compiled, text, this.matches, said)
    return this.judged(weight, this.learned?.read(folded, borders, weight) ?? null, forced)
  }

  /** Of a text as it is written and as it may be meant the judgement that has more points. */
  private better(
    text: string,
    folded: Folded,
    borders: Borders,
    said: Said,
    written: Judgement,
    meant: Folded,
  ): Judgement {
    const { matches } = this
    matches.scan(meant)
    matches.settle()
    const other = this.closely(text, meant, wordBorders(meant, this.segment, this.wholes()), said, false)
    if (other.points > written.points) return other
    matches.scan(folded)
    matches.settle()
    matches.sort(borders)
    return written
  }

  /** The words of the place that stand in the text, which are words of their own. */
  private wholes(): Whole[] {
    const { word, start, end, count } = this.matches
    const wholes: Whole[] = []
    for (let i = 0; i < count; i++)
      if ((this.compiled.nature[word[i] as number] as number) & OF_PLACE)
        wholes.push({ start: start[i] as number, end: end[i] as number })
    return wholes
  }

  private judged(weight: Weight, reading: Reading | null, forced: boolean): Judgement {
    const { thresholds } = this.compiled
    const ruled = best(weight.own)
    const up = Math.min(weight.up, thresholds.speech)
    const down = forced ? 0 : weight.down
    const spoken = weight.speech.some(({ rule }) => rule.decides)
    // Rules that only take points away make a text one about nothing, whatever way it is said.
    const rules = ruled.own > 0 || spoken ? ruled.own + up + down : 0
    const floor = floorOf(weight, rules, thresholds)
    const decides = floor > 0
    const sum = reading ? within(rules) + reading.need + thresholds.review : rules
    const points = Math.max(sum, floor)
    // What a text is about that nobody needs to see is worth finding out only where somebody asks, in `verdict`.
    const isSeen = points >= thresholds.review
    const { category, lead } = reading && isSeen ? best(together(weight, reading)) : ruled
    const own = weight.own[category] ?? 0
    const made = { weight, reading, rules, points, decides, category, own, lead, decision: 'ignore' as const }
    return { ...made, decision: this.decide(made) }
  }

  private decide({ points, own, lead, category, weight }: Judgement): Verdict['decision'] {
    const { thresholds, categories } = this.compiled
    if (points < thresholds.review || weight.ignoredBy) return 'ignore'
    const urgent = (urgencyOf(weight, category) ?? categories[category]?.deadline) === 'urgent'
    const need = weight.speech.some(({ rule }) => rule.text.need)
    const clear = own >= thresholds.own && lead >= thresholds.lead
    return points >= thresholds.open && clear && (need || urgent) ? 'open' : 'review'
  }

  private verdict(
    { weight, reading, points, category: seen, decision }: Judgement,
    forced: boolean,
  ): Verdict {
    const { thresholds, categories } = this.compiled
    prove(weight, this.matches)
    const index = reading && decision === 'ignore' ? best(together(weight, reading)).category : seen
    const hits = this.hitsOf(weight, index)
    const score = scoreOf(points, thresholds.review)
    const category = categories[index] ?? categories.find((c) => c.id === FALLBACK)
    if ((decision === 'ignore' && !forced) || !category) return { ...IGNORED, score, hits }
    const urgent = reading?.isUrgent() ? 'urgent' : null
    return {
      decision: decision === 'ignore' ? 'review' : decision,
      category: category.id,
      kind: kindOf(weight, index, reading, this.folding.asks),
      urgency: urgencyOf(weight, index) ?? urgent ?? category.deadline,
      confidential: category.confidential,
      score,
      hits,
    }
  }

  /** The words of those rules that speak for the category; of all where none does. */
  private hitsOf({ fired }: Weight, category: number): Hit[] {
    const { matches, compiled } = this
    const own = fired.filter(({ rule }) => rule.category === category)
    const hits = (own.length > 0 ? own : fired).flatMap(({ rule, by }) =>
      by.map((m) => ({
        rule: rule.id,
        term: compiled.words[matches.word[m] as number] as string,
        start: matches.folded.start[matches.start[m] as number] as number,
        end: matches.folded.end[(matches.end[m] as number) - 1] as number,
      })),
    )
    return hits.sort((a, b) => a.start - b.start || a.end - b.end)
  }

  /** The verdict with its reasons; cut into words whatever a glance says, so it costs more than judging. */
  explain(text: string, said: Said): Verdict & { why: string[] } {
    const verdict = this.judge(text, said, false)
    const { folded, borders } = this.examine(text, said)
    const written = this.closely(text, folded, borders, said, false)
    const isOpen = written.decision === 'ignore' && !written.weight.ignoredBy
    const meant = isOpen ? this.compiled.spelling()?.respell(folded, borders) : null
    const judgement = meant ? this.better(text, folded, borders, said, written, meant.folded) : written
    const read = judgement === written ? { folded, borders } : this.cut(meant?.folded ?? folded)
    const reasons = this.learned?.explain(read.folded, read.borders, judgement.weight) ?? null
    prove(judgement.weight, this.matches)
    const why = explain(this.compiled, this.matches, judgement, reasons)
    if (judgement !== written)
      why.push(...(meant?.slips ?? []).map((s) => `「${s.written}」当作「${s.word}」`))
    if (verdict.decision === 'ignore' && judgement.decision !== 'ignore')
      why.unshift('初看没有值得细看的词，因此没有处理；细看的结果如下')
    return { ...verdict, why }
  }

  private cut(folded: Folded): { folded: Folded; borders: Borders } {
    return { folded, borders: wordBorders(folded, this.segment, this.wholes()) }
  }

  /** What learning sees of a text: the words it is cut into and what the rules say of it. */
  examine(text: string, said: Said = {}): { folded: Folded; borders: Borders; weight: Weight } {
    const folded = fold(text, this.folding)
    this.matches.scan(folded)
    this.matches.settle()
    const borders = wordBorders(folded, this.segment, this.wholes())
    this.matches.sort(borders)
    return { folded, borders, weight: weigh(this.compiled, text, this.matches, said) }
  }

  /** What the rules alone bring, as it counts beside learned weights. */
  ruled(weight: Weight): number {
    return within(this.judged(weight, null, false).rules)
  }

  forced(text: string, said: Said): Verdict {
    // What asks for the case becomes blanks of the same length, so that offsets stay.
    const rest = text.replace(FORCED, (asked) => ' '.repeat(asked.length))
    return this.judge(rest, said, true)
  }
}

function kindOf(
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
function urgencyOf({ fired }: Weight, category: number): Verdict['urgency'] {
  const said = fired.flatMap(({ rule }) => (rule.category === category && rule.text.urgency) || [])
  return said.sort((a, b) => GRAVITY[b] - GRAVITY[a])[0] ?? null
}
