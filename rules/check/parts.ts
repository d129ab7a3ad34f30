/** What the groups of the check share: faults, rules by their names, and how words relate. */
import type { Condition, Place, RuleSet, RuleText, SpeechText, Word } from '../model.ts'

/** Something that is certain to be wrong, where it stands and what to do about it. */
export interface Fault {
  place: Place
  reason: string
  remedy: string
}
/** A rule of a category. */
export interface Rule {
  /** as verdicts name it */
  id: string
  category: string
  /** brings enough by itself for a person to look */
  decides: boolean
  text: RuleText
}
/** A way of speaking. */
export interface Speech {
  id: string
  text: SpeechText
}
/** All rules of a set. */
export interface Named {
  rules: Rule[]
  speech: Speech[]
}
export interface List {
  /** the field that it is written in */
  field: string
  words: Word[]
}

export function named({ packs, speech, thresholds }: RuleSet): Named {
  const rulesOf = ({ category, rules }: RuleSet['packs'][number]): Rule[] =>
    rules.map((text) => ({
      id: `${category}.${text.name}`,
      category,
      decides: text.points >= thresholds.review,
      text,
    }))
  return {
    rules: packs.flatMap(rulesOf),
    speech: speech.map((text) => ({ id: `speech.${text.name}`, text })),
  }
}

/** The lists of which a rule needs a word. */
export function demands({ words, near, all }: Condition): List[] {
  const lists = [
    { field: 'words', words },
    { field: 'near', words: near },
    ...all.map((list) => ({ field: 'all', words: list })),
  ]
  return lists.filter((list) => list.words.length > 0)
}

/** All lists of a rule. */
export const listsOf = (text: Condition): List[] => [...demands(text), { field: 'none', words: text.none }]

/** Whether, wherever `word` counts, `other` counts as well. */
export type Brings = (word: Word, other: Word) => boolean

export function bringing(set: RuleSet): Brings {
  const exceptions = set.packs.flatMap((pack) => pack.except.map((e) => e.text))
  const canBeHidden = (text: string) => exceptions.some((e) => e.length > text.length && e.includes(text))
  return (word, other) => {
    if (word.text === other.text) return word.alone || !other.alone
    return !other.alone && word.text.includes(other.text) && !canBeHidden(other.text)
  }
}

const key = (words: readonly Word[]): string =>
  [...new Set(words.map((w) => w.text + (w.alone ? '~' : '')))].sort().join(' ')

/** The same for two rules that make the same demands on a text beside their `words`. */
export function demandsKey({ text }: Rule | Speech): string {
  const lists = [text.near, ...text.all, text.none].map(key)
  return JSON.stringify([lists, text.near.length > 0 ? text.within : 0, text.speaker, text.media])
}

/** The same for two rules that fire on the same texts. */
export function conditionKey(rule: Rule | Speech): string {
  const { text } = rule
  const beginning = 'opening' in text ? [text.opening, text.atStart] : []
  return JSON.stringify([key(text.words), demandsKey(rule), beginning])
}
