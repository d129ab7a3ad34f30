import type { Reply } from '../cases/model.ts'
import type { Queryable } from './db.ts'
import { BY_HAND } from './hushed.ts'

/**
 * Puts replies into the outbox in their order; one whose key is already there is dropped. A receipt that still waits for
 * others is of no use once the end of its case is told.
 */
export async function insertReplies(tx: Queryable, replies: Reply[], now: number): Promise<void> {
  if (!replies.length) return
  const ended = replies.flatMap((r) => (r.kind === 'closure' && r.case !== null ? [r.case] : []))
  if (ended.length) {
    await tx.query(
      `delete from outbox where case_id = any($1::uuid[]) and kind = 'receipt' and status = 'pending' and not_before > $2`,
      [ended, new Date(now)],
    )
  }
  const column = <T>(of: (reply: Reply) => T) => replies.map(of)
  await tx.query(
    `insert into outbox (account, case_id, kind, group_id, direct, mentions, text, urgent, prompt, not_before, key, created_at)
     select r.account, r.case_id, r.kind, r.group_id, r.direct, array(select jsonb_array_elements_text(r.mentions)),
       r.text, r.urgent, r.prompt, r.not_before, r.key, $12
     from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::boolean[],
       $9::boolean[], $10::timestamptz[], $11::text[]) with ordinality
       as r (account, case_id, kind, group_id, direct, mentions, text, urgent, prompt, not_before, key, place)
     order by r.place
     on conflict (key) do nothing`,
    [
      column((r) => r.account),
      column((r) => r.case),
      column((r) => r.kind),
      column((r) => r.group),
      column((r) => r.direct),
      column((r) => JSON.stringify(r.mentions)),
      column((r) => r.text),
      column((r) => r.urgent),
      column((r) => r.prompt),
      column((r) => new Date(r.notBefore)),
      column((r) => r.key),
      new Date(now),
    ],
  )
}

/**
 * What a person may say of a reply, and in which states: it was `sent`, is to be said `again`, or no more (`drop`). Of what
 * waits to be said by people (`BY_HAND`) he may say the first and the last.
 */
export const SETTLED_FROM = { sent: ['unknown'], again: ['unknown', 'refused'], drop: ['refused'] }
export type Settling = keyof typeof SETTLED_FROM

const BY_PEOPLE = ['sent', 'drop']
const SETTLED_BY: Record<Settling, string> = {
  sent: `status = 'sent', sent_at = coalesce(claimed_at, $3), claimed_at = coalesce(claimed_at, $3), held_until = null,
    held_by = null, error = null, post = coalesce(post, gen_random_uuid()), posted_text = coalesce(posted_text, text)`,
  again: `status = 'pending', attempts = 0, post = null, posted_text = null, claimed_at = null, error = null`,
  drop: `status = 'dropped'`,
}

/**
 * A person's word on a reply of which nobody knows whether it left, that was refused for good, or that he has to say
 * himself. Settles all rows that left with it. False: it is in no state for that any more.
 */
export async function settle(db: Queryable, id: number, how: Settling, now: number): Promise<boolean> {
  const byPeople = BY_PEOPLE.includes(how) ? `or id = $1 and status = 'pending' and ${BY_HAND}` : ''
  const { rows } = await db.query(
    `with settled as (
       update outbox x set ${SETTLED_BY[how]}
       where status = any($2) and (id = $1 or post = (select post from outbox where id = $1 and status = 'unknown'))
         ${byPeople}
       returning id)
     select pg_notify('outbox', '') from (select from settled limit 1) any_row`,
    how === 'sent' ? [id, SETTLED_FROM[how], new Date(now)] : [id, SETTLED_FROM[how]],
  )
  return rows.length > 0
}
