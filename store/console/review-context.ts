import { EARLIER_MEDIA, MEDIA_WINDOW } from '../../cases/needs.ts'
import type { FlagRow } from '../review.ts'
import type { Queryable } from '../db.ts'
import { masked } from './masked.ts'
import { sentOpenly } from './pictures.ts'
import { binder, type Viewer } from './viewer.ts'
import { messageVisible } from './visibility.ts'

/** How many messages are shown before and after. */
const AROUND = 10

/** A message beside the one that a person decides about. */
export interface Said {
  at: number
  type: string
  /** null, like who said it: of something confidential, which is read in its own place */
  text: string | null
  from: string | null
  staff: boolean
}

const SECRET = `(exists (select from cases c where c.id = n.case_id and c.confidential)
  or exists (select from flags f where f.account = n.account and f.message = n.id and f.confidential))`

/**
 * What was said in the group before and after each message, each oldest first. What is said to the bot is no talk between people,
 * and beside a private message nothing is shown.
 */
export async function loadContexts(
  db: Queryable,
  viewer: Viewer,
  rows: FlagRow[],
): Promise<{ before: Said[]; after: Said[] }[]> {
  const { values, bind } = binder()
  const keys = `unnest(${bind(rows.map((r) => r.account))}::text[], ${bind(rows.map((r) => r.id))}::text[])
    with ordinality k (account, message, turn)`
  const shown = `n.group_id = m.group_id and n.type in ('text', 'image', 'voice', 'file')
    and n.state in ('ignored', 'flagged', 'case') and n.text <> '' and ${messageVisible(viewer, bind)}`
  const { rows: said } = await db.query(
    `select k.turn::int - 1 as i, x.later, n.at, n.type, n.text, s.id is not null as staff,
       coalesce(s.name, nullif(n.member_name, ''), who.name) as name, ${SECRET} as secret
     from ${keys} join messages m on m.account = k.account and m.id = k.message
     cross join lateral (
       (select n.account, n.id, false as later from messages n
        where ${shown} and n.at <= m.at and (n.at, n.seq) < (m.at, m.seq) order by n.at desc, n.seq desc limit ${AROUND})
       union all
       (select n.account, n.id, true from messages n
        where ${shown} and n.at >= m.at and (n.at, n.seq) > (m.at, m.seq) order by n.at, n.seq limit ${AROUND})) x
     join messages n on n.account = x.account and n.id = x.id
     left join members who on who.id = n.member left join staff s on s.wechat = n.member
     order by k.turn, n.at, n.seq`,
    values,
  )
  const around = rows.map(() => ({ before: [] as Said[], after: [] as Said[] }))
  for (const row of said)
    around[row.i]![row.later ? 'after' : 'before'].push({
      at: +row.at,
      type: row.type,
      text: row.secret ? null : masked(row.text),
      from: row.secret ? null : masked(row.name),
      staff: row.staff,
    })
  return around
}

/** The message ids of the pictures that were kept with each message; who is shown it may see them too. */
export async function loadPictures(db: Queryable, viewer: Viewer, rows: FlagRow[]): Promise<string[][]> {
  const { values, bind } = binder()
  const keys = `unnest(${bind(rows.map((r) => r.account))}::text[], ${bind(rows.map((r) => r.id))}::text[])
    with ordinality k (account, message, turn)`
  const [earlier, later] = [bind(EARLIER_MEDIA / 1_000), bind(MEDIA_WINDOW / 1_000)]
  const { rows: found } = await db.query<{ i: number; message: string }>(
    `select k.turn::int - 1 as i, p.message
     from ${keys} join flags f on f.account = k.account and f.message = k.message
     join messages m on m.account = f.account and m.id = f.message
     join messages pic on pic.account = m.account and pic.member = m.member and pic.case_id is null and pic.type = 'image'
       and pic.group_id is not distinct from m.group_id
       and pic.at between m.at - make_interval(secs => ${earlier}) and m.at + make_interval(secs => ${later})
       and ${sentOpenly(viewer, bind)}
     join pictures p on p.account = pic.account and p.message = pic.id and p.state = 'kept'
     order by k.turn, pic.at, pic.seq`,
    values,
  )
  return rows.map((_, i) => found.filter((picture) => picture.i === i).map((picture) => picture.message))
}
