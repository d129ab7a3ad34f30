import type { DeadlineRule, Dispatch, KeptAnswer, Removed, World } from '../cases/world.ts'
import type { Queryable } from './db.ts'

type Scope = { category: string | null; area: string | null }

/** Writes what a world arranges its own way over what is there, without what is removed. */
export async function saveArranged(tx: Queryable, world: World, removed: Removed): Promise<void> {
  await removeScopes(tx, 'dispatch', removed.dispatch)
  await removeScopes(tx, 'deadlines', removed.deadlines)
  await tx.query('delete from answers where id = any($1)', [removed.answers.map((a) => a.id)])
  await saveDispatch(tx, world.dispatch)
  await saveDeadlines(tx, world.deadlines)
  await saveAnswers(tx, world.answers)
}

async function removeScopes(
  tx: Queryable,
  table: 'dispatch' | 'deadlines',
  scopes: readonly Scope[],
): Promise<void> {
  await tx.query(
    `delete from ${table} t using unnest($1::text[], $2::text[]) as gone (category, area)
     where t.category is not distinct from gone.category and t.area is not distinct from gone.area`,
    [scopes.map((s) => s.category), scopes.map((s) => s.area)],
  )
}

async function saveDispatch(tx: Queryable, dispatch: readonly Dispatch[]): Promise<void> {
  await tx.query(
    `insert into dispatch (category, area, office) select * from unnest($1::text[], $2::text[], $3::text[])
     on conflict (category, area) do update set office = excluded.office`,
    [dispatch.map((d) => d.category), dispatch.map((d) => d.area), dispatch.map((d) => d.office)],
  )
}

async function saveDeadlines(tx: Queryable, rules: readonly DeadlineRule[]): Promise<void> {
  await tx.query(
    `insert into deadlines (category, area, done, accept)
     select * from unnest($1::text[], $2::text[], $3::jsonb[], $4::jsonb[])
     on conflict (category, area) do update set done = excluded.done, accept = excluded.accept`,
    [
      rules.map((r) => r.category),
      rules.map((r) => r.area),
      rules.map((r) => r.done && JSON.stringify(r.done)),
      rules.map((r) => r.accept && JSON.stringify(r.accept)),
    ],
  )
}

async function saveAnswers(tx: Queryable, answers: readonly KeptAnswer[]): Promise<void> {
  await tx.query(
    `insert into answers (id, category, area, words, text, source)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::text[], $6::text[])
     on conflict (id) do update set category = excluded.category, area = excluded.area, words = excluded.words,
       text = excluded.text, source = excluded.source`,
    [
      answers.map((a) => a.id),
      answers.map((a) => a.category),
      answers.map((a) => a.area),
      answers.map((a) => JSON.stringify(a.words)),
      answers.map((a) => a.text),
      answers.map((a) => a.source),
    ],
  )
}
