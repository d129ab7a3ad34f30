import { mayHandle } from '../../cases/access.ts'
import { allowed, type Act } from '../../cases/allowed.ts'
import { parseCommand } from '../../cases/commands.ts'
import type { County } from '../../cases/county.ts'
import type { Case } from '../../cases/model.ts'
import { clockOf } from '../../cases/worked-time.ts'
import { loadCases } from '../cases.ts'
import type { Queryable } from '../db.ts'
import { listAttachments } from './attachments.ts'
import { ITEM, ITEM_FROM, toItem } from './case-list.ts'
import { masked } from './masked.ts'
import { plainCode } from './seen.ts'
import { binder, type Viewer } from './viewer.ts'
import { caseVisible } from './visibility.ts'

/**
 * One case with its messages, history and reporters, and what the viewer may do with it; null when he may not see it or
 * there is none.
 */
export async function findCase(db: Queryable, viewer: Viewer, code: string, county: County, now: number) {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select ${ITEM} from cases c ${ITEM_FROM} where c.code = ${bind(plainCode(code))} and ${caseVisible(viewer, bind)}`,
    values,
  )
  if (!rows[0]) return null
  const { id, accepted_at, resolved_at, assigned_at, channel, outcome } = rows[0]
  const [place, messages, events, reporters, contact, pictures, [c]] = await Promise.all([
    placeOf(db, rows[0].area),
    messagesOf(db, id),
    eventsOf(db, viewer, id),
    reportersOf(db, id),
    hasContact(db, id),
    listAttachments(db, id),
    loadCases(db, { ids: [id] }),
  ])
  if (!c) return null
  return {
    ...toItem(rows[0], county, now),
    text: masked(rows[0].text as string),
    channel: channel as string,
    outcome: outcome as string | null,
    assignedAt: +assigned_at,
    acceptedAt: accepted_at && +accepted_at,
    resolvedAt: resolved_at && +resolved_at,
    ...{ place, messages, events, reporters, contact, pictures },
    may: mayDo(c, viewer, county, now),
    clock: clockOf(c, county.directory, now),
  }
}

/** `picture`: to add and take away pictures of what was done. */
export function mayDo(c: Case, viewer: Viewer, county: County, now: number): (Act | 'picture')[] {
  const staff = viewer.staff === null ? null : county.directory.staffById(viewer.staff)
  if (!staff) return []
  return [
    ...allowed(c, staff, county, now),
    ...(mayHandle(c, staff) && c.status !== 'closed' ? ['picture' as const] : []),
  ]
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
       coalesce(s.name, nullif(m.member_name, ''), who.name) as name, s.id is not null as staff,
       p.message is not null as photo
     from messages m left join members who on who.id = m.member left join staff s on s.wechat = m.member
       left join pictures p on p.account = m.account and p.message = m.id and p.state = 'kept'
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
    photo: row.photo as boolean,
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
