/** Words that do not count as they are written, and words that a list holds twice. */
import { fold, foldedText } from '../fold.ts'
import type { RuleSet, Word } from '../model.ts'
import { PARTED } from '../table.ts'
import { listsOf, type Fault, type Named } from './parts.ts'

interface WrittenList {
  /** how messages call it */
  name: string
  words: readonly Word[]
  /** the set that it is */
  set: string | null
  /** whether ~ means something in it */
  minds: boolean
}

function writtenLists(set: RuleSet, all: Named): WrittenList[] {
  const rules = [...all.rules, ...all.speech].flatMap(({ id, text }) =>
    listsOf(text).map(({ field, words }) => {
      return { name: `${field} of ${id}`, words, set: null, minds: true }
    }),
  )
  return [
    ...set.sets.map(({ name, words }) => ({ name: `the set ${name}`, words, set: name, minds: true })),
    ...rules,
    ...set.packs.map((p) => ({ name: `except of ${p.category}`, words: p.except, set: null, minds: false })),
    { name: 'the lexicon', words: set.lexicon, set: null, minds: false },
  ]
}

/** How a word is written must be how it counts. */
function spelling({ text, written, place }: Word, minds: boolean): Fault[] {
  const folded = fold(written)
  const faults: Fault[] = []
  const say = (reason: string, remedy: string) =>
    faults.push({ place, reason: `${written} ${reason}`, remedy })
  if (folded.gap.subarray(1, folded.length).includes(PARTED))
    say('goes across a sign that ends a clause, so no text holds it', 'write what stands on one side of it')
  else if ([...written].map((c) => foldedText(fold(c))).join('') !== text)
    say(`is drawn out and counts as ${text}`, `write ${text} if that is meant`)
  if (written.endsWith('～')) say('ends in a wide ～, which means nothing', 'write ~')
  if (written.endsWith('~') && !minds) say('counts wherever it stands here', 'leave the ~ out')
  return faults
}

/** A word that a set brings along may be written beside it: sets grow. */
function repeated({ name, words, set }: WrittenList): Fault[] {
  const own = words.filter((w) => w.set === set)
  const others = words.filter((w) => w.set !== set && !w.alone)
  const anywhere = new Set(others.map((w) => w.text))
  const first = new Map<string, Word>()
  const how = (word: Word): string | null => {
    const before = first.get(word.text)
    if (!before) {
      first.set(word.text, word)
      return word.written.endsWith('~') && anywhere.has(word.text) ? 'and a set brings it without ~' : null
    }
    if (before.alone !== word.alone) return 'once with ~ and once without'
    return before.written === word.written ? 'twice' : `twice, as ${before.written} before`
  }
  return own.flatMap((word) => {
    const found = how(word)
    const { place, written } = word
    return found
      ? { place, reason: `${written} stands in ${name} ${found}`, remedy: 'keep one of the two' }
      : []
  })
}

/** A single character that is always a word is cut out of every word that holds it. */
function lexicon(set: RuleSet): Fault[] {
  return set.lexicon
    .filter(({ text }) => text.length === 1)
    .map(({ written, place }) => ({
      place,
      reason: `${written} in the lexicon cuts every word that holds it`,
      remedy: 'leave it out, or write a longer word',
    }))
}

export function checkWords(set: RuleSet, all: Named): Fault[] {
  const lists = writtenLists(set, all)
  return [
    ...lists.flatMap((list) =>
      list.words.filter((w) => w.set === list.set).flatMap((w) => spelling(w, list.minds)),
    ),
    ...lists.flatMap(repeated),
    ...lexicon(set),
  ]
}
