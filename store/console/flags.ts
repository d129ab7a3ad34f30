import type { Hit } from '../../rules/verdict.ts'
import type { Queryable } from '../db.ts'
import { masked, maskedWithHits } from './masked.ts'
import { WAITING } from './review-take.ts'
import { binder, type Viewer } from './viewer.ts'
import { flagVisible } from './visibility.ts'

/** A flag as a line of the list of what waits. */
export interface FlagItem {
  account: string
  message: string
  at: number
  /** null, like who said it: confidential, and read by whoever takes it */
  text: string | null
  group: string | null
  from: string | null
  category: string
  urgency: string
  confidential: boolean
  hits: Hit[]
}

/** Place in the list: at (ms), account, message. */
export type FlagCursor = [number, string, string]

const FROM = `from flags f join messages m on m.account = f.account and m.id = f.message
  left join groups g on g.id = f.group_id left join members who on who.id = m.member`

/** What waits and the viewer may see, newest first, after the cursor; `areas` are codes of groups' areas, null: everywhere. */
export async function listFlags(
  db: Queryable,
  viewer: Viewer,
  areas: string[] | null,
  after: FlagCursor | null,
  limit: number,
): Promise<FlagItem[]> {
  const { values, bind } = binder()
  const where = [WAITING, flagVisible(viewer, bind)]
  if (areas) where.push(`f.group_id in (select id from groups where area = any(${bind(areas)}))`)
  if (after) {
    const [at, account, message] = after
    where.push(`(f.at, f.account, f.message) < (${bind(new Date(at))}, ${bind(account)}, ${bind(message)})`)
  }
  const { rows } = await db.query(
    `select f.*, m.text, g.topic, coalesce(nullif(m.member_name, ''), who.name) as name ${FROM}
     where ${where.join(' and ')} order by f.at desc, f.account desc, f.message desc limit ${bind(limit)}`,
    values,
  )
  return rows.map((row): FlagItem => ({
    account: row.account,
    message: row.message,
    at: +row.at,
    ...(row.confidential ? { text: null, hits: [] } : maskedWithHits(row.text, row.hits)),
    group: row.group_id ? masked(row.topic ?? row.group_id) : null,
    from: row.confidential ? null : masked(row.name),
    category: row.category,
    urgency: row.urgency,
    confidential: row.confidential,
  }))
}
