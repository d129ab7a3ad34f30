/** Exceptions that hide nothing: it is the shorter words inside them that do not count. */
import type { RuleSet } from '../model.ts'
import { listsOf, type Fault, type Named } from './parts.ts'

/** Every word that an exception can hide, with one of the rules that have it. */
function hideable(set: RuleSet, all: Named): Map<string, string> {
  const words = new Map(set.lexicon.map((w) => [w.text, 'the lexicon']))
  for (const { id, text } of [...all.rules, ...all.speech])
    for (const list of listsOf(text))
      for (const word of list.words) if (!words.has(word.text)) words.set(word.text, id)
  return words
}

export function checkExceptions(set: RuleSet, all: Named): Fault[] {
  const words = hideable(set, all)
  const hides = (text: string): boolean => {
    for (let length = 1; length < text.length; length++)
      for (let i = 0; i + length <= text.length; i++) if (words.has(text.slice(i, i + length))) return true
    return false
  }
  return set.packs
    .flatMap((pack) => pack.except)
    .filter(({ text }) => !hides(text))
    .map(({ text, written, place }) => {
      const rule = words.get(text)
      const itself = rule ? `, and itself it counts all the same, in ${rule}` : ''
      const reason = `the exception ${written} hides nothing: no shorter word of any rule stands in it${itself}`
      return { place, reason, remedy: 'leave it out' }
    })
}
