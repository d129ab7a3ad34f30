/** One text → one verdict. */
import { OF_PLACE, type Compiled, type Rule, type Speech } from './compile.ts'
import { explain } from './explain.ts'
import { Folding, fold, type Folded } from './fold.ts'
import {
  besideWeights,
  findingOf,
  isBetter,
  isReadAgain,
  judgementOf,
  kindOf,
  scoreOf,
  type Finding,
  type Judgement,
} from './judgement.ts'
import type { Learned } from './learned/weights.ts'
import { Matches } from './matches.ts'
import { wordBorders, type Borders, type Segmenter, type Whole } from './segment.ts'
import type { Slip } from './spelling.ts'
import type { Explained, Hit, Verdict } from './verdict.ts'
import { prove, sumUp, weigh, type Fired, type Said, type Weight } from './weigh.ts'

/** Asking for a case in so many words; taken off before judging. */
const FORCED = /^\s*(?:@\S+\s*)*(?:我要反[映应])?[\s，,：:。、]*/u

const ignored = (): Verdict => ({
  decision: 'ignore',
  category: null,
  kind: null,
  urgency: null,
  confidential: false,
  score: 0,
  hits: [],
})

/** A text as it was said; `forced`: its sender asks for a case in so many words. */
interface Message {
  text: string
  said: Said
  forced: boolean
}
/** A folded text with its words, as `matches` holds them. */
interface Cut {
  folded: Folded
  borders: Borders
}
/** How a text was read: as it is written, or as it is meant where that has more points. */
interface Read {
  judgement: Judgement
  cut: Cut
  /** what was taken for which word */
  slips: readonly Slip[]
}

/** What was found in a text, before points and thresholds make a verdict of it. */
export interface Looked {
  written: Judgement
  /** as it may be meant; null where it means what is written, undefined where nobody has looked */
  meant: Judgement | null | undefined
}

const byId = <T extends { id: string }>(all: readonly T[]): Map<string, T> =>
  new Map(all.map((one) => [one.id, one]))

/** What has fired, as the same rules of another set. */
const own = <T extends { id: string }>(
  fired: readonly Fired<T>[],
  rules: ReadonlyMap<string, T>,
): Fired<T>[] => fired.map(({ rule, by }) => ({ rule: rules.get(rule.id) as T, by }))

/** Judges one text after the other; what it keeps between them is room only. */
export class Judge {
  private readonly compiled: Compiled
  private readonly segment: Segmenter
  private readonly learned: Learned | null
  private readonly folding = new Folding()
  private readonly matches: Matches
  /** the rules and ways of speaking by their ids, once somebody asks for them */
  private named: { rules: Map<string, Rule>; speech: Map<string, Speech> } | null = null
  /** of the text judged last: as what it was read besides what is written, null where it was not */
  meant: Folded | null = null
  /** … whether a glance found it worth weighing */
  glanced = false
  /** … the points of the strongest rule or way of speaking that was found in it, where it was weighed */
  strongest = 0
  /** … and what was found in it, null where it was not cut into words */
  looked: Looked | null = null

  /** `segment` is called only for texts that need a closer look; `learned` null: the rules alone judge. */
  constructor(compiled: Compiled, segment: Segmenter, learned: Learned | null) {
    this.compiled = compiled
    this.segment = segment
    this.learned = learned
    this.matches = new Matches(compiled)
  }

  judge(text: string, said: Said, forced: boolean): Verdict {
    const { matches } = this
    this.meant = null
    this.looked = null
    this.strongest = 0
    const folded = fold(text, this.folding)
    const glanced = this.learned?.glance(folded) ?? false
    this.glanced = glanced
    const isWorth = glanced || forced
    if (this.learned && !isWorth && !matches.mightDecide(folded)) return ignored()
    matches.scan(folded)
    if (!isWorth && !(this.counts && matches.mayMatter())) return ignored()
    matches.settle()
    if (!isWorth && !this.counts) return ignored()
    const judgement = this.consider({ text, said, forced }, folded, glanced)
    return judgement.decision === 'ignore' && !forced ? ignored() : this.verdict(judgement, forced)
  }

  /** Whether the rules alone count: where a glance finds nothing that weights would, only those that decide by themselves do. */
  private get counts(): boolean {
    return this.learned ? this.matches.mayDecide : this.matches.mayFire
  }

  /** Looks at a text as closely as it takes to be sure. */
  private consider(message: Message, folded: Folded, glanced: boolean): Judgement {
    const { matches } = this
    matches.sort('most')
    const most = this.byRules(message)
    if (!glanced && !message.forced) {
      if (most.decision === 'ignore') return most
      // With weights only what decides by itself makes up for a glance that found nothing.
      if (this.learned && !most.decides) return { ...most, decision: 'ignore' }
    }
    if (!this.learned) {
      matches.sort('least')
      const least = this.byRules(message)
      if (least.category === most.category && least.decision === most.decision) return least
    }
    const cut = this.cut(folded)
    return this.readAgain(message, cut, this.closely(message, cut)).judgement
  }

  /** Judges by the rules alone what `matches` holds, as it is sorted. */
  private byRules({ text, said, forced }: Message): Judgement {
    return judgementOf(this.compiled, this.weigh(text, said), null, forced)
  }

  /** Judges by all there is: words, rules and learned weights. */
  private closely({ text, said, forced }: Message, { folded, borders }: Cut): Judgement {
    this.matches.sort(borders)
    const weight = this.weigh(text, said)
    const reading = this.learned?.read(folded, borders, weight) ?? null
    return judgementOf(this.compiled, weight, reading, forced)
  }

  private weigh(text: string, said: Said): Weight {
    const weight = weigh(this.compiled, text, this.matches, said)
    for (const { rule } of weight.fired) this.strongest = Math.max(this.strongest, rule.text.points)
    for (const { rule } of weight.speech) this.strongest = Math.max(this.strongest, rule.text.points)
    return weight
  }

  /** Reads what was not understood as it is written once more, with marked words as they may be meant. */
  private readAgain(message: Message, cut: Cut, written: Judgement): Read {
    const asWritten: Read = { judgement: written, cut, slips: [] }
    const looked: Looked = (this.looked = { written, meant: undefined })
    if (!isReadAgain(written)) return asWritten
    looked.meant = null
    const meant = this.compiled.spelling()?.respell(cut.folded, cut.borders)
    if (!meant) return asWritten
    this.meant = meant.folded
    this.find(meant.folded)
    const other = this.cut(meant.folded)
    const judgement = (looked.meant = this.closely(message, other))
    if (isBetter(judgement, written)) return { judgement, cut: other, slips: meant.slips }
    this.find(cut.folded)
    this.matches.sort(cut.borders)
    return asWritten
  }

  private find(folded: Folded): void {
    this.matches.scan(folded)
    this.matches.settle()
  }

  /** Cuts a text into words that `find` has gone through. */
  private cut(folded: Folded): Cut {
    return { folded, borders: wordBorders(folded, this.segment, this.wholes()) }
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

  private verdict(judgement: Judgement, forced: boolean): Verdict {
    const { weight, reading, points } = judgement
    prove(weight, this.matches)
    const found = findingOf(this.compiled, judgement, forced)
    const hits = this.hitsOf(weight, found?.index ?? -1)
    const score = scoreOf(points, this.compiled.thresholds.review)
    if (!found) return { ...ignored(), score, hits }
    const { decision, category, index, urgency } = found
    return {
      decision,
      category: category.id,
      kind: kindOf(weight, index, reading, this.folding.asks),
      urgency,
      confidential: category.confidential,
      score,
      hits,
    }
  }

  /**
   * What these rules make of what others found in a text that a glance found worth weighing, where they differ in points and
   * thresholds alone: null where it is ignored, 'unknown' where it would have to be read as it may be meant and was not.
   */
  decide({ written, meant }: Looked): Finding | null | 'unknown' {
    const judgement = this.anew(written)
    if (!isReadAgain(judgement)) return findingOf(this.compiled, judgement, false)
    if (meant === undefined) return 'unknown'
    const other = meant && this.anew(meant)
    return other && isBetter(other, judgement) ? findingOf(this.compiled, other, false) : null
  }

  private anew({ weight, reading }: Judgement): Judgement {
    this.named ??= { rules: byId(this.compiled.rules), speech: byId(this.compiled.speech) }
    const fired = own(weight.fired, this.named.rules)
    const speech = own(weight.speech, this.named.speech)
    return judgementOf(this.compiled, sumUp(this.compiled, fired, speech), reading, false)
  }

  /** The words of those rules that speak for the category; of all where none does. */
  private hitsOf({ fired }: Weight, category: number): Hit[] {
    const { matches } = this
    const own = fired.filter(({ rule }) => rule.category === category)
    const hits = (own.length > 0 ? own : fired).flatMap(({ rule, by }) =>
      by.map((m) => ({
        rule: rule.id,
        term: matches.termOf(m),
        start: matches.folded.start[matches.start[m] as number] as number,
        end: matches.folded.end[(matches.end[m] as number) - 1] as number,
      })),
    )
    return hits.sort((a, b) => a.start - b.start || a.end - b.end)
  }

  /** The verdict with its reasons; cut into words whatever a glance says, so it costs more than judging. */
  explain(text: string, said: Said): Explained {
    const verdict = this.judge(text, said, false)
    const message = { text, said, forced: false }
    const folded = fold(text, this.folding)
    this.find(folded)
    const written = this.cut(folded)
    const { judgement, cut, slips } = this.readAgain(message, written, this.closely(message, written))
    const reasons = this.learned?.explain(cut.folded, cut.borders, judgement.weight) ?? null
    prove(judgement.weight, this.matches)
    const why = explain(this.compiled, this.matches, judgement, reasons)
    why.push(...slips.map((s) => `「${s.written}」当作「${s.word}」`))
    if (verdict.decision === 'ignore' && judgement.decision !== 'ignore')
      why.unshift('初看没有值得细看的词，因此没有处理；细看的结果如下')
    return { ...verdict, why }
  }

  /** What learning sees of a text: the words it is cut into and what the rules say of it. */
  examine(text: string, said: Said = {}): Cut & { weight: Weight } {
    const folded = fold(text, this.folding)
    this.find(folded)
    const cut = this.cut(folded)
    this.matches.sort(cut.borders)
    return { ...cut, weight: weigh(this.compiled, text, this.matches, said) }
  }

  /**
   * The most points with which rules may be enough by themselves for what was folded, whatever the thresholds: wherever its words
   * may stand, and as if ways of speaking could add any number.
   */
  strength(folded: Folded, text: string, said: Said): number {
    this.find(folded)
    this.matches.sort('most')
    this.strongest = 0
    const { own, up, down } = this.weigh(text, said)
    return Math.min(this.strongest, Math.max(0, ...own) + up + down)
  }

  /** What the rules alone bring, as it counts beside learned weights. */
  ruled(weight: Weight): number {
    return besideWeights(judgementOf(this.compiled, weight, null, false).rules)
  }

  /** Judges a text whose sender asks for a case, without the words that ask. */
  forced(text: string, said: Said): Verdict {
    // They become blanks of the same length, so that offsets stay.
    const rest = text.replace(FORCED, (asked) => ' '.repeat(asked.length))
    return this.judge(rest, said, true)
  }
}
