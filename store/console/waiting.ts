import { BY_HAND } from '../hushed.ts'
import type { Queryable } from '../db.ts'
import { masked } from './masked.ts'
import { binder, type Viewer } from './viewer.ts'
import { groupVisible, outboxVisible } from './visibility.ts'

/** Why something has not been said yet, the weightiest reason first. */
export type WaitsFor =
  | 'people'
  | 'account-paused'
  | 'group-paused'
  | 'account-away'
  | 'refusal'
  | 'budget'
  | 'later'
  | 'quiet'
  | 'turn'

/**
 * Place in the list: when the last row shown is due (ms), and how many of that time were shown. The number of a row would
 * tell how many others are left out.
 */
export interface WaitingCursor {
  at: number
  shown: number
}

/** What waits to be said, what is due first at the front; `byHand`: only what people have to say. Times are epoch ms. */
export async function listWaiting(
  db: Queryable,
  viewer: Viewer,
  filter: { group?: string | undefined; byHand: boolean },
  moment: { now: number; quietEnd: number | null },
  after: WaitingCursor | null,
  limit: number,
) {
  const { values, bind } = binder()
  const where = [`x.status = 'pending'`, outboxVisible(viewer, bind)]
  if (filter.group !== undefined) where.push(`x.group_id = ${bind(filter.group)}`)
  if (filter.byHand) where.push(BY_HAND)
  if (after) where.push(`x.not_before >= ${bind(new Date(after.at))}`)
  const { rows } = await db.query(
    `select x.ref, x.kind, x.text, x.urgent, x.rank, x.not_before, x.held_until, x.held_by, g.topic, who.name, k.code,
       ${BY_HAND} as by_hand, a.state, of_account.mode as account_mode, of_group.mode as group_mode,
       array(select coalesce(m.name, (
           select h.member_name from messages h where h.member = i.id and h.member_name is not null
           order by h.at desc limit 1)) from unnest(x.mentions) with ordinality as i (id, place)
         left join members m on m.id = i.id order by i.place) as mentioned
     from outbox x left join groups g on g.id = x.group_id left join members who on who.id = x.direct
     left join cases k on k.id = x.case_id left join accounts a on a.id = x.account
     left join hushed of_account on of_account.kind = 'account' and of_account.id = x.account
     left join hushed of_group on of_group.kind = 'group' and of_group.id = x.group_id
     where ${where.join(' and ')} order by x.not_before, x.id limit ${bind(limit)} offset ${bind(after?.shown ?? 0)}`,
    values,
  )
  return rows.map((row) => {
    const waiting = { ...row, notBefore: +row.not_before, heldUntil: row.held_until && +row.held_until }
    return {
      ref: row.ref as string,
      kind: row.kind as string,
      text: masked(row.text as string),
      mentioned: (row.mentioned as (string | null)[]).flatMap((name) =>
        name === null ? [] : [masked(name)],
      ),
      urgent: row.urgent as boolean,
      group: masked(row.topic as string | null),
      direct: masked(row.name as string | null),
      code: row.code as string | null,
      notBefore: +row.not_before,
      ...reasonOf(waiting as WaitingRow, moment),
    }
  })
}

export interface WaitingRow {
  by_hand: boolean
  account_mode: string | null
  group_mode: string | null
  /** of the account; null: it has never logged in */
  state: string | null
  heldUntil: number | null
  held_by: 'refusal' | 'budget' | null
  notBefore: number
  rank: number
}

/** Why a row waits, and until when if time alone ends that (epoch ms). */
export function reasonOf(
  row: WaitingRow,
  { now, quietEnd }: { now: number; quietEnd: number | null },
): { why: WaitsFor; until: number | null } {
  if (row.by_hand) return { why: 'people', until: row.notBefore > now ? row.notBefore : null }
  if (row.account_mode) return { why: 'account-paused', until: null }
  if (row.group_mode) return { why: 'group-paused', until: null }
  if (row.state !== 'online') return { why: 'account-away', until: null }
  if (row.heldUntil !== null && row.heldUntil > now)
    return { why: row.held_by ?? 'refusal', until: row.heldUntil }
  if (row.notBefore > now) return { why: 'later', until: row.notBefore }
  if (quietEnd !== null && row.rank > 1) return { why: 'quiet', until: quietEnd }
  return { why: 'turn', until: null }
}

/** Which accounts and groups are hushed, with how much waits there that the viewer may see, and how much of it is urgent. */
export async function listHushed(db: Queryable, viewer: Viewer) {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select h.kind, h.id, h.mode, h.reason, h.by, h.at, coalesce(g.topic, a.name) as name, w.waiting, w.urgent
     from hushed h left join groups g on h.kind = 'group' and g.id = h.id
     left join accounts a on h.kind = 'account' and a.id = h.id
     cross join lateral (
       select count(*) as waiting, count(*) filter (where x.urgent) as urgent from outbox x
       where x.status = 'pending' and (h.kind = 'group' and x.group_id = h.id or h.kind = 'account' and x.account = h.id)
         and ${outboxVisible(viewer, bind)}) w
     where h.kind = 'account' or g.id is not null and ${groupVisible(viewer, bind)}
     order by h.at desc`,
    values,
  )
  return rows.map((row) => ({
    kind: row.kind as 'account' | 'group',
    id: row.id as string,
    name: masked((row.name ?? row.id) as string),
    mode: row.mode as 'paused' | 'manual',
    reason: masked(row.reason as string),
    by: row.by as string,
    at: +row.at,
    waiting: row.waiting as number,
    urgent: row.urgent as number,
  }))
}
