import { EARLIER_MEDIA, MEDIA_WINDOW } from '../cases/needs.ts'
import type { Queryable } from './db.ts'
import { EMPTIED } from './messages.ts'

/** How much of each was forgotten. */
export interface Forgotten {
  messages: number
  flags: number
  letters: number
  replies: number
}

/** Rows of each kind that one transaction touches at the most, so that nobody waits for it. */
export const FORGET_BATCH = 1_000
const DAY = 24 * 3_600_000

/**
 * Forgets the next batch of what is older than `before` (epoch ms) and no case needs: what messages say and who said
 * them, dismissed flags, payloads of dead letters, what was said to somebody and is about no case. The rows of messages
 * stay without it, since their key tells a message that comes again. What waits for a person stays whole until he has decided.
 */
export async function forget(
  tx: Queryable,
  before: number,
  now: number,
  limit = FORGET_BATCH,
): Promise<Forgotten> {
  return {
    messages: await forgetMessages(tx, before, limit),
    flags: await forgetFlags(tx, before, limit),
    letters: await forgetPayloads(tx, before, limit),
    // The daily budget of a group counts what was said there since midnight.
    replies: await forgetReplies(tx, Math.min(before, now - DAY), limit),
  }
}

/** A person who opens a case from a flag adopts the pictures that its sender sent with it: those wait with it. */
async function forgetMessages(tx: Queryable, before: number, limit: number): Promise<number> {
  const { rows } = await tx.query<{ messages: number }>(
    `with old as (
       select m.account, m.id from messages m
       where m.case_id is null and not m.forgotten and m.received_at < $1
         and not exists (
           select from flags f
           where f.account = m.account and f.message = m.id and f.status = 'pending')
         and not (m.type in ('image', 'voice', 'file') and exists (
           select from flags f join messages words on words.account = f.account and words.id = f.message
           where f.status = 'pending' and f.at between m.at - make_interval(secs => $4) and m.at + make_interval(secs => $3)
             and words.member = m.member and words.group_id is not distinct from m.group_id))
       order by m.received_at limit $2 for update of m skip locked),
     unseen as (
       delete from pictures p using old where p.account = old.account and p.message = old.id),
     shadows as (
       delete from shadow_verdicts s using old where s.account = old.account and s.message = old.id),
     emptied as (
       update messages m set ${EMPTIED}
       from old where m.account = old.account and m.id = old.id returning 1)
     select count(*) as messages from emptied`,
    [new Date(before), limit, EARLIER_MEDIA / 1_000, MEDIA_WINDOW / 1_000],
  )
  return rows[0]!.messages
}

async function forgetFlags(tx: Queryable, before: number, limit: number): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from flags f using (
       select account, message from flags where status = 'dismissed' and decided_at < $1
       order by decided_at limit $2 for update skip locked) old
     where f.account = old.account and f.message = old.message`,
    [new Date(before), limit],
  )
  return rowCount ?? 0
}

/** Which message it was and why it could not be handled stays for whoever looks into it. */
async function forgetPayloads(tx: Queryable, before: number, limit: number): Promise<number> {
  const { rowCount } = await tx.query(
    `update dead_letters d set payload = null from (
       select id from dead_letters where payload is not null and at < $1
       order by at limit $2 for update skip locked) old
     where d.id = old.id`,
    [new Date(before), limit],
  )
  return rowCount ?? 0
}

/** Rows with a key are not among these kinds: the key keeps what was said from being said again. */
async function forgetReplies(tx: Queryable, before: number, limit: number): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from outbox o using (
       select id from outbox
       where case_id is null and kind in ('answer', 'refusal', 'question') and created_at < $1
         and status in ('sent', 'dropped', 'refused') and (sent_at is null or sent_at < $1)
       order by created_at limit $2 for update skip locked) old
     where o.id = old.id`,
    [new Date(before), limit],
  )
  return rowCount ?? 0
}

/**
 * How much was heard in groups is of no use to anybody after 30 days; samples, and what they stand for, are asked for by week
 * for a quarter of a year.
 */
export async function forgetCounts(db: Queryable, now: number): Promise<void> {
  await db.query('delete from heard_days where day < $1', [new Date(now - 30 * DAY)])
  const quarter = new Date(now - 100 * DAY)
  await db.query('delete from ignored_days where day < $1', [quarter])
  await db.query('delete from samples where at < $1', [quarter])
}
