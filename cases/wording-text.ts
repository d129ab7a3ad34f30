/** The names of all that is said, the words that each may use, and what is wrong with a text. */

/**
 * Every text there must be, with the words it may use; checked against the file when it is read. Without a word that has `!`
 * it would be of no use: nobody could answer it, or learn what it is there to tell.
 */
export const TEXTS = {
  'receipt-opened': 'code! category office due',
  'receipt-held': 'code! category',
  'receipt-urgent': 'code! category office',
  'receipt-private': 'code! due',
  'receipt-joined': 'code! category',
  closure: 'code! office text!',
  'closure-private': 'code! text!',
  'closure-unsolvable': 'code! office text!',
  'closure-answer': 'code! office text!',
  'closure-said': 'code! office',
  'closure-kept': 'code text!',
  'closure-rumour': 'code! office',
  clarification: 'office text! about',
  'ask-place': 'code list',
  'ask-done': 'code!',
  'ask-which-done': 'list!',
  'ask-undone': 'code!',
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
  mine: 'list!',
  'mine-none': '',
  which: 'list!',
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
  held: 'code! category place',
  dispatched: 'code! category place office due',
  'dispatched-urgent': 'name code! category place text',
  'dispatched-question': 'code! category text! due',
  'verify-wanted': 'code! text!',
  'dispatched-private': 'code! due',
  'remind-accept': 'code! office',
  'remind-due': 'code! office due',
  'remind-overdue': 'code! office',
  'remind-escalated': 'code! from office due',
  'remind-supervised': 'code! office due',
  'ledger-head': 'group day',
  'ledger-office': 'office new due overdue returned reopened resolved unsolvable closed',
  'ledger-case': 'code! category place age state',
  'published-head': 'area day received done satisfied',
  'published-case': 'code category place text!',
  'published-more': 'count!',
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
export const LONGEST = 100
/** How many characters a word usually takes; what is quoted (`text`, `list`) does not count. */
const WIDTH: Record<string, number> = {
  ...{ code: 4, category: 4, office: 13, from: 13, due: 12, place: 8, name: 3, status: 7, word: 4 },
  ...{ group: 6, area: 6, day: 10, days: 1, age: 3, state: 8, count: 2, received: 3, done: 3, satisfied: 3 },
  ...{ new: 2, overdue: 2, returned: 2, reopened: 2, closed: 2, resolved: 2, unsolvable: 2 },
}

/** The places of a text: `{word}`. */
export const PLACES = /\{([^}]*)\}/g

/** About how many characters a text has when its words are filled in, without what it quotes. */
export const lengthOf = (text: string) =>
  [...text.replace(PLACES, (_, word: string) => '字'.repeat(WIDTH[word] ?? 0))].length

export const isTextName = (name: string): name is TextName => Object.hasOwn(TEXTS, name)

const markedOf = (name: TextName): string[] => TEXTS[name].split(' ').filter((word) => word)

/** The words that a text may use. */
export const wordsOf = (name: TextName): string[] => markedOf(name).map((word) => word.replace('!', ''))

/** Those of them that it must use. */
export const neededWordsOf = (name: TextName): string[] =>
  markedOf(name).flatMap((word) => (word.endsWith('!') ? [word.slice(0, -1)] : []))

export type Fault =
  { fault: 'empty' } | { fault: 'word' | 'lacks'; word: string } | { fault: 'long'; length: number }

/** What is wrong with a text, whoever wrote it: the file or an installation. */
export function faultsOf(name: TextName, text: unknown): Fault[] {
  if (typeof text !== 'string' || !text.trim()) return [{ fault: 'empty' }]
  const allowed = wordsOf(name)
  const words = [...text.matchAll(PLACES)].map(([, word]) => word!)
  const length = lengthOf(text)
  return [
    ...words.filter((word) => !allowed.includes(word)).map((word) => ({ fault: 'word' as const, word })),
    ...neededWordsOf(name)
      .filter((word) => !words.includes(word))
      .map((word) => ({ fault: 'lacks' as const, word })),
    ...(length > LONGEST ? [{ fault: 'long' as const, length }] : []),
  ]
}
