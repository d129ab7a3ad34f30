import type { EventType } from '../../cases/model.ts'
import { isoWithOffset } from '../../cases/time.ts'
import type { Queryable } from '../../store/db.ts'

/** What a replay prints: the state of everything that the chat file led to. `said` are the ids of its messages. */
export async function makeReport(
  q: Queryable,
  said: Set<string>,
  timezone: string,
): Promise<Record<string, unknown>> {
  const at = (value: Date | null) => (value === null ? null : isoWithOffset(value.getTime(), timezone))
  const messages = await q.query<{ id: string; state: string; case_id: string | null }>(
    `select id, state, case_id from messages order by seq`,
  )
  const count = (state: string) => messages.rows.filter((m) => m.state === state).length
  const filed = new Set(messages.rows.map((m) => m.id))
  return {
    messages: said.size,
    ignored: count('ignored'),
    flagged: count('flagged'),
    lost: [...said].filter((id) => !filed.has(id)).length,
    cases: await reportCases(q, at),
    flags: await reportFlags(q),
    sent: await reportSent(q, at),
  }
}

type Format = (value: Date | null) => string | null

async function reportCases(q: Queryable, at: Format) {
  const { rows } = await q.query(
    `select c.*,
       (select array_agg(r.member order by r.seq) from case_reporters r where r.case_id = c.id) as reporters,
       (select array_agg(m.id order by m.at, m.seq) from messages m where m.case_id = c.id) as messages
     from cases c order by c.opened_at, c.id`,
  )
  const events = await reportEvents(q, at)
  return rows.map((c) => ({
    code: c.code,
    category: c.category,
    kind: c.kind,
    urgency: c.urgency,
    confidential: c.confidential,
    area: c.area,
    office: c.office,
    status: c.status,
    openedAt: at(c.opened_at),
    dueAt: at(c.due_at),
    closedAt: at(c.closed_at),
    reporters: c.reporters ?? [],
    messages: c.messages ?? [],
    supervised: c.supervised,
    overdue: c.overdue,
    events: events.get(c.id) ?? [],
  }))
}

/** Events of which the form of the report knows nothing. */
const OWN: EventType[] = ['located', 'split', 'marked', 'verified']

/** By case. */
async function reportEvents(q: Queryable, at: Format): Promise<Map<string, object[]>> {
  const { rows } = await q.query(`select * from case_events where type <> all($1) order by case_id, seq`, [
    OWN,
  ])
  const events = new Map<string, object[]>()
  for (const e of rows) {
    const office = e.office === null ? {} : { office: e.office }
    const list = events.get(e.case_id) ?? []
    events.set(e.case_id, list)
    list.push({ at: at(e.at), type: e.type, by: e.by, ...office })
  }
  return events
}

async function reportFlags(q: Queryable) {
  const { rows } = await q.query(`select message, category, score, status from flags order by at, message`)
  return rows.map((f) => ({ ...f, score: Number(f.score.toFixed(2)) }))
}

async function reportSent(q: Queryable, at: Format) {
  const { rows } = await q.query(
    `select o.sent_at, o.group_id, o.direct, o.mentions, c.code, o.kind, coalesce(o.posted_text, o.text) as text
     from outbox o left join cases c on c.id = o.case_id where o.status = 'sent' order by o.sent_at, o.id`,
  )
  return rows.map((o) => ({
    at: at(o.sent_at),
    group: o.group_id,
    direct: o.direct,
    mentions: o.mentions,
    case: o.code,
    kind: o.kind,
    text: o.text,
  }))
}
