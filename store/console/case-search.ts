import type { Queryable } from '../db.ts'

/** What a search comes to before anything is known of who asks; nobody is ever told of it. */
export interface Found {
  /** as `search_text` spells it */
  words: string
  /** the cases that can contain it; null: more than are looked at one by one */
  ids: string[] | null
}

/** Above it a list in its own order meets a match sooner than all matches could be sorted. */
const FEW = 3_000

/**
 * Looks up cases whose text, result or code can contain the words, in any case and width. Numbers that are masked are not
 * in what is searched. A single pair of characters is found by the index alone, longer words are compared afterwards.
 */
export async function searchCases(db: Queryable, search: string): Promise<Found> {
  const { rows } = await db.query<{ words: string; ids: string[] }>(
    `with asked as (select search_form($1) as words),
       grams as (select array(
         select substr(words, place, least(2, length(words)))
         from generate_series(1, greatest(1, length(words) - 1)) place) as all_of from asked)
     select words, array(select c.id from cases c
       where search_grams(c.search_text) @> (select all_of from grams) limit ${FEW + 1}) as ids
     from asked`,
    [search],
  )
  const [{ words, ids } = { words: search, ids: [] }] = rows
  return { words, ids: ids.length > FEW ? null : ids }
}
