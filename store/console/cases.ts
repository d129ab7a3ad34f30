import { parseCommand } from '../../cases/commands.ts'
import { allowed, type Act } from '../../cases/allowed.ts'
import type { County } from '../../cases/county.ts'
import { loadCases } from '../cases.ts'
import type { Queryable } from '../db.ts'
import { masked, searchable } from './masked.ts'
import { plainCode } from './seen.ts'
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
  /** part of the text, but not of a long number in it, or a code in any case and width */
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
      `(${searchable('c.text', search)} ilike ${bind(like(search))} or c.code = ${bind(plainCode(search))})`,
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
    text: masked(row.text),
    area: row.area_name,
    office: row.office_name,
    group: masked(row.topic ?? row.group_id),
    openedAt: +row.opened_at,
    dueAt: +row.due_at,
    closedAt: row.closed_at && +row.closed_at,
    supervised: row.supervised,
    overdue: row.overdue || (running && +row.due_at < now),
  }
}

/**
 * One case with its messages, history and reporters, and what the viewer may do with it; null when he may not see it or
 * there is none.
 */
export async function findCase(db: Queryable, viewer: Viewer, code: string, county: County, now: number) {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select ${ITEM} where c.code = ${bind(plainCode(code))} and ${caseVisible(viewer, bind)}`,
    values,
  )
  if (!rows[0]) return null
  const { id, accepted_at, resolved_at, assigned_at, channel, outcome } = rows[0]
  const [place, messages, events, reporters, contact, may] = await Promise.all([
    placeOf(db, rows[0].area),
    messagesOf(db, id),
    eventsOf(db, viewer, id),
    reportersOf(db, id),
    hasContact(db, id),
    actsOf(db, viewer, id, county, now),
  ])
  return {
    ...toItem(rows[0], now),
    channel: channel as string,
    outcome: outcome as string | null,
    assignedAt: +assigned_at,
    acceptedAt: accepted_at && +accepted_at,
    resolvedAt: resolved_at && +resolved_at,
    ...{ place, messages, events, reporters, contact, may },
  }
}

async function actsOf(
  db: Queryable,
  viewer: Viewer,
  id: string,
  county: County,
  now: number,
): Promise<Act[]> {
  const staff = viewer.staff === null ? null : county.directory.staffById(viewer.staff)
  const [c] = staff ? await loadCases(db, { ids: [id] }) : []
  return c && staff ? allowed(c, staff, county, now) : []
}

async function hasContact(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from case_contacts where case_id = $1', [id])
  return rowCount === 1
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
    `select m.account, m.id, m.at, m.type, m.text, m.state, m.group_id is null as private,
       coalesce(s.name, nullif(m.member_name, ''), who.name) as name, s.id is not null as staff
     from messages m left join members who on who.id = m.member left join staff s on s.wechat = m.member
     where m.case_id = $1 order by m.at, m.seq`,
    [id],
  )
  return rows.map((row) => ({
    account: row.account as string,
    id: row.id as string,
    at: +row.at,
    type: row.type as string,
    text: masked(row.text as string),
    private: row.private as boolean,
    from: masked(row.name as string | null),
    staff: row.staff as boolean,
    command: row.state === 'command' || parseCommand(row.text, false) !== null,
  }))
}

/** That something was split off is not told to those who may not see what it has become. */
async function eventsOf(db: Queryable, viewer: Viewer, id: string) {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select e.at, e.type, e.text, o.name as office, e.by, coalesce(s.name, who.name) as name, s.post
     from case_events e left join offices o on o.id = e.office
     left join staff s on s.id = e.by left join members who on who.id = e.by
     where e.case_id = ${bind(id)} and not (e.type = 'split'
       and exists (select from cases c where c.code = e.text and (${caseVisible(viewer, bind)}) is not true))
     order by e.seq`,
    values,
  )
  return rows.map((row) => ({
    at: +row.at,
    type: row.type as string,
    text: masked(row.text as string | null),
    office: row.office as string | null,
    by: masked((row.name ?? row.by) as string),
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
    name: masked(row.name as string),
    private: row.private as boolean,
    group: masked(row.topic as string | null),
  }))
}
