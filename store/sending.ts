import type { ReplyKind } from '../cases/model.ts'
import type { Queryable } from './db.ts'
import { mayBeSaid } from './hushed.ts'

/** A reply that waits. Times are epoch ms. */
export interface Waiting {
  id: number
  case: string | null
  group: string | null
  direct: string | null
  kind: ReplyKind
  mentions: string[]
  text: string
  urgent: boolean
  notBefore: number
  /** put off until then by a refusal; null: not put off */
  heldUntil: number | null
  attempts: number
}

/** Which rows of an account may leave: `maxRank` is 1 in quiet hours (urgent and prompt ones), else 2 (all). */
export interface Scope {
  account: string
  now: number
  maxRank: number
}

const COLUMNS = `o.id, o.case_id, o.group_id, o.direct, o.kind, o.mentions, o.text, o.urgent, o.not_before, o.held_until,
  o.attempts`
/** The most rows of one conversation that are looked at for one post. */
const CONVERSATION_LIMIT = 200

/** Locks the row whose turn it is; one whose elder of the same case and conversation waits after a refusal is passed over. */
export async function lockHead(tx: Queryable, scope: Scope): Promise<Waiting | null> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from outbox o
     where o.account = $1 and o.status = 'pending' and o.rank <= $3 and o.not_before <= $2
       and (o.held_until is null or o.held_until <= $2) and ${mayBeSaid('$1')}
       and not exists (
         select from outbox elder
         where elder.account = o.account and elder.status = 'pending' and elder.rank <= $3
           and coalesce(elder.group_id, elder.direct) = coalesce(o.group_id, o.direct) and elder.case_id = o.case_id
           and (elder.not_before, elder.id) < (o.not_before, o.id)
           and elder.held_by = 'refusal' and elder.held_until > $2 and (elder.urgent or not o.urgent))
     order by o.rank, o.not_before, o.id
     limit 1
     for update skip locked`,
    [scope.account, new Date(scope.now), scope.maxRank],
  )
  return rows[0] ? toWaiting(rows[0]) : null
}

/** Locks what waits in the conversation of `head` and is planned until `until`, in the order of its planning. */
export async function lockConversation(
  tx: Queryable,
  head: Waiting,
  scope: Scope,
  until: number,
): Promise<Waiting[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from outbox o
     where o.account = $1 and o.status = 'pending' and o.rank <= $3 and o.not_before <= $5
       and coalesce(o.group_id, o.direct) = $4 and o.group_id is not distinct from $6
       and (o.held_until is null or o.held_until <= $2 or o.held_by = 'refusal')
     order by o.not_before, o.id
     limit ${CONVERSATION_LIMIT}
     for update skip locked`,
    [
      scope.account,
      new Date(scope.now),
      scope.maxRank,
      head.group ?? head.direct,
      new Date(until),
      head.group,
    ],
  )
  return rows.map(toWaiting)
}

/** How many messages the group has been given since `since`, urgent ones apart; what may have left counts. */
export async function countPosts(tx: Queryable, group: string, since: number): Promise<number> {
  const { rows } = await tx.query(
    `select count(distinct post) as n from outbox
     where group_id = $1 and claimed_at >= $2 and not urgent and status in ('sending', 'sent', 'unknown')`,
    [group, new Date(since)],
  )
  return rows[0].n
}

/** Puts off what waits in a group and is not urgent. */
export async function putOff(tx: Queryable, account: string, group: string, until: number): Promise<void> {
  await tx.query(
    `update outbox set held_until = $3, held_by = 'budget'
     where account = $1 and coalesce(group_id, direct) = $2 and group_id = $2 and status = 'pending' and not urgent
       and not_before < $3 and (held_until is null or held_until < $3)`,
    [account, group, new Date(until)],
  )
}

/**
 * Marks rows as being sent as one post and gives the name of everybody they mention: the member's, else what he was
 * called last, else his id.
 */
export async function claim(
  tx: Queryable,
  rows: Waiting[],
  post: { id: string; text: string; mentions: string[]; now: number },
): Promise<Map<string, string>> {
  const { rows: names } = await tx.query(
    `with claimed as (
       update outbox set status = 'sending', attempts = attempts + 1, claimed_at = $2, post = $3, posted_text = $4,
         held_until = null, held_by = null, error = null
       where id = any($1::bigint[]))
     select who.id, coalesce(m.name, (
         select h.member_name from messages h where h.member = who.id and h.member_name is not null
         order by h.at desc limit 1), who.id) as name
     from unnest($5::text[]) as who (id) left join members m on m.id = who.id`,
    [rows.map((r) => r.id), new Date(post.now), post.id, post.text, post.mentions],
  )
  return new Map(names.map((n) => [n.id, n.name]))
}

/** It left: also where it was taken for lost in between. `native` is the platform's id, if it gave one. */
export async function markSent(
  db: Queryable,
  post: string,
  native: string | null,
  text: string,
  at: number,
): Promise<void> {
  await db.query(
    `update outbox set status = 'sent', native_id = coalesce($2, native_id), posted_text = $3, sent_at = $4, error = null
     where post = $1`,
    [post, native, text, new Date(at)],
  )
}

/** Nobody knows whether it left; where its echo was heard meanwhile, it did. */
export async function markUnknown(db: Queryable, post: string, reason: string, text: string): Promise<void> {
  await db.query(
    `update outbox set status = 'unknown', error = $2, posted_text = $3 where post = $1 and status = 'sending'`,
    [post, reason, text],
  )
}

/** It did not leave and waits again until `again` (epoch ms), or for good is not sent (null). */
export async function markRefused(
  db: Queryable,
  post: string,
  reason: string,
  again: number | null,
): Promise<void> {
  await db.query(
    `update outbox set post = null, posted_text = null, claimed_at = null, error = $2, held_until = $3,
       status = case when $3::timestamptz is null then 'refused' else 'pending' end,
       held_by = case when $3::timestamptz is not null then 'refusal' end
     where post = $1 and status in ('sending', 'unknown')`,
    [post, reason, again === null ? null : new Date(again)],
  )
}

/** Takes back a claim that was not answered for and after which nothing was sent. */
export async function releaseClaim(db: Queryable, post: string): Promise<void> {
  await db.query(
    `update outbox set status = 'pending', attempts = attempts - 1, post = null, posted_text = null, claimed_at = null
     where post = $1 and status in ('sending', 'unknown')`,
    [post],
  )
}

/** What a process that ended was just sending may have left or not. Gives the number of rows. */
export async function abandonSending(db: Queryable, account: string): Promise<number> {
  const { rowCount } = await db.query(
    `update outbox set status = 'unknown', error = 'the bot ended while it was sending this'
     where account = $1 and status = 'sending'`,
    [account],
  )
  return rowCount ?? 0
}

/** When the next row falls due: among those that may leave, and (null: none) among those that quiet hours hold. */
export async function nextDue(
  db: Queryable,
  scope: Scope,
): Promise<{ free: number | null; held: number | null }> {
  const { rows } = await db.query(
    `select min(greatest(not_before, held_until)) filter (where rank <= $3 and greatest(not_before, held_until) > $2) as free,
       min(greatest(not_before, held_until)) filter (where rank > $3) as held
     from outbox o where account = $1 and status = 'pending' and ${mayBeSaid('$1')}`,
    [scope.account, new Date(scope.now), scope.maxRank],
  )
  const ms = (date: Date | null) => (date === null ? null : +date)
  return { free: ms(rows[0].free), held: ms(rows[0].held) }
}

interface Row {
  id: number
  case_id: string | null
  group_id: string | null
  direct: string | null
  kind: ReplyKind
  mentions: string[]
  text: string
  urgent: boolean
  not_before: Date
  held_until: Date | null
  attempts: number
}

const toWaiting = (row: Row): Waiting => ({
  id: row.id,
  case: row.case_id,
  group: row.group_id,
  direct: row.direct,
  kind: row.kind,
  mentions: row.mentions,
  text: row.text,
  urgent: row.urgent,
  notBefore: +row.not_before,
  heldUntil: row.held_until && +row.held_until,
  attempts: row.attempts,
})
