/** A rule set → what judging needs: one automaton over all words, and for each word the lists it stands in. */
import { compileAutomaton, type Automaton } from './automaton.ts'
import { fold, foldedText } from './fold.ts'
import type { CategoryText, Condition, RuleSet, RuleText, SpeechText, Thresholds, Word } from './model.ts'
import { compileSpelling, type Spelling } from './spelling.ts'
import type { Category } from './verdict.ts'

/** Numbers of word lists, of which one is enough; none where a condition makes no such demand. */
export interface Lists {
  words: number[]
  near: number[]
  within: number
  all: number[][]
  none: number[]
}
export interface Rule extends Lists {
  /** its place among all rules */
  number: number
  /** `category.name` */
  id: string
  category: number
  text: RuleText
  /** brings enough by itself for a person to look: what it says no learned weight takes back */
  decides: boolean
}
export interface Speech extends Lists {
  /** `speech.name` */
  id: string
  text: SpeechText
  /** shows by itself that somebody is asked for, whatever it is about */
  decides: boolean
}
/** The lists that each word stands in, all in one: those of word w from `from[w]` to `from[w + 1]`. */
export interface Memberships {
  from: Int32Array
  list: Int32Array
  /** 1 where the word counts for the list only as a word of its own */
  alone: Uint8Array
}
/** What a word is, one bit each. A rule of a category, or a way of speaking that decides, asks for the word in its `words`. */
export const TRIGGERS = 1
/** No shorter word counts inside it. */
export const HIDES = 2
/** A word of the place or the dialect: one word by segmentation, whatever the dictionary says. */
export const OF_PLACE = 4
/** A rule that decides asks for the word. */
export const DECIDES = 8
/** A way of speaking that decides by itself asks for the word. */
export const SPEAKS = 16

export interface Compiled {
  automaton: Automaton
  /** that of the words that DECIDE alone, which are few */
  deciders: Automaton
  /** the words as folded, by their number in the automaton */
  words: string[]
  longest: number
  memberships: Memberships
  /** for each word its length, and what it is: TRIGGERS, DECIDES, SPEAKS, HIDES and OF_PLACE added up */
  lengths: Int32Array
  nature: Uint8Array
  lists: number
  /** for each list 1 where it is the `words` of a rule or a way of speaking */
  asks: Uint8Array
  /** for each list the rules whose `words` it is */
  rulesOf: Rule[][]
  rules: Rule[]
  /** the ways of speaking; those that some words show, by list; and those that the opening of a text can show */
  speech: Speech[]
  speechOf: Speech[][]
  speechByOpening: Speech[]
  /** what these openings begin with */
  openings: Set<number>
  categories: Category[]
  thresholds: Thresholds
  /** made when the first text is read a second time for its spelling: sounding out the words takes a while */
  spelling: () => Spelling | null
}

interface Membership {
  list: number
  alone: boolean
}

class Words {
  readonly texts: string[] = []
  private readonly memberships: Membership[][] = []
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

  /** The numbers of the lists that hold these words: one for each set among them, which all its users share. */
  listsOf(words: readonly Word[]): number[] {
    const groups = new Map<string, Word[]>()
    for (const word of words) {
      const set = word.set ?? ''
      const group = groups.get(set)
      if (group) group.push(word)
      else groups.set(set, [word])
    }
    return [...groups.values()].map((group) => this.list(group))
  }

  /** The number of a list; lists of the same words are one. */
  private list(words: readonly Word[]): number {
    const key = words.map((w) => w.text + (w.alone ? '~' : '')).join(' ')
    const known = this.lists.get(key)
    if (known !== undefined) return known
    const list = this.lists.size
    this.lists.set(key, list)
    for (const word of words) {
      const of = this.memberships[this.number(word.text)] as Membership[]
      // A list is filled in one go, so a word that stands in it already has it last; once without ~ is enough.
      const last = of.at(-1)
      if (last?.list === list) last.alone &&= word.alone
      else of.push({ list, alone: word.alone })
    }
    return list
  }

  /** The numbers of words, which are added where they are new. */
  add(texts: readonly string[]): number[] {
    return texts.map((text) => this.number(text))
  }

  flat(): Memberships {
    const all = this.memberships.flat()
    const from = new Int32Array(this.memberships.length + 1)
    this.memberships.forEach((of, word) => (from[word + 1] = (from[word] ?? 0) + of.length))
    return {
      from,
      list: Int32Array.from(all, (m) => m.list),
      alone: Uint8Array.from(all, (m) => (m.alone ? 1 : 0)),
    }
  }
}

function listsOf(c: Condition, words: Words): Lists {
  return {
    words: words.listsOf(c.words),
    near: words.listsOf(c.near),
    within: c.within,
    all: c.all.map((list) => words.listsOf(list)),
    none: words.listsOf(c.none),
  }
}

function rulesOfPack(
  pack: CategoryText,
  categories: readonly Category[],
  words: Words,
): Omit<Rule, 'number' | 'decides'>[] {
  const category = categories.findIndex((c) => c.id === pack.category)
  return pack.rules.map((text) => ({
    ...listsOf(text, words),
    id: `${pack.category}.${text.name}`,
    category,
    text,
  }))
}

function byList<T extends Lists>(of: readonly T[], lists: number): T[][] {
  const made: T[][] = Array.from({ length: lists }, () => [])
  for (const one of of) for (const list of one.words) made[list]?.push(one)
  return made
}

/** Adds for each word what each of its lists brings. */
export function overLists({ from, list }: Memberships, add: (word: number, list: number) => void): void {
  for (let w = 0; w + 1 < from.length; w++)
    for (let m = from[w] as number; m < (from[w + 1] as number); m++) add(w, list[m] as number)
}

function naturesOf(
  memberships: Memberships,
  rulesOf: readonly Rule[][],
  speechOf: readonly Speech[][],
): Uint8Array {
  const ofList = rulesOf.map((rules, list) => {
    const speaks = speechOf[list]?.some((s) => s.decides) === true
    const decides = speaks || rules.some((r) => r.decides)
    return (rules.length > 0 || speaks ? TRIGGERS : 0) | (decides ? DECIDES : 0) | (speaks ? SPEAKS : 0)
  })
  const nature = new Uint8Array(memberships.from.length - 1)
  overLists(memberships, (word, list) => (nature[word]! |= ofList[list] as number))
  return nature
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}

/**
 * `places`: words of the place, which segmentation leaves whole beside those of the set's own lexicon; `sound`: as
 * `compileSpelling`, for whoever compiles many sets and keeps what was made.
 * @throws RuleError when there are too many words
 */
export function compile(
  set: RuleSet,
  places: readonly string[] = [],
  sound: typeof compileSpelling = compileSpelling,
): Compiled {
  const words = new Words()
  const categories = [...set.categories.values()]
  const rules = set.packs
    .flatMap((pack) => rulesOfPack(pack, categories, words))
    .map((rule, number) => ({ ...rule, number, decides: rule.text.points >= set.thresholds.review }))
  const speech = set.speech.map((text) => ({
    ...listsOf(text, words),
    id: `speech.${text.name}`,
    text,
    decides: text.points >= set.thresholds.review,
  }))
  const hides = words.add(set.packs.flatMap((pack) => pack.except.map((w) => w.text)))
  // A single character would be cut out of every word that holds it, so no place is known by one.
  const called = places.map((p) => foldedText(fold(p))).filter((text) => text.length > 1)
  const ofPlace = words.add([...set.lexicon.map((w) => w.text), ...called])
  const memberships = words.flat()
  const rulesOf = byList(rules, words.listCount)
  const speechOf = byList(speech, words.listCount)
  const nature = naturesOf(memberships, rulesOf, speechOf)
  for (const word of hides) nature[word]! |= HIDES
  for (const word of ofPlace) nature[word]! |= OF_PLACE
  return {
    automaton: compileAutomaton(words.texts),
    deciders: compileAutomaton(words.texts.filter((_, word) => ((nature[word] as number) & DECIDES) !== 0)),
    words: words.texts,
    longest: words.texts.reduce((most, w) => Math.max(most, w.length), 0),
    memberships,
    lengths: Int32Array.from(words.texts, (w) => w.length),
    nature,
    lists: words.listCount,
    asks: Uint8Array.from(rulesOf, (of, list) => (of.length + (speechOf[list]?.length ?? 0) > 0 ? 1 : 0)),
    rulesOf,
    rules,
    speech,
    speechOf,
    speechByOpening: speech.filter(({ text }) => text.opening.length > 0),
    openings: new Set(speech.flatMap(({ text }) => text.opening.map((o) => o.charCodeAt(0)))),
    categories,
    thresholds: set.thresholds,
    spelling: once(() =>
      sound(
        set.alike.map((w) => w.text),
        set.looks,
      ),
    ),
  }
}
