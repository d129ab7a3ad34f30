/** Rules whose own lists contradict each other, and demands that demand nothing. */
import type { RuleSet, Word } from '../model.ts'
import {
  bringing,
  conditionKey,
  demands,
  type Brings,
  type Fault,
  type List,
  type Named,
  type Rule,
  type Speech,
} from './parts.ts'

/** A word of a list and what rules it out. */
interface Dead {
  word: Word
  by: Word
}

const holding = ({ word, by }: Dead): string =>
  word.text === by.text ? `${word.written}` : `${word.written}, which holds ${by.written},`

/** A list that is ruled out as a whole is one fault; words that only a shared set brings along are none. */
function ruledOut({ words }: List, by: readonly Word[], brings: Brings): { whole: Dead | null; own: Dead[] } {
  const dead = words.flatMap((word) => {
    const other = by.find((o) => brings(word, o))
    return other ? [{ word, by: other }] : []
  })
  if (dead.length === words.length) return { whole: dead[0] ?? null, own: [] }
  return { whole: null, own: dead.filter(({ word }) => word.set === null) }
}

function byNone({ id, text }: Rule | Speech, brings: Brings): Fault[] {
  const opens = 'opening' in text && text.opening.length > 0
  return demands(text).flatMap((list) => {
    const { whole, own } = ruledOut(list, text.none, brings)
    if (whole)
      return {
        place: text.place,
        reason: `${id} can never fire${opens ? ' but by its opening' : ''}: none rules out every word of its ${list.field}, such as ${whole.word.written} by ${whole.by.written}`,
        remedy: 'take them out of one of the two',
      }
    return own.map((dead) => ({
      place: dead.word.place,
      reason: `${holding(dead)} never counts in ${list.field} of ${id}, whose none has it`,
      remedy: 'take it out of one of the two',
    }))
  })
}

/** Words that a rule decides by although every text that holds them is ignored. */
function byIgnoring({ rules, speech }: Named, brings: Brings): Fault[] {
  const ignoring = speech.filter(({ text }) => {
    const { ignore, atStart, speaker, media, none } = text
    return ignore && !atStart && !speaker && !media && none.length === 0 && demands(text).length === 1
  })
  return ignoring.flatMap(({ id: by, text: { words } }) =>
    rules
      .filter((rule) => rule.decides)
      .flatMap(({ id, text }) =>
        demands(text).flatMap((list) => {
          const { whole, own } = ruledOut(list, words, brings)
          return (whole ? [whole] : own).map((dead) => ({
            place: whole ? text.place : dead.word.place,
            reason: `${holding(dead)} stands in ${list.field} of ${id}, but ${by} ignores every text with it`,
            remedy: 'take it out of one of the two',
          }))
        }),
      ),
  )
}

/** An `all` list of which the words that are there anyway bring one along. */
function idleDemands({ id, text }: Rule | Speech, brings: Brings): Fault[] {
  const lists = demands(text)
  return lists.flatMap((list, i) => {
    const meets = (earlier: List) => earlier.words.every((word) => list.words.some((o) => brings(word, o)))
    const met = lists.slice(0, i).find(meets)
    if (list.field !== 'all' || !met) return []
    return {
      place: text.place,
      reason: `an all list of ${id} demands nothing: every word of its ${met.field} brings one of its words along`,
      remedy: 'leave the list out, or write other words',
    }
  })
}

function wordless({ id, text }: Speech): Fault[] {
  const isIdle = text.near.length > 0 || text.all.length > 0 || text.none.length > 0 || text.atStart
  if (text.words.length > 0 || !isIdle) return []
  const reason = `${id} has no words, so that its opening alone decides and near, all, none and atStart do nothing`
  return [{ place: text.place, reason, remedy: 'leave those out, or write `words: …`' }]
}

/** Rules of one kind that always fire together. */
function twins(rules: readonly (Rule | Speech)[]): Fault[] {
  const seen = new Map<string, string>()
  return rules.flatMap((rule) => {
    const key = `${'category' in rule ? rule.category : 'speech'} ${conditionKey(rule)}`
    const first = seen.get(key)
    if (first === undefined) {
      seen.set(key, rule.id)
      return []
    }
    return {
      place: rule.text.place,
      reason: `${rule.id} fires on the very texts on which ${first} fires`,
      remedy: 'make one rule of the two',
    }
  })
}

export function checkConditions(set: RuleSet, all: Named): Fault[] {
  const brings = bringing(set)
  const rules = [...all.rules, ...all.speech]
  return [
    ...rules.flatMap((rule) => byNone(rule, brings)),
    ...byIgnoring(all, brings),
    ...rules.flatMap((rule) => idleDemands(rule, brings)),
    ...all.speech.flatMap(wordless),
    ...twins(rules),
  ]
}
