import type { Hit } from '../../rules/verdict.ts'
import type { Queryable } from '../db.ts'
import { masked, maskedWithHits } from './masked.ts'
import { binder, type Viewer } from './viewer.ts'
import { flagVisible } from './visibility.ts'

export interface FlagItem {
  account: string
  message: string
  at: number
  text: string
  type: string
  group: { id: string; topic: string } | null
  from: string | null
  category: string
  kind: string
  urgency: string
  confidential: boolean
  score: number
  hits: Hit[]
  /** the reasons, in lines; none of a flag that is older than they are */
  why: string[]
}

/** Place in the list: at (ms), account, message. */
export type FlagCursor = [number, string, string]

const FROM = `from flags f join messages m on m.account = f.account and m.id = f.message
  left join groups g on g.id = f.group_id left join members who on who.id = m.member`

/** Pending flags that the viewer may see, newest first, after the cursor. */
export async function listFlags(db: Queryable, viewer: Viewer, after: FlagCursor | null, limit: number) {
  const { values, bind } = binder()
  const where = [`f.status = 'pending'`, flagVisible(viewer, bind)]
  if (after) {
    const [at, account, message] = after
    where.push(`(f.at, f.account, f.message) < (${bind(new Date(at))}, ${bind(account)}, ${bind(message)})`)
  }
  const { rows } = await db.query(
    `select f.*, m.text, m.type, g.topic, coalesce(nullif(m.member_name, ''), who.name) as name ${FROM}
     where ${where.join(' and ')} order by f.at desc, f.account desc, f.message desc limit ${bind(limit)}`,
    values,
  )
  return rows.map((row): FlagItem => ({
    account: row.account,
    message: row.message,
    at: +row.at,
    ...maskedWithHits(row.text, row.hits),
    type: row.type,
    group: row.group_id ? { id: row.group_id, topic: masked(row.topic ?? row.group_id) } : null,
    from: masked(row.name),
    category: row.category,
    kind: row.kind,
    urgency: row.urgency,
    confidential: row.confidential,
    score: row.score,
    why: row.why.map(masked),
  }))
}

/** How many pending flags the viewer may see. */
export async function countFlags(db: Queryable, viewer: Viewer): Promise<number> {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select count(*) as n ${FROM} where f.status = 'pending' and ${flagVisible(viewer, bind)}`,
    values,
  )
  return rows[0].n
}

/** The state of one flag; null when the viewer may not see it or there is none. */
export async function flagStatus(db: Queryable, viewer: Viewer, account: string, message: string) {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select f.status ${FROM}
     where f.account = ${bind(account)} and f.message = ${bind(message)} and ${flagVisible(viewer, bind)}`,
    values,
  )
  return (rows[0]?.status ?? null) as string | null
}
