/** Checks a rule set as a whole: what is certain to be a mistake although every line of it can be used. */
import { RuleError } from '../error.ts'
import type { RuleSet } from '../model.ts'
import { parseRules, type RuleFile } from '../parse.ts'
import { checkCategories } from './categories.ts'
import { checkConditions } from './conditions.ts'
import { checkExceptions } from './exceptions.ts'
import { checkNames } from './names.ts'
import { listsOf, named, type Fault, type Named } from './parts.ts'
import { checkWords } from './words.ts'

/** A rule set that has passed. */
export interface Checked {
  rules: number
  words: number
  categories: number
  /** ids of the categories that no rule finds */
  ruleless: string[]
}

/** Each fault once, by file and line. */
function lines(faults: readonly Fault[]): string[] {
  const sorted = [...faults].sort(({ place: a }, { place: b }) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line,
  )
  const said = sorted.map(({ place, reason, remedy }) => `${place.file}:${place.line}: ${reason} — ${remedy}`)
  return [...new Set(said)]
}

function countWords({ packs, lexicon }: RuleSet, { rules, speech }: Named): number {
  const ofRules = [...rules, ...speech].flatMap(({ text }) => listsOf(text).flatMap((list) => list.words))
  const words = [...ofRules, ...packs.flatMap((pack) => pack.except), ...lexicon]
  return new Set(words.map((w) => w.text)).size
}

/**
 * Checks the rule files of a folder; `offices` are the kinds of office that a category may be for.
 * @throws RuleError with every fault
 */
export function checkRules(files: readonly RuleFile[], offices: readonly string[]): Checked {
  const problems: string[] = []
  const set = parseRules(files, problems)
  if (problems.length > 0) throw new RuleError(problems)
  const all = named(set)
  const faults = [
    ...checkNames(set, all, offices),
    ...checkWords(set, all),
    ...checkExceptions(set, all),
    ...checkConditions(set, all),
    ...checkCategories(all),
  ]
  if (faults.length > 0) throw new RuleError(lines(faults))
  const found = new Set(set.packs.map((pack) => pack.category))
  return {
    rules: all.rules.length + all.speech.length,
    words: countWords(set, all),
    categories: set.categories.size,
    ruleless: [...set.categories.keys()].filter((id) => !found.has(id)),
  }
}
