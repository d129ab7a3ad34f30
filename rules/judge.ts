/** One text → one verdict. */
import type { Compiled } from './compile.ts'
import { Finds, areDoubtful, find, mayFire, occurrences } from './find.ts'
import { fold, type Folded } from './fold.ts'
import { wordBorders, type Segmenter } from './segment.ts'
import type { Hit, Verdict } from './verdict.ts'
import { weigh, type Fired, type Weight } from './weigh.ts'

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

/** Points to 0..1: the threshold for a review is 0.5, twice as much 0.75. */
function scoreOf(points: number, review: number): number {
  return Math.round((1 - 2 ** (-points / review)) * 1000) / 1000
}

function hitsOf(fired: readonly Fired[], finds: Finds, compiled: Compiled): Hit[] {
  const hits = fired.flatMap(({ rule, by }) =>
    by.map((f) => ({
      rule: rule.id,
      term: compiled.words[f.word] ?? '',
      start: finds.folded.start[f.start] ?? 0,
      end: finds.folded.end[f.end - 1] ?? 0,
    })),
  )
  return hits.sort((a, b) => a.start - b.start || a.end - b.end)
}

class Judge {
  private readonly compiled: Compiled
  private readonly segment: Segmenter

  constructor(compiled: Compiled, segment: Segmenter) {
    this.compiled = compiled
    this.segment = segment
  }

  /**
   * Weighs with every doubtful word and with none. Only where the two disagree on the decision is the text cut into
   * words: what falls short with all of them, or is sure without any, is not worth the cutting.
   */
  private weigh(text: string, folded: Folded, forced: boolean): { weight: Weight; finds: Finds } {
    const { compiled } = this
    const all = occurrences(compiled, folded)
    const weighed = (borders: Uint8Array | 'all' | 'none'): { weight: Weight; finds: Finds } => {
      const finds = find(compiled, folded, all, borders)
      return { weight: weigh(compiled, text, finds, forced), finds }
    }
    if (!forced && !mayFire(compiled, all)) return { weight: NOTHING, finds: new Finds(folded, 0) }
    const most = weighed('all')
    if (!areDoubtful(compiled, all)) return most
    const least = weighed('none')
    return this.settles(most.weight, least.weight) ? least : weighed(wordBorders(folded, this.segment))
  }

  private settles(most: Weight, least: Weight): boolean {
    if (most.category === least.category) return this.decide(most) === this.decide(least)
    return this.decide(most) === 'ignore' && this.decide(least) === 'ignore'
  }

  private decide({ points, own, lead, need, category, fired }: Weight): Verdict['decision'] {
    const { thresholds, categories } = this.compiled
    if (points < thresholds.review || category === -1) return 'ignore'
    const urgent = (urgencyOf(fired) ?? categories[category]?.deadline) === 'urgent'
    const clear = own >= thresholds.own && lead >= thresholds.lead
    return points >= thresholds.open && clear && (need || urgent) ? 'open' : 'review'
  }

  judge(text: string, forced: boolean): Verdict {
    const folded = fold(text)
    const { weight, finds } = this.weigh(text, folded, forced)
    const { thresholds, categories } = this.compiled
    const hits = hitsOf(weight.fired, finds, this.compiled)
    const score = scoreOf(weight.points, thresholds.review)
    const decision = this.decide(weight)
    const category = categories[weight.category] ?? categories.find((c) => c.id === FALLBACK)
    if ((decision === 'ignore' && !forced) || !category) return { ...IGNORED, score, hits }
    return {
      decision: decision === 'ignore' ? 'review' : decision,
      category: category.id,
      kind: kindOf(weight),
      urgency: urgencyOf(weight.fired) ?? category.deadline,
      confidential: category.confidential,
      score,
      hits,
    }
  }
}

const NOTHING: Weight = {
  category: -1,
  own: 0,
  lead: 0,
  points: 0,
  fired: [],
  asks: false,
  fault: false,
  need: false,
}

function kindOf(weight: Weight): 'problem' | 'question' {
  const said = weight.fired.findLast(({ rule }) => rule.text.kind !== null)?.rule.text.kind
  return said ?? (weight.asks && !weight.fault ? 'question' : 'problem')
}

const GRAVITY = { urgent: 2, complex: 1, normal: 0 }

function urgencyOf(fired: readonly Fired[]): Verdict['urgency'] {
  const said = fired.flatMap(({ rule }) => rule.text.urgency ?? [])
  return said.sort((a, b) => GRAVITY[b] - GRAVITY[a])[0] ?? null
}

/** The two ways of judging; a forced text keeps its offsets: what asks for the case becomes blanks of the same length. */
export function judging(
  compiled: Compiled,
  segment: Segmenter,
): { judge(text: string): Verdict; judgeForced(text: string): Verdict } {
  const judge = new Judge(compiled, segment)
  return {
    judge: (text) => judge.judge(text, false),
    judgeForced: (text) =>
      judge.judge(
        text.replace(FORCED, (asked) => ' '.repeat(asked.length)),
        true,
      ),
  }
}
