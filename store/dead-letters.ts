import type { Queryable } from './db.ts'
import { isOutage } from './outage.ts'

export interface Letter {
  account: string
  message: string
  /** where it failed: `hear` or `triage` */
  stage: string
  reason: string
  payload: unknown
}

/** PostgreSQL's text and JSON hold neither NUL nor halves of surrogate pairs. */
const clean = (text: string) => text.toWellFormed().replaceAll('\u0000', '')
const LONGEST_ID = 500

/**
 * Keeps what could not be read or handled, once for each stage; nothing that was filed after all. A letter whose payload
 * PostgreSQL does not take is kept without it.
 */
export async function buryLetter(q: Queryable, letter: Letter, now: number): Promise<void> {
  try {
    await insertLetter(q, letter, now)
  } catch (error) {
    if (isOutage(error) || letter.payload === null) throw error
    await insertLetter(q, { ...letter, payload: null }, now)
  }
}

async function insertLetter(q: Queryable, letter: Letter, now: number): Promise<void> {
  const payload = JSON.stringify(letter.payload ?? null, (_, v: unknown) =>
    typeof v === 'string' ? clean(v) : v,
  )
  await q.query(
    `insert into dead_letters (account, message, stage, reason, payload, at) select $1, $2, $3, $4, $5, $6
     where not exists (select from messages where account = $1 and id = $2)
     on conflict do nothing`,
    [
      clean(letter.account),
      clean(letter.message).slice(0, LONGEST_ID),
      letter.stage,
      clean(letter.reason),
      payload,
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
