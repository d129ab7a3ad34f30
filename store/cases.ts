import type { Case, CaseEvent, Change } from '../cases/model.ts'
import type { Queryable } from './db.ts'
import { saveFacts } from './facts.ts'

/** A case was changed by somebody else meanwhile: load it again and decide anew. */
export class Conflict extends Error {}
/** A new case's code is taken: decide anew with another attempt. */
export class CodeTaken extends Error {}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

const toRow = (c: Case, wakeAt: number | null) => ({
  id: c.id,
  code: c.code,
  category: c.category,
  kind: c.kind,
  urgency: c.urgency,
  confidential: c.confidential,
  channel: c.channel,
  area: c.area,
  placed: c.placed,
  office: c.office,
  status: c.status,
  text: c.text,
  group_id: c.group,
  told_in: c.toldIn,
  account: c.account,
  opened_at: iso(c.openedAt),
  due_at: iso(c.dueAt),
  assigned_at: iso(c.assignedAt),
  accepted_at: iso(c.acceptedAt),
  resolved_at: iso(c.resolvedAt),
  closed_at: iso(c.closedAt),
  result: c.result,
  outcome: c.outcome,
  verified_by: c.verifiedBy,
  asked: c.asked,
  supervised: c.supervised,
  overdue: c.overdue,
  returned: c.returned,
  taken: c.taken,
  about: c.about,
  wake_at: iso(wakeAt),
  version: c.version,
})

const UPDATED =
  'category kind urgency confidential area placed office status due_at assigned_at accepted_at resolved_at closed_at ' +
  'told_in result outcome verified_by asked supervised overdue returned taken about wake_at version'

/**
 * Writes changes of cases with their events; the only writer of `cases`, `case_reporters` and `case_events`.
 * `wakeAt` tells when time alone changes a case next.
 * @throws Conflict when a case was changed since it was loaded; CodeTaken when a new code exists already
 */
export async function saveCases(
  tx: Queryable,
  changes: Change[],
  wakeAt: (c: Case) => number | null,
): Promise<void> {
  if (changes.length === 0) return
  const rows = (list: Change[]) =>
    JSON.stringify(list.map((change) => toRow(change.case, wakeAt(change.case))))
  const fresh = changes.filter((change) => change.from === null)
  const changed = changes.filter((change) => change.from !== null)
  if (fresh.length) {
    const done = await tx.query(
      `insert into cases select * from jsonb_populate_recordset(null::cases, $1) on conflict (code) do nothing`,
      [rows(fresh)],
    )
    if (done.rowCount !== fresh.length) throw new CodeTaken('a code is taken')
  }
  if (changed.length) {
    const set = UPDATED.split(' ').map((column) => `${column} = n.${column}`)
    const done = await tx.query(
      `update cases c set ${set.join(', ')}
       from jsonb_populate_recordset(null::cases, $1) n
       join unnest($2::uuid[], $3::integer[]) as v(id, version) on v.id = n.id
       where c.id = n.id and c.version = v.version`,
      [rows(changed), changed.map((change) => change.case.id), changed.map((change) => change.from)],
    )
    if (done.rowCount !== changed.length) throw new Conflict('a case was changed meanwhile')
  }
  await saveReporters(tx, changes)
  await saveEvents(tx, changes)
  await saveFacts(tx, changes)
}

async function saveReporters(tx: Queryable, changes: Change[]): Promise<void> {
  const gone = changes.flatMap(({ case: c, leaves = [] }) => leaves.map((member) => ({ id: c.id, member })))
  if (gone.length)
    await tx.query(
      `delete from case_reporters r using unnest($1::uuid[], $2::text[]) as g(id, member)
       where r.case_id = g.id and r.member = g.member`,
      [gone.map((g) => g.id), gone.map((g) => g.member)],
    )
  const all = changes.flatMap(({ case: c }) => c.reporters.map((r, seq) => ({ ...r, id: c.id, seq })))
  await tx.query(
    `insert into case_reporters (case_id, member, group_id, at, seq)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::integer[])
     on conflict (case_id, member) do update set group_id = excluded.group_id, seq = excluded.seq
       where (case_reporters.group_id, case_reporters.seq) is distinct from (excluded.group_id, excluded.seq)`,
    [
      all.map((r) => r.id),
      all.map((r) => r.member),
      all.map((r) => r.group),
      all.map((r) => iso(r.at)),
      all.map((r) => r.seq),
    ],
  )
}

async function saveEvents(tx: Queryable, changes: Change[]): Promise<void> {
  const all = changes.flatMap(({ case: c, events }) => events.map((e, i) => ({ ...e, id: c.id, i })))
  await tx.query(
    `insert into case_events (case_id, seq, at, type, by, office, text)
     select e.id, e.i + coalesce((select max(seq) + 1 from case_events x where x.case_id = e.id), 0), e.at, e.type, e.by, e.office, e.text
     from unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[])
       as e(id, i, at, type, by, office, text)`,
    [
      all.map((e) => e.id),
      all.map((e) => e.i),
      all.map((e) => iso(e.at)),
      all.map((e) => e.type),
      all.map((e) => e.by),
      all.map((e) => e.office),
      all.map((e) => e.text),
    ],
  )
}

/** Which cases to load; a case that fits any of these is loaded once. */
export interface CaseQuery {
  ids?: string[]
  codes?: string[]
  /** open cases that were opened in these groups since `since`, and all open rumours since then */
  groups?: string[]
  since?: number
  /** cases of these reporters that are not closed, and their latest closed ones */
  reporters?: string[]
  /** cases that these offices have resolved since `resolvedSince` */
  offices?: string[]
  resolvedSince?: number
}

interface CaseRow {
  row: Record<string, unknown>
  reporters: { member: string; group: string | null; at: string }[]
}

/** Loads cases with their reporters, in one query. */
export async function loadCases(tx: Queryable, query: CaseQuery): Promise<Case[]> {
  const { rows } = await tx.query<CaseRow>(
    `with wanted as (
       select id from cases where id = any($1::uuid[])
       union select id from cases where code = any($2)
       union select id from cases where group_id = any($3) and opened_at >= $4 and status <> 'closed'
       union select id from cases where $3 <> '{}' and category = 'rumour' and opened_at >= $4 and status <> 'closed'
       union select id from cases where office = any($6) and resolved_at >= $7 and status = 'resolved'
       union select id from (
         select r.case_id as id, c.status, row_number() over (partition by r.member order by c.opened_at desc) as newest
         from case_reporters r join cases c on c.id = r.case_id
         where r.member = any($5)
       ) own where newest <= 20 or status <> 'closed'
     )
     select to_jsonb(c) as row,
            coalesce((select jsonb_agg(jsonb_build_object('member', r.member, 'group', r.group_id, 'at', r.at) order by r.seq)
                      from case_reporters r where r.case_id = c.id), '[]') as reporters
     from cases c join wanted using (id)`,
    [
      query.ids ?? [],
      query.codes ?? [],
      query.groups ?? [],
      iso(query.since ?? 0),
      query.reporters ?? [],
      query.offices ?? [],
      iso(query.resolvedSince ?? 0),
    ],
  )
  return rows.map(toCase)
}

/** The cases whose time has come, at most `limit`, earliest first. */
export async function loadDueCases(tx: Queryable, now: number, limit: number): Promise<Case[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from cases where wake_at <= $1 order by wake_at, id limit $2 for update skip locked`,
    [iso(now), limit],
  )
  return rows.length ? loadCases(tx, { ids: rows.map((r) => r.id) }) : []
}

/** Notes when to look at cases again that have not changed. */
export async function saveWakes(
  tx: Queryable,
  cases: Case[],
  wakeAt: (c: Case) => number | null,
): Promise<void> {
  if (cases.length === 0) return
  await tx.query(
    `update cases c set wake_at = w.at from unnest($1::uuid[], $2::timestamptz[]) as w(id, at) where c.id = w.id`,
    [cases.map((c) => c.id), cases.map((c) => iso(wakeAt(c)))],
  )
}

/** When the next case falls due; null when none will. */
export async function nextWake(q: Queryable): Promise<number | null> {
  const { rows } = await q.query<{ at: Date | null }>(
    `select min(wake_at) as at from cases where wake_at is not null`,
  )
  return rows[0]?.at?.getTime() ?? null
}

function toCase({ row, reporters }: CaseRow): Case {
  const at = (value: unknown) => (value === null ? null : Date.parse(value as string))
  const r = row as Record<string, never>
  return {
    id: r['id']!,
    code: r['code']!,
    category: r['category']!,
    kind: r['kind']!,
    urgency: r['urgency']!,
    confidential: r['confidential']!,
    channel: r['channel']!,
    area: r['area']!,
    placed: r['placed']!,
    office: r['office'] ?? null,
    status: r['status']!,
    text: r['text']!,
    group: r['group_id'] ?? null,
    toldIn: r['told_in']!,
    account: r['account']!,
    openedAt: at(r['opened_at'])!,
    dueAt: at(r['due_at'])!,
    assignedAt: at(r['assigned_at'])!,
    acceptedAt: at(r['accepted_at']),
    resolvedAt: at(r['resolved_at']),
    closedAt: at(r['closed_at']),
    result: r['result'] ?? null,
    outcome: r['outcome'] ?? null,
    verifiedBy: r['verified_by']!,
    asked: r['asked']!,
    supervised: r['supervised']!,
    overdue: r['overdue']!,
    returned: r['returned']!,
    taken: r['taken']!,
    about: r['about']!,
    version: r['version']!,
    reporters: reporters.map((x) => ({ ...x, at: Date.parse(x.at) })),
  }
}

/** Cases of a ledger: not confidential, still open or with an event after `from` and until `to`; with these events. */
export async function loadLedger(tx: Queryable, from: number, to: number) {
  const { rows } = await tx.query<{ id: string; today: Pick<CaseEvent, 'type'>[] }>(
    `with today as (
       select case_id, jsonb_agg(jsonb_build_object('type', type) order by seq) as events
       from case_events where at > $1 and at <= $2 group by case_id
     )
     select c.id, coalesce(t.events, '[]') as today
     from cases c left join today t on t.case_id = c.id
     where not c.confidential and (c.status <> 'closed' or t.case_id is not null)
     order by c.opened_at, c.id`,
    [iso(from), iso(to)],
  )
  const byId = new Map((await loadCases(tx, { ids: rows.map((r) => r.id) })).map((c) => [c.id, c]))
  return rows.map((r) => ({ case: byId.get(r.id)!, today: r.today }))
}
