import type { Queryable } from '../db.ts'
import type { Mode } from '../hushed.ts'
import { masked } from './masked.ts'
import { binder, type Bind, type Viewer } from './viewer.ts'
import { caseVisible, groupVisible, outboxVisible } from './visibility.ts'

export const SHOWN = ['silent', 'hushed', 'waiting'] as const
/** Which groups are asked for; `silent`: those in which nobody is heard any more. Times are epoch ms. */
export interface GroupFilter {
  show?: (typeof SHOWN)[number] | undefined
  /** part of the name */
  search?: string | undefined
  /** the account that was the last to hear them */
  account?: string | undefined
  /** one group by its id */
  id?: string | undefined
}

/** A group is silent when for so long nothing was heard in it, or six times as long as usual if that is longer. */
const SILENCE = `'3 days'::interval`
const silent = (now: string) =>
  `(last.at is null or ${now}::timestamptz - last.at > greatest(${SILENCE}, 6 * (last.at - last.tenth) / 9))`
const LAST = `lateral (
  select max(l.at) as at, case when count(*) = 10 then min(l.at) end as tenth,
    (array_agg(l.account order by l.at desc))[1] as account
  from (select m.at, m.account from messages m where m.group_id = g.id order by m.at desc limit 10) l)`

/** The groups of a page, by name; `after`: the id of the last one before it. */
export async function listGroups(
  db: Queryable,
  viewer: Viewer,
  filter: GroupFilter,
  now: number,
  after: string | null,
  limit: number,
) {
  const { values, bind } = binder()
  const where = conditions(viewer, filter, now, bind)
  if (after !== null)
    where.push(`(g.topic, g.id) > (select l.topic, l.id from groups l where l.id = ${bind(after)})`)
  const { rows } = await db.query(
    `select g.id, g.topic, g.area, g.kind, last.at, last.account, ${silent(bind(new Date(now)))} as silent,
       h.mode, h.reason, h.by, h.at as hushed_at
     from groups g left join hushed h on h.kind = 'group' and h.id = g.id cross join ${LAST} last
     where ${where.join(' and ')} order by g.topic, g.id limit ${bind(limit)}`,
    values,
  )
  return rows.map((row) => ({
    id: row.id as string,
    topic: masked(row.topic as string),
    area: row.area as string,
    kind: row.kind as string,
    heardAt: row.at && +row.at,
    heardBy: row.account as string | null,
    silent: row.silent as boolean,
    hushed: row.mode && {
      mode: row.mode as Mode,
      reason: row.reason as string,
      by: row.by as string,
      at: +row.hushed_at,
    },
  }))
}

/** How many there are of the filter's. */
export async function countGroups(db: Queryable, viewer: Viewer, filter: GroupFilter, now: number) {
  const { values, bind } = binder()
  const needsLast = filter.show === 'silent' || filter.account !== undefined
  const where = conditions(viewer, filter, now, bind)
  const { rows } = await db.query(
    `select count(*) as n from groups g left join hushed h on h.kind = 'group' and h.id = g.id
     ${needsLast ? `cross join ${LAST} last` : ''} where ${where.join(' and ')}`,
    values,
  )
  return rows[0].n as number
}

function conditions(viewer: Viewer, filter: GroupFilter, now: number, bind: Bind): string[] {
  const { show, search, account, id } = filter
  const open = () => `exists (select from outbox x where x.group_id = g.id
    and x.status in ('pending', 'unknown', 'refused') and ${outboxVisible(viewer, bind)})`
  return [
    groupVisible(viewer, bind),
    ...(search ? [`strpos(lower(g.topic), lower(${bind(search)})) > 0`] : []),
    ...(account === undefined ? [] : [`last.account = ${bind(account)}`]),
    ...(id === undefined ? [] : [`g.id = ${bind(id)}`]),
    ...(show === 'silent' ? [silent(bind(new Date(now)))] : []),
    ...(show === 'hushed' ? ['h.id is not null'] : []),
    ...(show === 'waiting' ? [open()] : []),
  ]
}

/**
 * How many messages were heard in groups on the days from `from` to `today` (`2026-03-05`), by group and account. All count,
 * whatever became of them: everybody in a group can count them too, and would see what is left out.
 */
export async function countHeard(db: Queryable, groups: string[], from: string, today: string) {
  const { rows } = await db.query(
    `select group_id, account, sum(messages) as week, coalesce(sum(messages) filter (where day = $3), 0) as today
     from heard_days where group_id = any($1) and day between $2 and $3
     group by group_id, account order by week desc, account`,
    [groups, from, today],
  )
  return rows.map((row) => ({
    group: row.group_id as string,
    account: row.account as string,
    today: Number(row.today),
    week: Number(row.week),
  }))
}

/** Of groups what the viewer may see of their cases and replies. */
export async function countDoings(db: Queryable, viewer: Viewer, groups: string[]) {
  const { values, bind } = binder()
  const seen = outboxVisible(viewer, bind)
  const { rows } = await db.query(
    `select g.id, said.at as said_at, todo.waiting, todo.unknown, todo.refused,
       (select count(*) from cases c where c.group_id = g.id and c.status <> 'closed' and ${caseVisible(viewer, bind)}) as open
     from unnest(${bind(groups)}::text[]) as g (id)
     cross join lateral (
       select count(*) filter (where x.status = 'pending') as waiting,
         count(*) filter (where x.status = 'unknown') as unknown, count(*) filter (where x.status = 'refused') as refused
       from outbox x where x.group_id = g.id and x.status in ('pending', 'unknown', 'refused') and ${seen}) todo
     left join lateral (
       select x.sent_at as at from outbox x where x.group_id = g.id and x.sent_at is not null and ${seen}
       order by x.sent_at desc limit 1) said on true`,
    values,
  )
  return rows.map((row) => ({
    group: row.id as string,
    saidAt: row.said_at && +row.said_at,
    waiting: row.waiting as number,
    unknown: row.unknown as number,
    refused: row.refused as number,
    open: row.open as number,
  }))
}

/** Groups in which an account hears something and that the world file does not have. */
export async function listStrangers(db: Queryable, viewer: Viewer) {
  if (viewer.role !== 'admin') return []
  const { rows } = await db.query(
    `with recursive known (id) as (
       (select group_id from messages where group_id is not null order by group_id limit 1)
       union all
       select (select m.group_id from messages m where m.group_id > known.id order by m.group_id limit 1)
       from known where known.id is not null)
     select known.id, last.at, last.account from known
     cross join lateral (select m.at, m.account from messages m where m.group_id = known.id
       order by m.at desc limit 1) last
     where not exists (select from groups g where g.id = known.id) order by last.at desc limit 50`,
  )
  return rows.map((row) => ({ id: row.id as string, at: +row.at, account: row.account as string }))
}
