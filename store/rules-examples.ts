import { maskNumbers } from '../cases/mask.ts'
import type { Example } from '../rules/effect/room.ts'
import type { Queryable } from './db.ts'
import type { Made } from './rules-versions.ts'

export interface ExampleRow extends Example, Made {
  source: 'typed' | 'message'
}

/** How many examples can be kept: each is judged before every activation. */
export const MOST_EXAMPLES = 2_000

/** The words of a text as they stand in an example, however its numbers are written or masked. */
const wordsOf = (text: string) => `regexp_replace(${text}, '[^a-zA-Z一-龥]', '', 'g')`

/**
 * The examples that every admin may see. One with the words of a message that was known when it was kept and has become
 * confidential since is gone for all: it is neither shown nor held against any rules. One that was typed with the words of what was
 * confidential before stays, or whoever typed it would learn that somebody has said so.
 */
export async function listExamples(q: Queryable): Promise<ExampleRow[]> {
  const { rows } = await q.query(
    `select id, text, expected, category, source, made_by, at, why from rule_examples e
     where not exists (
       select from cases c join messages m on m.case_id = c.id
       where c.confidential and m.type = 'text' and ${wordsOf('m.text')} = ${wordsOf('e.text')}
         and m.received_at <= e.at and exists (
           select from case_events v where v.case_id = c.id and v.at >= e.at and v.type in ('opened', 'joined', 'marked')))
     order by id desc`,
  )
  return rows.map((row) => ({
    ...{ id: row.id, text: row.text, expected: row.expected, category: row.category, source: row.source },
    ...{ by: row.made_by, at: +row.at, why: row.why },
  }))
}

/** Keeps a text without its numbers, its sender and its group; null where there are too many already. */
export async function keepExample(
  tx: Queryable,
  { text, expected, category, source, by, at, why }: Omit<ExampleRow, 'id'>,
): Promise<number | null> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into rule_examples (text, expected, category, source, made_by, at, why)
     select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from rule_examples) < ${MOST_EXAMPLES} returning id`,
    [maskNumbers(text), expected, category, source, by, new Date(at), why],
  )
  return rows[0]?.id ?? null
}

export async function dropExample(tx: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await tx.query('delete from rule_examples where id = $1', [id])
  return rowCount === 1
}
