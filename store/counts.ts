import type { Queryable } from './db.ts'

/** How much waits for a person or to be said, for those who watch the installation as a whole. */
export async function countPending(db: Queryable) {
  const { rows } = await db.query(
    `select (select count(*) from flags where status = 'pending') as flags,
       count(*) filter (where status = 'pending') as pending, count(*) filter (where status = 'sending') as sending,
       count(*) filter (where status = 'unknown') as unknown, count(*) filter (where status = 'refused') as refused
     from outbox where status in ('pending', 'sending', 'unknown', 'refused')`,
  )
  const { flags, ...outbox } = rows[0] as Record<
    'flags' | 'pending' | 'sending' | 'unknown' | 'refused',
    number
  >
  return { flags, outbox }
}
