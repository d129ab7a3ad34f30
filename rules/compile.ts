/** A rule set → what judging needs: one automaton over all words, and for each word the lists it stands in. */
import { compileAutomaton, type Automaton } from './automaton.ts'
import type { CategoryText, Condition, RuleSet, RuleText, SpeechText, Thresholds, Word } from './model.ts'
import type { Category } from './verdict.ts'

/** Numbers of word lists; -1 where a condition makes no such demand. */
export interface Lists {
  words: number
  near: number
  within: number
  all: number[]
  none: number
}
export interface Rule extends Lists {
  /** `category.name` */
  id: string
  category: number
  text: RuleText
}
export interface Speech extends Lists {
  text: SpeechText
}
/** That a word stands in a list. */
export interface Membership {
  list: number
  alone: boolean
}
export interface Compiled {
  automaton: Automaton
  /** the words as folded, by their number in the automaton */
  words: string[]
  longest: number
  memberships: Membership[][]
  /** 1 for a word that a rule of a category asks for in its `words` */
  triggers: Uint8Array
  /** the list of words inside which no shorter word counts */
  except: number
  /** for each list the rules whose `words` it is */
  rulesOf: Rule[][]
  speech: Speech[]
  categories: Category[]
  thresholds: Thresholds
}

class Words {
  readonly texts: string[] = []
  readonly memberships: Membership[][] = []
  private readonly numbers = new Map<string, number>()
  private readonly lists = new Map<string, number>()

  get listCount(): number {
    return this.lists.size
  }

  private number(text: string): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    this.numbers.set(text, this.texts.length)
    this.memberships.push([])
    return this.texts.push(text) - 1
  }

  /** The number of a list; lists of the same words are one. */
  list(words: readonly Word[]): number {
    if (words.length === 0) return -1
    const key = words.map((w) => w.text + (w.alone ? '~' : '')).join(' ')
    const known = this.lists.get(key)
    if (known !== undefined) return known
    const list = this.lists.size
    this.lists.set(key, list)
    for (const word of words) {
      const of = this.memberships[this.number(word.text)] as Membership[]
      if (!of.some((m) => m.list === list)) of.push({ list, alone: word.alone })
    }
    return list
  }
}

function listsOf(c: Condition, words: Words): Lists {
  return {
    words: words.list(c.words),
    near: words.list(c.near),
    within: c.within,
    all: c.all.map((list) => words.list(list)),
    none: words.list(c.none),
  }
}

function rulesOfPack(pack: CategoryText, categories: readonly Category[], words: Words): Rule[] {
  const category = categories.findIndex((c) => c.id === pack.category)
  return pack.rules.map((text) => ({
    ...listsOf(text, words),
    id: `${pack.category}.${text.name}`,
    category,
    text,
  }))
}

export function compile(set: RuleSet): Compiled {
  const words = new Words()
  const categories = [...set.categories.values()]
  const rules = set.packs.flatMap((pack) => rulesOfPack(pack, categories, words))
  const speech = set.speech.map((text) => ({ ...listsOf(text, words), text }))
  const except = words.list(set.packs.flatMap((pack) => pack.except))
  const rulesOf: Rule[][] = Array.from({ length: words.listCount }, () => [])
  for (const rule of rules) rulesOf[rule.words]?.push(rule)
  return {
    automaton: compileAutomaton(words.texts),
    words: words.texts,
    longest: words.texts.reduce((most, w) => Math.max(most, w.length), 0),
    memberships: words.memberships,
    triggers: Uint8Array.from(words.memberships, (of) => (of.some((m) => rulesOf[m.list]?.length) ? 1 : 0)),
    except,
    rulesOf,
    speech,
    categories,
    thresholds: set.thresholds,
  }
}
