import type { Queryable } from './db.ts'

/** Keeps what could not be read or handled, once for each stage. */
export async function buryLetter(
  q: Queryable,
  letter: { account: string; message: string; stage: string; reason: string; payload: unknown },
  now: number,
): Promise<void> {
  await q.query(
    `insert into dead_letters (account, message, stage, reason, payload, at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [
      letter.account,
      letter.message,
      letter.stage,
      letter.reason,
      JSON.stringify(letter.payload ?? null).replaceAll('\\u0000', ''),
      new Date(now).toISOString(),
    ],
  )
}
