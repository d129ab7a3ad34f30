import type { Queryable } from '../db.ts'
import { masked } from './masked.ts'
import { binder, type Viewer } from './viewer.ts'
import { BY_HAND } from '../hushed.ts'
import { outboxVisible } from './visibility.ts'

const LATEST = 50

/** The state of the WeChat accounts, with when they heard something in a group last. */
export async function listAccounts(db: Queryable, viewer: Viewer) {
  const { rows } = await db.query(
    `select a.*, heard.at as heard_at from accounts a
     left join lateral (
       select m.at from messages m where m.account = a.id and m.group_id is not null
       order by m.at desc limit 1) heard on true
     order by a.id`,
  )
  return rows.map((row) => ({
    id: row.id as string,
    name: masked(row.name as string | null),
    state: row.state as string,
    // Whoever scans it lends the bot his own account.
    qrcode: viewer.role === 'admin' ? (row.qrcode as string | null) : null,
    error: masked(row.error as string | null),
    lastEventAt: row.last_event_at && +row.last_event_at,
    heardAt: row.heard_at && +row.heard_at,
    since: +row.updated_at,
    spooled: row.spooled as number,
  }))
}

/** The latest times in which an account heard nothing, those that last still at the front. */
export async function listBlindWindows(db: Queryable) {
  const { rows } = await db.query(
    'select * from blind_windows order by to_at is not null, from_at desc, id desc limit $1',
    [LATEST],
  )
  return rows.map((row) => ({
    id: row.id as number,
    account: row.account as string,
    from: +row.from_at,
    to: row.to_at && +row.to_at,
    reason: row.reason as string,
  }))
}

/** The latest of what could not be handled: which and why, without what was said. */
export async function listDeadLetters(db: Queryable) {
  const { rows } = await db.query(
    'select id, account, message, stage, reason, at from dead_letters order by at desc, id desc limit $1',
    [LATEST],
  )
  return rows.map((row) => ({
    id: row.id as number,
    account: row.account as string,
    message: row.message as string,
    stage: row.stage as string,
    reason: masked(row.reason as string),
    at: +row.at,
  }))
}

/** What the viewer may see of the outbox: how much waits, and what a person must settle. */
export async function readOutbox(db: Queryable, viewer: Viewer) {
  const [waiting, unknown, refused, unknownRows, refusedRows] = await Promise.all([
    countOutbox(db, viewer, 'pending'),
    countOutbox(db, viewer, 'unknown'),
    countOutbox(db, viewer, 'refused'),
    listOutbox(db, viewer, 'unknown'),
    listOutbox(db, viewer, 'refused'),
  ])
  return { waiting, counts: { unknown, refused }, unknown: unknownRows, refused: refusedRows }
}

async function countOutbox(db: Queryable, viewer: Viewer, status: 'pending' | 'unknown' | 'refused') {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select count(*) as n from outbox x where x.status = '${status}' and ${outboxVisible(viewer, bind)}`,
    values,
  )
  return rows[0].n as number
}

async function listOutbox(db: Queryable, viewer: Viewer, status: 'unknown' | 'refused') {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select x.ref, x.kind, x.text, x.claimed_at, x.created_at, x.error, g.topic, who.name, k.code
     from outbox x left join groups g on g.id = x.group_id left join members who on who.id = x.direct
     left join cases k on k.id = x.case_id
     where x.status = '${status}' and ${outboxVisible(viewer, bind)} order by x.id desc limit ${LATEST}`,
    values,
  )
  return rows.map((row) => ({
    ref: row.ref as string,
    kind: row.kind as string,
    text: masked(row.text as string),
    at: +(row.claimed_at ?? row.created_at),
    error: masked(row.error as string | null),
    group: masked(row.topic as string | null),
    direct: masked(row.name as string | null),
    code: row.code as string | null,
  }))
}

/** The id and state of a row of the outbox, and whether people have to say it; null when the viewer may not see it or there is none. */
export async function findReply(
  db: Queryable,
  viewer: Viewer,
  ref: string,
): Promise<{ id: number; status: string; byHand: boolean } | null> {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select x.id, x.status, x.status = 'pending' and ${BY_HAND} as "byHand" from outbox x where x.ref = ${bind(ref)} and ${outboxVisible(viewer, bind)}`,
    values,
  )
  return rows[0] ?? null
}

/** All offices, for a filter. */
export async function listOffices(db: Queryable) {
  const { rows } = await db.query('select id, name from offices order by name, id')
  return rows as { id: string; name: string }[]
}

/** All staff with their offices, by name. */
export async function listStaff(db: Queryable) {
  const { rows } = await db.query(
    `select s.id, s.name, s.post, o.name as office from staff s join offices o on o.id = s.office order by s.name, s.id`,
  )
  return rows as { id: string; name: string; post: string; office: string }[]
}

/** The posts and roles of those members who are staff; `local`: of an office of the group's own area. */
export async function staffAmong(db: Queryable, members: string[], group: string | null) {
  const { rows } = await db.query(
    `select s.wechat, s.post, s.role, o.area is not distinct from (select area from groups where id = $2) as local
     from staff s join offices o on o.id = s.office where s.wechat = any($1)`,
    [members, group],
  )
  return new Map(
    rows.map(({ wechat, post, role, local }) => [
      wechat as string,
      { post: post as string, role: role as string, local: local as boolean },
    ]),
  )
}

/** How long messages of groups that came in since `from` (epoch ms) took from being said to being filed, in ms; null: none came. */
export async function readLag(db: Queryable, from: number) {
  const { rows } = await db.query(
    `select percentile_cont(array[0.5, 0.95]) within group (order by extract(epoch from m.received_at - m.at) * 1000) as ms
     from messages m where m.received_at >= $1 and m.group_id is not null`,
    [new Date(from)],
  )
  const [median, most] = (rows[0].ms ?? []) as number[]
  return median === undefined || most === undefined
    ? null
    : { median: Math.round(median), most: Math.round(most) }
}
