/** Which texts a change of rules can concern at all. */
import type { Condition, RuleSet, RuleText, SpeechText, Word } from '../model.ts'

/**
 * Those with one of these words in them, or every one. Besides them none; or those that are caught, and those in which a rule
 * is found that may be enough by itself; or all that a glance finds worth weighing, and these.
 */
export type Touched =
  | 'all'
  | {
      words: ReadonlySet<string>
      besides: 'none' | 'caught' | 'glanced'
      /** the points with which a rule is enough by itself in one of the two, and the words of those that were not enough before */
      decides: number
      deciders: ReadonlySet<string>
    }

/** The words of a list, with what is asked of each. */
const written = (words: readonly Word[]): Set<string> =>
  new Set(words.map((w) => w.text + (w.alone ? '~' : '')))

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((word) => b.has(word))

/** The words that stand in one of two lists alone, or otherwise than in the other. */
function differing(a: readonly Word[], b: readonly Word[]): string[] {
  const [x, y] = [written(a), written(b)]
  const only = (words: readonly Word[], others: ReadonlySet<string>) =>
    words.filter((w) => !others.has(w.text + (w.alone ? '~' : ''))).map((w) => w.text)
  return [...only(a, y), ...only(b, x)]
}

/** All that a rule asks and brings but its words. */
function factsOf(rule: RuleText | SpeechText): string {
  const { place: _, words: __, near, all, none: ___, ...facts } = rule
  // Where a list is there at all, a word is demanded; where it is not, none is.
  return JSON.stringify({ ...facts, near: near.length > 0, all: all.length })
}

function differingRule<T extends RuleText | SpeechText>(a: T | undefined, b: T | undefined): string[] {
  const words = (c: Condition | undefined) => (c?.words ?? []).map((w) => w.text)
  if (!a || !b || factsOf(a) !== factsOf(b)) return [...words(a), ...words(b)]
  return [
    ...differing(a.words, b.words),
    ...differing(a.near, b.near),
    ...differing(a.none, b.none),
    ...a.all.flatMap((list, i) => differing(list, b.all[i] ?? [])),
  ]
}

/** By their names, of which none stands twice. */
const named = ({ packs, speech }: RuleSet): Map<string, RuleText | SpeechText> =>
  new Map<string, RuleText | SpeechText>([
    ...packs.flatMap((pack) =>
      pack.rules.map((r): [string, RuleText | SpeechText] => [`${pack.category}.${r.name}`, r]),
    ),
    ...speech.map((s): [string, RuleText | SpeechText] => [`speech.${s.name}`, s]),
  ])

/**
 * Which texts are weighed otherwise that have none of the words. Learned points count from `review` on, wherever it lies, so
 * what is ignored stays ignored unless a rule decides by itself.
 */
function besides(before: RuleSet, after: RuleSet): 'none' | 'caught' | 'glanced' {
  const weighing = ({ thresholds, alike, looks }: RuleSet): string =>
    JSON.stringify([thresholds.speech, alike.map((w) => w.text), looks])
  const isOdd = ({ thresholds }: RuleSet) => thresholds.open < thresholds.review
  if (weighing(before) !== weighing(after) || isOdd(before) || isOdd(after)) return 'glanced'
  return JSON.stringify(before.thresholds) === JSON.stringify(after.thresholds) ? 'none' : 'caught'
}

/** Words of the rules that bring so many points. */
function wordsOf({ packs, speech }: RuleSet, from: number, below: number): string[] {
  const rules = [...packs.flatMap((pack) => pack.rules), ...speech]
  return rules
    .filter(({ points }) => points >= from && points < below)
    .flatMap((rule) => rule.words.map((w) => w.text))
}

/** A rule that the beginning of a text can fire has no words by which the text could be found. */
const hasOpening = (rule: RuleText | SpeechText | undefined): boolean =>
  rule !== undefined && 'opening' in rule && rule.opening.length > 0

/**
 * Which texts `after` may judge otherwise than `before`; learned weights and names of places being the same. A text that is
 * read as it is meant counts as it is meant, too.
 */
export function touchedBy(before: RuleSet, after: RuleSet): Touched {
  const categories = (set: RuleSet) => JSON.stringify([...set.categories.values()])
  if (categories(before) !== categories(after)) return 'all'
  const words = new Set<string>()
  const [old, fresh] = [named(before), named(after)]
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    const [a, b] = [old.get(id), fresh.get(id)]
    const isOther = !a || !b || factsOf(a) !== factsOf(b)
    if (isOther && (hasOpening(a) || hasOpening(b))) return 'all'
    for (const word of differingRule(a, b)) words.add(word)
  }
  const except = (set: RuleSet) => set.packs.flatMap((pack) => pack.except)
  for (const word of differing(except(before), except(after))) words.add(word)
  for (const word of differing(before.lexicon, after.lexicon)) words.add(word)
  const decides = Math.min(before.thresholds.review, after.thresholds.review)
  const deciders = new Set(wordsOf(before, decides, before.thresholds.review))
  return { words, besides: besides(before, after), deciders, decides }
}

/** Whether texts may be cut into words otherwise; exceptions hide the words of the lexicon too. */
export function cutsOtherwise(before: RuleSet, after: RuleSet): boolean {
  const texts = (words: readonly Word[]) => new Set(words.map((w) => w.text))
  const except = (set: RuleSet) => texts(set.packs.flatMap((pack) => pack.except))
  return !isSame(texts(before.lexicon), texts(after.lexicon)) || !isSame(except(before), except(after))
}
