import type { Complaint } from '../cases/complaints.ts'
import type { Flagged } from '../cases/decision.ts'
import type { Heard } from '../cases/model.ts'
import { EARLIER_MEDIA, MEDIA_WINDOW } from '../cases/needs.ts'
import type { Queryable } from './db.ts'

/** One message with what became of it. */
export interface Filed {
  heard: Heard
  state: 'ignored' | 'flagged' | 'case' | 'command'
  caseId: string | null
  flag: Flagged | null
}

const iso = (at: number) => new Date(at).toISOString()

/** Messages of one conversation wait for each other: a case is joined or opened by one worker at a time. */
export async function lockConversations(tx: Queryable, heard: Heard[]): Promise<void> {
  const keys = [...new Set(heard.map((h) => h.group ?? `direct:${h.from}`))].sort()
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended(key, 0)) from (select unnest($1::text[]) as key order by 1) k`,
    [keys],
  )
}

/** Which of these messages are filed already. */
export async function filedIds(tx: Queryable, heard: Heard[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ account: string; id: string }>(
    `select m.account, m.id from messages m join unnest($1::text[], $2::text[]) as h(account, id) using (account, id)`,
    [heard.map((h) => h.account), heard.map((h) => h.id)],
  )
  return new Set(rows.map((r) => `${r.account}\n${r.id}`))
}

/** Files messages; the unique key makes a second filing of one harmless. Cases must be saved before. */
export async function fileMessages(tx: Queryable, filed: Filed[], now: number): Promise<void> {
  await tx.query(
    `insert into messages (account, id, group_id, member, member_name, at, type, text, state, case_id, received_at)
     select *, $11::timestamptz from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                                            $7::text[], $8::text[], $9::text[], $10::uuid[])
     on conflict do nothing`,
    [
      filed.map((f) => f.heard.account),
      filed.map((f) => f.heard.id),
      filed.map((f) => f.heard.group),
      filed.map((f) => f.heard.from),
      filed.map((f) => f.heard.fromName),
      filed.map((f) => iso(f.heard.at)),
      filed.map((f) => f.heard.type),
      filed.map((f) => f.heard.text),
      filed.map((f) => f.state),
      filed.map((f) => f.caseId),
      iso(now),
    ],
  )
  const flagged = filed.filter((f) => f.flag !== null)
  if (flagged.length === 0) return
  const rows = flagged.map(({ heard, flag }) => ({
    account: heard.account,
    message: heard.id,
    at: iso(heard.at),
    group_id: heard.group,
    category: flag!.verdict.category,
    kind: flag!.verdict.kind,
    urgency: flag!.verdict.urgency,
    confidential: flag!.verdict.confidential,
    about: flag!.about,
    office: flag!.office,
    score: flag!.verdict.score,
    hits: flag!.verdict.hits,
    // They may quote a run of characters that was learned and ends in half of a pair, which jsonb refuses.
    why: flag!.why.map((line) => line.toWellFormed()),
    status: 'pending',
  }))
  await tx.query(
    `insert into flags select * from jsonb_populate_recordset(null::flags, $1) on conflict do nothing`,
    [JSON.stringify(rows)],
  )
}

/** Pictures of the same sender in the same conversation, sent between `since` and `until` (epoch ms), belong to the case too. */
export interface Adoption {
  heard: Heard
  caseId: string
  since: number
  until: number
}

/** What may have been sent with a complaint goes nowhere else. */
export async function adoptPictures(tx: Queryable, adoptions: Adoption[]): Promise<void> {
  if (adoptions.length === 0) return
  await tx.query(
    `update messages m set state = 'case', case_id = a.case_id
     from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::uuid[], $6::text[], $7::text[])
       as a(group_id, member, since, until, case_id, account, message)
     where m.group_id is not distinct from a.group_id and m.member = a.member and m.type in ('image', 'voice', 'file')
       and m.at >= a.since and m.at <= a.until and m.state = 'ignored'
       and not exists (
         select from messages words join flags f on f.account = words.account and f.message = words.id
         where words.member = m.member and words.group_id is not distinct from m.group_id
           and words.at between m.at - make_interval(secs => $9) and m.at + make_interval(secs => $8)
           and f.confidential and f.status <> 'dismissed' and (f.account, f.message) <> (a.account, a.message))`,
    [
      adoptions.map((a) => a.heard.group),
      adoptions.map((a) => a.heard.from),
      adoptions.map((a) => iso(a.since)),
      adoptions.map((a) => iso(a.until)),
      adoptions.map((a) => a.caseId),
      adoptions.map((a) => a.heard.account),
      adoptions.map((a) => a.heard.id),
      EARLIER_MEDIA / 1_000,
      MEDIA_WINDOW / 1_000,
    ],
  )
}

/** What the senders of these messages have said, so lately that more of it may follow, that waits for a person in confidence. */
export async function waitingComplaints(tx: Queryable, heard: Heard[]): Promise<Complaint[]> {
  const times = heard.map((h) => h.at)
  const { rows } = await tx.query<Omit<Complaint, 'at'> & { at: Date }>(
    `select m.account, m.id, m.group_id as group, m.member as from, m.at
     from flags f join messages m on m.account = f.account and m.id = f.message
     where f.status = 'pending' and f.confidential and f.at between $1 and $2 and m.member = any($3)`,
    [iso(Math.min(...times) - MEDIA_WINDOW), iso(Math.max(...times)), heard.map((h) => h.from)],
  )
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}

/** A message that was taken back, in the conversation where it was said: by its sender, or by whoever runs the group. */
export interface Withdrawal {
  account: string
  group: string | null
  id: string
}

/** What a forgotten message loses: its row tells no more than that it is known. */
export const EMPTIED = `text = '', member = null, member_name = null, group_id = null, forgotten = true`

/** Of what was taken back and no case holds the flag goes, and it is forgotten at once, with its picture. */
export async function withdrawMessages(tx: Queryable, withdrawn: Withdrawal[]): Promise<void> {
  if (withdrawn.length === 0) return
  const keys = [withdrawn.map((w) => w.account), withdrawn.map((w) => w.id), withdrawn.map((w) => w.group)]
  await tx.query(
    `delete from flags f using unnest($1::text[], $2::text[], $3::text[]) as w(account, id, group_id)
     where f.account = w.account and f.message = w.id and f.group_id is not distinct from w.group_id
       and f.status = 'pending'`,
    keys,
  )
  await tx.query(
    `with emptied as (
       update messages m set state = 'ignored', ${EMPTIED}
       from unnest($1::text[], $2::text[], $3::text[]) as w(account, id, group_id)
       where m.account = w.account and m.id = w.id and m.group_id is not distinct from w.group_id and m.case_id is null
         and not exists (select 1 from flags f where f.account = m.account and f.message = m.id)
       returning m.account, m.id),
     shadows as (
       delete from shadow_verdicts s using emptied e where s.account = e.account and s.message = e.id)
     delete from pictures p using emptied e where p.account = e.account and p.message = e.id`,
    keys,
  )
}

/** The group in which the senders of private messages wrote last, by member. */
export async function lastGroups(tx: Queryable, heard: Heard[]): Promise<Map<string, string>> {
  const members = [...new Set(heard.flatMap((h) => (h.group === null && h.from !== null ? [h.from] : [])))]
  if (members.length === 0) return new Map()
  const { rows } = await tx.query<{ member: string; group_id: string }>(
    `select w.member, m.group_id from unnest($1::text[]) as w(member)
     cross join lateral (select group_id from messages m where m.member = w.member and m.group_id is not null
                         order by m.at desc limit 1) m`,
    [members],
  )
  return new Map(rows.map((r) => [r.member, r.group_id]))
}

/** How long ago a quoted message may have been said. */
const QUOTE_DAYS = 30

/**
 * The cases that quoted messages belong to, by `account\nid` of the quoting message: WeChat gives no id of what is
 * quoted, only its text, so the latest message or receipt of that group with these words is meant; never a complaint, which
 * for the group does not exist.
 */
export async function quotedCases(tx: Queryable, heard: Heard[]): Promise<Map<string, string>> {
  const quoting = heard.filter((h) => h.quote !== null && h.group !== null)
  if (quoting.length === 0) return new Map()
  const { rows } = await tx.query<{ key: string; case_id: string | null }>(
    `select q.key, coalesce(
       (select m.case_id from messages m join cases c on c.id = m.case_id
         where m.group_id = q.group_id and m.at > q.at - make_interval(days => ${QUOTE_DAYS}) and m.at <= q.at
           and not c.confidential and starts_with(m.text, q.text)
         order by m.at desc limit 1),
       (select o.case_id from outbox o join cases c on c.id = o.case_id
         where o.group_id = q.group_id and o.sent_at > q.at - make_interval(days => ${QUOTE_DAYS})
           and not c.confidential and strpos(o.posted_text, q.text) > 0
         order by o.id desc limit 1)) as case_id
     from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) as q(key, group_id, at, text)
     where q.text <> ''`,
    [
      quoting.map((h) => `${h.account}\n${h.id}`),
      quoting.map((h) => h.group),
      quoting.map((h) => iso(h.at)),
      quoting.map((h) => h.quote!.text.replace(/[….]+$/, '').trim()),
    ],
  )
  return new Map(rows.flatMap((r) => (r.case_id ? [[r.key, r.case_id]] : [])))
}
