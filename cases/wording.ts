import { LineCounter, parseDocument, isMap, isScalar, isPair } from 'yaml'

/** Fills the named text with the given words. */
export type Wording = (name: TextName, words?: Record<string, string>) => string

/** Every text there must be, with the words it may use; checked against the file when it is read. */
export const TEXTS = {
  'receipt-opened': 'code category office due',
  'receipt-held': 'code category',
  'receipt-urgent': 'code category office',
  'receipt-private': 'code due',
  'receipt-joined': 'code category',
  closure: 'code office text',
  'closure-private': 'code text',
  'closure-unsolvable': 'code office text',
  'closure-answer': 'code office text',
  'closure-said': 'code office',
  'closure-kept': 'code text',
  'closure-rumour': 'code office',
  clarification: 'office text about',
  'ask-place': 'code list',
  'ask-done': 'code',
  'ask-which-done': 'list',
  'ask-undone': 'code',
  received: '',
  confirmed: 'code',
  'confirmed-others': 'code category',
  'confirmed-office': 'code',
  accepted: 'code due',
  resolved: 'code',
  returned: 'code office',
  transferred: 'code office',
  extended: 'code due',
  'extended-reporters': 'code due text',
  supervised: 'code office',
  'supervised-unreached': 'code office',
  verified: 'code',
  satisfied: 'code',
  dissatisfied: 'code office due',
  'dissatisfied-top': 'code office due',
  state: 'code category status office due',
  'state-private': 'code status due',
  mine: 'list',
  'mine-none': '',
  which: 'list',
  'unknown-code': 'code',
  'need-code': 'word',
  'need-reason': 'word code',
  'need-text': 'code',
  'need-days': 'code',
  'need-office': 'code text',
  'not-staff': 'word',
  'not-yours': 'code office',
  'not-reviewer': 'code',
  'not-reporter': 'code',
  'wrong-state': 'code status',
  'returned-before': 'code',
  'too-late': 'code',
  'no-higher': 'code',
  'same-office': 'code office',
  'own-work': 'code',
  'not-rumour': 'code',
  'verified-same': 'code',
  held: 'code category place',
  dispatched: 'code category place office due',
  'dispatched-urgent': 'name code category place text',
  'dispatched-question': 'code category text due',
  'verify-wanted': 'code text',
  'dispatched-private': 'code due',
  'remind-accept': 'code office',
  'remind-due': 'code office due',
  'remind-overdue': 'code office',
  'remind-escalated': 'code from office due',
  'remind-supervised': 'code office due',
  'ledger-head': 'group day',
  'ledger-office': 'office new due overdue returned reopened resolved unsolvable closed',
  'ledger-case': 'code category place age state',
  'published-head': 'area day received done satisfied',
  'published-case': 'code category place text',
  'published-more': 'count',
  notice: 'office days',
  'opted-out': '',
  'opted-in': '',
  'status-open': '',
  'status-assigned': '',
  'status-accepted': '',
  'status-resolved': '',
  'status-closed': '',
} as const
export type TextName = keyof typeof TEXTS

/** A text that residents get is read in a group among others: so long at most, without what it quotes. */
const LONGEST = 100
/** How many characters a word usually takes; what is quoted (`text`, `list`) does not count. */
const WIDTH: Record<string, number> = {
  ...{ code: 4, category: 4, office: 13, from: 13, due: 12, place: 8, name: 3, status: 7, word: 4 },
  ...{ group: 6, area: 6, day: 10, days: 1, age: 3, state: 8, count: 2, received: 3, done: 3, satisfied: 3 },
  ...{ new: 2, overdue: 2, returned: 2, reopened: 2, closed: 2, resolved: 2, unsolvable: 2 },
}

const lengthOf = (text: string) =>
  [...text.replace(/\{([^}]*)\}/g, (_, word: string) => '字'.repeat(WIDTH[word] ?? 0))].length

/** A wording file that cannot be used; the message has a line `file:line: reason` for each problem. */
export class WordingError extends Error {
  readonly exitCode = 2
}

/**
 * Reads replies.yaml.
 * @throws WordingError for a missing or unknown text and for words a text may not use
 */
export function readWording(text: string, file: string): Wording {
  const lines = new LineCounter()
  const doc = parseDocument(text, { lineCounter: lines })
  const problems = doc.errors.map((e) => `${file}:${e.linePos?.[0].line ?? 1}: ${e.message.split('\n')[0]}`)
  const texts = new Map<string, string>()
  if (problems.length === 0 && !isMap(doc.contents))
    problems.push(`${file}:1: must be a list of “name: text”`)
  for (const pair of isMap(doc.contents) && problems.length === 0 ? doc.contents.items : []) {
    if (!isPair(pair) || !isScalar(pair.key)) continue
    const name = String(pair.key.value)
    const at = `${file}:${lines.linePos(pair.key.range?.[0] ?? 0).line}: `
    const value = isScalar(pair.value) ? pair.value.value : null
    const allowed = Object.hasOwn(TEXTS, name) ? TEXTS[name as TextName].split(' ') : null
    if (!allowed) problems.push(`${at}unknown text ${name}; remove it`)
    else if (typeof value !== 'string' || !value) problems.push(`${at}${name} must be a text`)
    else {
      for (const [, word] of value.matchAll(/\{([^}]*)\}/g))
        if (!allowed.includes(word!))
          problems.push(`${at}${name} may not use {${word}}, only: ${allowed.join(', ') || 'none'}`)
      if (lengthOf(value) > LONGEST)
        problems.push(`${at}${name} has about ${lengthOf(value)} characters; shorten it to ${LONGEST}`)
      texts.set(name, value)
    }
  }
  if (problems.length === 0)
    for (const name of Object.keys(TEXTS))
      if (!texts.has(name)) problems.push(`${file}:1: the text ${name} is missing`)
  if (problems.length) throw new WordingError(problems.join('\n'))
  return (name, words = {}) =>
    texts.get(name)!.replace(/\{([^}]*)\}/g, (_, word: string) => words[word] ?? '')
}
