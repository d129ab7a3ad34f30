import { maskInPlace } from '../../cases/mask.ts'
import type { EffectText } from '../../rules/effect/judged.ts'
import type { Queryable } from '../db.ts'
import { masked } from './masked.ts'
import { binder, type Bind, type Viewer } from './viewer.ts'
import { caseVisible, flagVisible } from './visibility.ts'

/*
 * The texts on which changes of rules are tried out. They are the same for every admin: what not every one of them may see
 * is not among them at all, so that no count tells of it.
 */

const ANY_ADMIN: Viewer = {
  ...{ login: '', name: '', role: 'admin', staff: null, office: null },
  sight: { areas: null, top: false, aside: [] },
}

/** Condition over `messages m`: no case and no flag of it is confidential, or about somebody. */
const open = (bind: Bind): string => `
  not exists (select from cases c where c.id = m.case_id
    and (${caseVisible(ANY_ADMIN, bind)} and c.about = '{}') is not true)
  and not exists (select from flags f where f.account = m.account and f.message = m.id
    and (${flagVisible(ANY_ADMIN, bind)} and f.about = '{}') is not true)`

/** … and it was judged by rules: said by somebody, in a group of residents or taken up. */
const judged = (bind: Bind): string => `
  m.type = 'text' and m.text <> '' and not m.forgotten and m.member is not null
  and m.state in ('ignored', 'flagged', 'case')
  and (m.state <> 'ignored' or exists (select from groups g where g.id = m.group_id and g.kind = 'residents'))
  and ${open(bind)}`

/** What people have decided: of samples and flags as they say, of what opened a case by itself that it was a need. */
const COLUMNS = `m.account, m.id, m.at, m.received_at, m.text, m.member,
  exists (select from staff s where s.wechat = m.member) as staff,
  coalesce((select x.need from samples x where x.account = m.account and x.message = m.id),
    (select f.status <> 'dismissed' from flags f
      where f.account = m.account and f.message = m.id and f.status <> 'pending'),
    (select true from cases c where c.id = m.case_id and c.opened_at = m.at and c.account = m.account)) as need,
  coalesce((select f.category from flags f where f.account = m.account and f.message = m.id),
    (select c.category from cases c where c.id = m.case_id)) as category`

interface Row {
  account: string
  id: string
  at: Date
  received_at: Date
  text: string
  member: string
  staff: boolean
  need: boolean | null
  category: string | null
}

/** A text with the member who said it, whom nobody else learns of. */
export type HeardText = Omit<EffectText, 'who'> & { member: string }
/** Behind which message the next page begins; the time that PostgreSQL has, which is finer than a Date. */
export type TextCursor = [at: string, account: string, id: string]

export const keyOf = (account: string, id: string) => `${account}\n${id}`
const toText = (row: Row): HeardText => ({
  ...{ key: keyOf(row.account, row.id), text: row.text, at: +row.at, staff: row.staff },
  ...{ need: row.need, category: row.category, member: row.member },
})

/** The next texts that were received since (epoch ms), in that order. */
export async function recentTexts(
  db: Queryable,
  since: number,
  after: TextCursor | null,
  limit: number,
): Promise<{ texts: HeardText[]; next: TextCursor | null }> {
  const { values, bind } = binder()
  const from = after
    ? `(m.received_at, m.account, m.id) > (${bind(after[0])}::timestamptz, ${bind(after[1])}, ${bind(after[2])})`
    : `m.received_at >= ${bind(new Date(since))}`
  const { rows } = await db.query<Row & { received: string }>(
    `select ${COLUMNS}, m.received_at::text as received from messages m where ${from} and ${judged(bind)}
     order by m.received_at, m.account, m.id limit ${bind(limit)}`,
    values,
  )
  const last = rows.at(-1)
  return { texts: rows.map(toText), next: last ? [last.received, last.account, last.id] : null }
}

/** About how many there are. */
export async function countRecent(db: Queryable, since: number): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*) as n from messages m where m.received_at >= $1 and m.type = 'text'`,
    [new Date(since)],
  )
  return rows[0]!.n
}

/** From when on there are about so many (epoch ms), but not before `since`. */
export async function sinceNewest(db: Queryable, since: number, most: number): Promise<number> {
  const { rows } = await db.query<{ received_at: Date }>(
    `select received_at from messages where received_at >= $1 and type = 'text'
     order by received_at desc offset $2 limit 1`,
    [new Date(since), most - 1],
  )
  return rows[0] ? +rows[0].received_at : since
}

/**
 * The keys of texts with whose cases or flags something was done since (epoch ms), or that were taken back, and that may be
 * looked at no longer: what has become confidential is among these.
 */
export async function goneTexts(db: Queryable, since: number): Promise<string[]> {
  const { values, bind } = binder()
  const from = bind(new Date(since))
  const { rows } = await db.query<{ account: string; id: string }>(
    `with met as (
       select w.account, w.id from messages w where w.case_id in (select case_id from case_events where at >= ${from})
       union
       select account, message from flags
       where status in ('opened', 'merged', 'dismissed') and decided_at >= ${from}
       union
       select account, text from messages where received_at >= ${from} and type = 'recall')
     select account, id from messages m join met using (account, id) where (${judged(bind)}) is not true`,
    values,
  )
  return rows.map(({ account, id }) => keyOf(account, id))
}

/** The texts that were decided about last, since (epoch ms; 0: ever), so many of each kind at the most. */
export async function decidedTexts(db: Queryable, since: number, limit: number): Promise<HeardText[]> {
  const { values, bind } = binder()
  const [from, most] = [bind(new Date(since)), bind(limit)]
  const { rows } = await db.query<Row>(
    `with decided as (
       (select account, message as id from flags
        where status in ('opened', 'merged', 'dismissed') and decided_at >= ${from} order by decided_at desc limit ${most})
       union
       (select account, message from samples where need is not null and decided_at >= ${from} limit ${most})
       union
       (select w.account, w.id from (select id, account, opened_at from cases where opened_at >= ${from}
          order by opened_at desc limit ${most}) c
        join messages w on w.case_id = c.id and w.at = c.opened_at and w.account = c.account))
     select ${COLUMNS} from messages m join decided using (account, id) where ${judged(bind)}`,
    values,
  )
  return rows.map(toText)
}

export interface ShownText {
  text: string
  at: number
  group: string | null
}

/** The texts of these keys as they may be shown; what is forgotten or has become confidential is missing. */
export async function shownTexts(db: Queryable, keys: readonly string[]): Promise<Map<string, ShownText>> {
  const { values, bind } = binder()
  const parts = keys.map((key) => key.split('\n'))
  const [accounts, ids] = [bind(parts.map(([account]) => account)), bind(parts.map(([, id]) => id))]
  const { rows } = await db.query(
    `select m.account, m.id, m.text, m.at, (select topic from groups g where g.id = m.group_id) as topic
     from messages m join unnest(${accounts}::text[], ${ids}::text[]) as k (account, id) using (account, id)
     where ${judged(bind)}`,
    values,
  )
  const shown = (row: (typeof rows)[number]): ShownText => ({
    text: maskInPlace(row.text),
    at: +row.at,
    group: masked(row.topic as string | null),
  })
  return new Map(rows.map((row) => [keyOf(row.account, row.id), shown(row)]))
}

/** The text of a message that every admin may see, masked as it may be kept; null where there is none. */
export async function keepableText(db: Queryable, account: string, id: string): Promise<string | null> {
  const { values, bind } = binder()
  const { rows } = await db.query<{ text: string }>(
    `select m.text from messages m where m.account = ${bind(account)} and m.id = ${bind(id)} and ${judged(bind)}`,
    values,
  )
  return rows[0] ? masked(rows[0].text) : null
}

export interface ShadowItem extends ShownText {
  now: { decision: string; category: string | null }
  then: { decision: string; category: string | null }
}

/** What the version in the shadow would have decided otherwise since (epoch ms), with how often; the newest are shown. */
export async function readShadow(db: Queryable, version: number, since: number, limit: number) {
  const { values, bind } = binder()
  const where = `from shadow_verdicts s join messages m on m.account = s.account and m.id = s.message
    where s.version = ${bind(version)} and s.at >= ${bind(new Date(since))} and not s.confidential and ${judged(bind)}`
  const { rows: kinds } = await db.query<{ now: string; then: string; count: number }>(
    `select s.now_decision as now, s.then_decision as then, count(*) as count ${where} group by 1, 2 order by 3 desc`,
    values,
  )
  const { rows } = await db.query(
    `select s.*, m.text, (select topic from groups g where g.id = m.group_id) as topic ${where}
     order by s.at desc limit ${bind(limit)}`,
    values,
  )
  const items = rows.map((row): ShadowItem => ({
    ...{ text: maskInPlace(row.text), at: +row.at, group: masked(row.topic) },
    now: { decision: row.now_decision, category: row.now_category },
    then: { decision: row.then_decision, category: row.then_category },
  }))
  return { kinds, items, judged: await countRecent(db, since) }
}

/** What people are called, staff by their given names too: no suggestion may hold it. */
export async function namesOfPeople(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select name from staff union select substr(name, 2) from staff where char_length(name) = 3
     union select unnest(aliases) from staff union select name from members where char_length(name) between 2 and 4`,
  )
  return rows.map(({ name }) => name).filter((name) => name.length > 1)
}
