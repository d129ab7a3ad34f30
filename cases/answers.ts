/** Answers that the county keeps for questions that come again and again. */
import { scopeKey } from './arranged.ts'
import type { County } from './county.ts'
import type { Directory } from './directory.ts'
import type { KeptAnswer } from './world.ts'

/**
 * The kept answer that a question of the category about the area means: of those that are for both and have a word of
 * every list in the text, the one for the nearest area, then the one for the category, then the one with most lists,
 * then the first by id. Null where there is none.
 */
export function keptAnswer(
  text: string,
  category: string,
  area: string,
  directory: Directory,
): KeptAnswer | null {
  const asked = plain(text)
  const scopes = scopesOf(category, area, directory)
  const rank = (answer: KeptAnswer) => scopes.get(scopeKey(answer.category, answer.area)) ?? Infinity
  const meant = directory.answers.filter((a) => rank(a) < Infinity && isMeant(a, asked))
  return meant.sort((a, b) => rank(a) - rank(b) || b.words.length - a.words.length)[0] ?? null
}

/**
 * The same of a text of which nobody knows what it is about: of those for what is not confidential; a text that several answers
 * mean gets the nearest one.
 */
export function anyAnswer(
  text: string,
  area: string,
  { directory, categories: all }: County,
): KeptAnswer | null {
  const isOpen = (category: string) => !all.get(category)?.confidential
  const categories = [...new Set(directory.answers.map((a) => a.category ?? ''))].filter(isOpen)
  const meant = categories.flatMap((category) => keptAnswer(text, category, area, directory) ?? [])
  const height = (answer: KeptAnswer) => directory.ancestors(area).findIndex((a) => a.code === answer.area)
  const near = (answer: KeptAnswer) => (answer.area === null ? Infinity : height(answer))
  return meant.sort((a, b) => near(a) - near(b) || b.words.length - a.words.length)[0] ?? null
}

/** What an answer may be for to fit, the most specific first. */
function scopesOf(category: string, area: string, { ancestors }: Directory): Map<string, number> {
  const places = [...ancestors(area).map((a) => a.code), null]
  const keys = places.flatMap((place) => [scopeKey(category, place), scopeKey(null, place)])
  return new Map(keys.map((key, rank) => [key, rank]))
}

const isMeant = ({ words }: KeptAnswer, asked: string) =>
  words.every((list) => list.some((word) => asked.includes(plain(word))))

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
