import { createHash, createHmac } from 'node:crypto'

/** Nothing that is confused when read aloud or typed: no 0/O, 1/I/L, and no U beside V. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ'
const DIGITS = '23456789'

/**
 * A case code: four characters that begin with a letter and end with a digit, so that no word is ever taken for one.
 * It follows from the secret and the source alone: the same message tried again gets the same code, and
 * a reader learns nothing about how many cases there are. `attempt` gives another one when a code is taken.
 */
export function codeFor(secret: string, source: string, attempt: number): string {
  const bytes = createHmac('sha256', secret).update(`${source}#${attempt}`).digest()
  const pick = (alphabet: string, at: number) => alphabet[bytes.readUInt16BE(at) % alphabet.length]!
  const middle = attempt < 5 ? [2, 4] : [2, 4, 8]
  return pick(LETTERS, 0) + middle.map((at) => pick(ALPHABET, at)).join('') + pick(DIGITS, 6)
}

/** The id of the case that a message opens, as a UUID: the same message can open only one. */
export function caseIdFor(account: string, message: string): string {
  const h = createHash('sha256').update(`${account}\n${message}`).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`
}
