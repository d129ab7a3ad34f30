import type { Queryable } from '../db.ts'
import { binder, type Bind, type Viewer } from './viewer.ts'
import { caseVisible } from './visibility.ts'

export interface CaseItem {
  code: string
  category: string
  kind: string
  urgency: string
  confidential: boolean
  status: string
  text: string
  area: string
  office: string | null
  group: string | null
  openedAt: number
  dueAt: number
  closedAt: number | null
  supervised: boolean
  overdue: boolean
}

export interface CaseFilter {
  /** `unfinished`: all but closed */
  status?: string | undefined
  office?: string | undefined
  category?: string | undefined
  overdue?: boolean | undefined
  supervised?: boolean | undefined
  /** part of the text, or a code in any case and width */
  search?: string | undefined
}

/** Place in the list: opened at (ms), code. */
export type CaseCursor = [number, string]

const ITEM = `c.*, a.name as area_name, o.name as office_name, g.topic
  from cases c join areas a on a.code = c.area left join offices o on o.id = c.office left join groups g on g.id = c.group_id`

/** Cases that the viewer may see, newest first, after the cursor. `overdue` is as of `now`. */
export async function listCases(
  db: Queryable,
  viewer: Viewer,
  filter: CaseFilter,
  after: CaseCursor | null,
  limit: number,
  now: number,
) {
  const { values, bind } = binder()
  const where = [caseVisible(viewer, bind), ...conditions(filter, bind, now)]
  if (after) where.push(`(c.opened_at, c.code) < (${bind(new Date(after[0]))}, ${bind(after[1])})`)
  const { rows } = await db.query(
    `select ${ITEM} where ${where.join(' and ')} order by c.opened_at desc, c.code desc limit ${bind(limit)}`,
    values,
  )
  return rows.map((row) => toItem(row, now))
}

function conditions(filter: CaseFilter, bind: Bind, now: number): string[] {
  const { status, office, category, overdue, supervised, search } = filter
  return [
    status === 'unfinished' && `c.status <> 'closed'`,
    status && status !== 'unfinished' && `c.status = ${bind(status)}`,
    office && `c.office = ${bind(office)}`,
    category && `c.category = ${bind(category)}`,
    overdue && `(c.overdue or ${LATE} and c.due_at < ${bind(new Date(now))})`,
    supervised && 'c.supervised',
    search &&
      `(c.text ilike ${bind(like(search))} or c.code = ${bind(search.normalize('NFKC').toUpperCase())})`,
  ].filter((condition): condition is string => !!condition)
}

const LATE = `c.status not in ('resolved', 'closed')`
const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row as pg hands it over
function toItem(row: any, now: number): CaseItem {
  const running = row.status !== 'resolved' && row.status !== 'closed'
  return {
    code: row.code,
    category: row.category,
    kind: row.kind,
    urgency: row.urgency,
    confidential: row.confidential,
    status: row.status,
    text: row.text,
    area: row.area_name,
    office: row.office_name,
    group: row.topic ?? row.group_id,
    openedAt: +row.opened_at,
    dueAt: +row.due_at,
    closedAt: row.closed_at && +row.closed_at,
    supervised: row.supervised,
    overdue: row.overdue || (running && +row.due_at < now),
  }
}

/** One case with its messages, history and reporters; null when the viewer may not see it or there is none. */
export async function findCase(db: Queryable, viewer: Viewer, code: string, now: number) {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select ${ITEM} where c.code = ${bind(code.normalize('NFKC').toUpperCase())} and ${caseVisible(viewer, bind)}`,
    values,
  )
  if (!rows[0]) return null
  const { id } = rows[0]
  const [place, messages, events, reporters] = await Promise.all([
    placeOf(db, rows[0].area),
    messagesOf(db, id),
    eventsOf(db, id),
    reportersOf(db, id),
  ])
  const { accepted_at, resolved_at, assigned_at } = rows[0]
  return {
    ...toItem(rows[0], now),
    assignedAt: +assigned_at,
    acceptedAt: accepted_at && +accepted_at,
    resolvedAt: resolved_at && +resolved_at,
    place,
    messages,
    events,
    reporters,
  }
}

/** The names of the areas from the top down to this one. */
async function placeOf(db: Queryable, area: string): Promise<string[]> {
  const { rows } = await db.query(
    `with recursive up as (
       select name, parent, 0 as step from areas where code = $1
       union all select a.name, a.parent, up.step + 1 from areas a join up on a.code = up.parent)
     select name from up order by step desc`,
    [area],
  )
  return rows.map((row) => row.name as string)
}

async function messagesOf(db: Queryable, id: string) {
  const { rows } = await db.query(
    `select m.id, m.at, m.type, m.text, m.state, m.group_id is null as private,
       coalesce(s.name, nullif(m.member_name, ''), who.name) as name, s.id is not null as staff
     from messages m left join members who on who.id = m.member left join staff s on s.wechat = m.member
     where m.case_id = $1 order by m.at, m.seq`,
    [id],
  )
  return rows.map((row) => ({
    id: row.id as string,
    at: +row.at,
    type: row.type as string,
    text: row.text as string,
    private: row.private as boolean,
    from: row.name as string | null,
    staff: row.staff as boolean,
    command: row.state === 'command',
  }))
}

async function eventsOf(db: Queryable, id: string) {
  const { rows } = await db.query(
    `select e.at, e.type, e.text, o.name as office, e.by, coalesce(s.name, who.name) as name, s.post
     from case_events e left join offices o on o.id = e.office
     left join staff s on s.id = e.by left join members who on who.id = e.by
     where e.case_id = $1 order by e.seq`,
    [id],
  )
  return rows.map((row) => ({
    at: +row.at,
    type: row.type as string,
    text: row.text as string | null,
    office: row.office as string | null,
    by: (row.name ?? row.by) as string,
    post: row.post as string | null,
  }))
}

async function reportersOf(db: Queryable, id: string) {
  const { rows } = await db.query(
    `select coalesce(who.name, r.member) as name, r.group_id is null as private, g.topic
     from case_reporters r left join members who on who.id = r.member left join groups g on g.id = r.group_id
     where r.case_id = $1 order by r.seq`,
    [id],
  )
  return rows.map((row) => ({
    name: row.name as string,
    private: row.private as boolean,
    group: row.topic as string | null,
  }))
}
