import { maskInPlace, maskNumbers } from '../../cases/mask.ts'
import type { Hit } from '../../rules/verdict.ts'

/*
 * Whatever people have written, and what they are called, passes here on its way to the console; only `reveal` in
 * store/acting.ts gives it as it is.
 */

/** What may be shown of a text or a name. */
export const masked = <T extends string | null>(text: T): T => (text === null ? text : maskNumbers(text)) as T

/** The same of a text with the words that rules have found in it, whose places stay right. */
export const maskedWithHits = (text: string, hits: Hit[]) => ({
  text: maskInPlace(text),
  hits: hits.map((hit) => ({ ...hit, term: maskNumbers(hit.term) })),
})

/** Numbers of five digits and more, however they are written. */
const LONG_NUMBER = '[0-9０-９](?:[^0-9０-９a-zA-Z一-龥]{0,3}[0-9０-９]){4,}'

/**
 * The SQL of what a search may look at: with a digit in it, not at long numbers, or what is hidden in them could be found
 * out digit by digit.
 */
export const searchable = (column: string, search: string) =>
  /\p{Nd}/u.test(search) ? `regexp_replace(${column}, '${LONG_NUMBER}', '*', 'g')` : column
