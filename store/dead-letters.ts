import type { Queryable } from './db.ts'

/** Keeps what could not be read or handled, once for each stage; nothing that was filed after all. */
export async function buryLetter(
  q: Queryable,
  letter: { account: string; message: string; stage: string; reason: string; payload: unknown },
  now: number,
): Promise<void> {
  await q.query(
    `insert into dead_letters (account, message, stage, reason, payload, at) select $1, $2, $3, $4, $5, $6
     where not exists (select from messages where account = $1 and id = $2)
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

/** Forgets the letters of messages that have come again and are filed now. */
export async function forgetLetters(
  q: Queryable,
  messages: { account: string; id: string }[],
): Promise<void> {
  await q.query(
    `delete from dead_letters d using unnest($1::text[], $2::text[]) as m(account, id)
     where d.account = m.account and d.message = m.id`,
    [messages.map((m) => m.account), messages.map((m) => m.id)],
  )
}
