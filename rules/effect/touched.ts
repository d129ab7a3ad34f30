/** Which texts a change of rules can concern at all. */
import type { RuleSet, RuleText, SpeechText, Word } from '../model.ts'

/**
 * Those with one of these words in them, or that begin with one of the openings; or every one. Besides them none; or those that
 * are caught, and those in which a rule may be enough by itself; or those that were read as they may be meant; or all that a
 * glance finds worth weighing, and these.
 */
export type Touched =
  | 'all'
  | {
      words: ReadonlySet<string>
      openings: ReadonlySet<string>
      besides: 'none' | 'caught' | 'misspelt' | 'glanced'
      /** the words of which one set alone knows other spellings; null where it could be any, since other characters look alike */
      misspelt: readonly string[] | null
      /** the points with which a rule is enough by itself in one of the two */
      decides: number
      /** whether nothing differs but points and thresholds, so that what is found in a text stays the same */
      numbersAlone: boolean
    }

/** The words of a list, with what is asked of each. */
const written = (words: readonly Word[]): Set<string> =>
  new Set(words.map((w) => w.text + (w.alone ? '~' : '')))

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((word) => b.has(word))

/** The words that stand in one of two lists alone, or otherwise than in the other. */
function differing(a: readonly Word[], b: readonly Word[]): string[] {
  // Most lists are the same, word for word.
  if (a.length === b.length && a.every((w, i) => w.text === b[i]?.text && w.alone === b[i]?.alone)) return []
  const [x, y] = [written(a), written(b)]
  const only = (words: readonly Word[], others: ReadonlySet<string>) =>
    words.filter((w) => !others.has(w.text + (w.alone ? '~' : ''))).map((w) => w.text)
  return [...only(a, y), ...only(b, x)]
}

type AnyRule = RuleText | SpeechText

/** All that a rule asks and brings but its words. */
function factsOf(rule: AnyRule): string {
  const { place: _, words: __, near, all, none: ___, ...facts } = rule
  // Where a list is there at all, a word is demanded; where it is not, none is.
  return JSON.stringify({ ...facts, near: near.length > 0, all: all.length })
}

const differingLists = (a: AnyRule, b: AnyRule): string[] => [
  ...differing(a.words, b.words),
  ...differing(a.near, b.near),
  ...differing(a.none, b.none),
  ...a.all.flatMap((list, i) => differing(list, b.all[i] ?? [])),
]

/** By what texts are found that two rules of one name may tell apart; null where there are none. */
interface Difference {
  words: string[]
  openings: string[]
  /** whether it is their points alone */
  points: boolean
}

function differenceOf(a: AnyRule | undefined, b: AnyRule | undefined): Difference | null {
  const lists = a && b ? differingLists(a, b) : []
  if (a && b && factsOf(a) === factsOf(b))
    return lists.length > 0 ? { words: lists, openings: [], points: false } : null
  const both = [a, b].flatMap((rule) => rule ?? [])
  const bare = new Set(both.map((rule) => factsOf({ ...rule, points: 0 })))
  return {
    words: both.flatMap(({ words }) => words.map((w) => w.text)),
    openings: both.flatMap(openingsOf),
    points: both.length === 2 && bare.size === 1 && lists.length === 0,
  }
}

const openingsOf = (rule: AnyRule): string[] => ('opening' in rule ? rule.opening : [])

/** By their names, of which none stands twice. */
const named = ({ packs, speech }: RuleSet): Map<string, AnyRule> =>
  new Map<string, AnyRule>([
    ...packs.flatMap((pack) => pack.rules.map((r): [string, AnyRule] => [`${pack.category}.${r.name}`, r])),
    ...speech.map((s): [string, AnyRule] => [`speech.${s.name}`, s]),
  ])

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const spelled = ({ alike, looks }: RuleSet) => [alike.map((w) => w.text), looks]

/** Where a case is opened from less than what a person looks at, a rule that opens one may be enough in part. */
const isOdd = ({ thresholds }: RuleSet): boolean => thresholds.open < thresholds.review

/**
 * Which texts are weighed otherwise that have none of the words. Learned points count from `review` on, wherever it lies, so
 * what is ignored stays ignored unless a rule decides by itself.
 */
function besides(before: RuleSet, after: RuleSet): 'none' | 'caught' | 'misspelt' | 'glanced' {
  const isSpelled = isEqual(spelled(before), spelled(after))
  if (isEqual(before.thresholds, after.thresholds)) return isSpelled ? 'none' : 'misspelt'
  const isSaid = before.thresholds.speech === after.thresholds.speech
  return !isSpelled || !isSaid || isOdd(before) || isOdd(after) ? 'glanced' : 'caught'
}

/**
 * Which texts `after` may judge otherwise than `before`; learned weights and names of places being the same. A text that is
 * read as it is meant counts as it is meant, too.
 */
export function touchedBy(before: RuleSet, after: RuleSet): Touched {
  if (!isEqual([...before.categories.values()], [...after.categories.values()])) return 'all'
  const except = (set: RuleSet) => set.packs.flatMap((pack) => pack.except)
  const shared = [...differing(except(before), except(after)), ...differing(before.lexicon, after.lexicon)]
  const [old, fresh] = [named(before), named(after)]
  const ids = [...new Set([...old.keys(), ...fresh.keys()])]
  const differences = ids.flatMap((id) => differenceOf(old.get(id), fresh.get(id)) ?? [])
  const odd = isOdd(before) || isOdd(after)
  const enough = [before, after].flatMap(({ thresholds: { review, open } }) =>
    odd ? [review, open] : [review],
  )
  return {
    words: new Set([...shared, ...differences.flatMap(({ words }) => words)]),
    openings: new Set(differences.flatMap(({ openings }) => openings)),
    besides: besides(before, after),
    misspelt: isEqual(before.looks, after.looks) ? differing(before.alike, after.alike) : null,
    decides: Math.min(...enough),
    numbersAlone:
      shared.length === 0 &&
      differences.every(({ points }) => points) &&
      isEqual(spelled(before), spelled(after)),
  }
}

/** Whether texts may be cut into words otherwise; exceptions hide the words of the lexicon too. */
export function cutsOtherwise(before: RuleSet, after: RuleSet): boolean {
  const texts = (words: readonly Word[]) => new Set(words.map((w) => w.text))
  const except = (set: RuleSet) => texts(set.packs.flatMap((pack) => pack.except))
  return !isSame(texts(before.lexicon), texts(after.lexicon)) || !isSame(except(before), except(after))
}
