/** Adds up what speaks for each category, and what the way of speaking adds to it or takes away. */
import type { Compiled, Rule, Speech } from './compile.ts'
import { fulfil, type Finds, type Found } from './find.ts'

export interface Fired {
  rule: Rule
  by: Found[]
}
export interface Weight {
  /** index of the best category, -1 where no rule fired */
  category: number
  /** what the rules of that category bring */
  own: number
  /** how much more that is than what the rules of the next category bring */
  lead: number
  /** own, with what the speech adds or takes away */
  points: number
  fired: Fired[]
  asks: boolean
  fault: boolean
  need: boolean
}

/** How far into a text its opening words may stand: 大家好 or a name before them. */
const OPENING = 3

function speaks(speech: Speech, text: string, finds: Finds): boolean {
  const { opening, atStart } = speech.text
  if (opening.length > 0 && opening.some((o) => text.startsWith(o))) return true
  if (speech.words === -1) return false
  const by = fulfil(speech, finds)
  return by !== null && (!atStart || finds.of(speech.words).some((f) => f.start < OPENING))
}

/** The rules that fired, by category index. */
function firedBy(compiled: Compiled, finds: Finds): Map<number, Fired[]> {
  const fired = new Map<number, Fired[]>()
  for (const list of finds.present)
    for (const rule of compiled.rulesOf[list] ?? []) {
      const by = fulfil(rule, finds)
      if (by === null) continue
      const known = fired.get(rule.category)
      if (known) known.push({ rule, by })
      else fired.set(rule.category, [{ rule, by }])
    }
  return fired
}

const sum = (fired: readonly Fired[]): number => fired.reduce((all, f) => all + f.rule.text.points, 0)

/** Weighs a text; `forced`: the sender asks for a case, so no way of speaking makes it nothing. */
export function weigh(compiled: Compiled, text: string, finds: Finds, forced: boolean): Weight {
  const fired = firedBy(compiled, finds)
  const best: Weight = {
    category: -1,
    own: 0,
    lead: 0,
    points: 0,
    fired: [],
    asks: finds.folded.asks,
    fault: false,
    need: false,
  }
  for (const [category, of] of fired) {
    const own = sum(of)
    if (own > best.own) Object.assign(best, { category, own, lead: own - best.own, fired: of })
    else best.lead = Math.min(best.lead, best.own - own)
  }
  if (best.category === -1 && !forced) return best
  const opening = text.slice(0, 64).trimStart()
  let [up, down] = [0, 0]
  for (const speech of compiled.speech) {
    if (!speaks(speech, opening, finds)) continue
    if (speech.text.ignore && !forced) return { ...best, points: 0 }
    best.asks ||= speech.text.asks
    best.fault ||= speech.text.fault
    best.need ||= speech.text.need
    if (speech.text.points > 0) up += speech.text.points
    else if (!forced) down += speech.text.points
  }
  best.points = Math.max(0, best.own + Math.min(up, compiled.thresholds.speech) + down)
  return best
}
