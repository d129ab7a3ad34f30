import type { CaseEvent } from '../cases/model.ts'
import type { PublishedEntry } from '../cases/published.ts'
import { loadCases } from './cases.ts'
import type { Queryable } from './db.ts'

/** Cases that are not confidential and were opened, resolved or rated after `from` and until `to`, with these events. */
export async function loadPublished(tx: Queryable, from: number, to: number): Promise<PublishedEntry[]> {
  const { rows } = await tx.query<{ id: string; week: Pick<CaseEvent, 'type'>[] }>(
    `select c.id, jsonb_agg(jsonb_build_object('type', e.type)) as week
     from case_events e join cases c on c.id = e.case_id
     where e.at > $1 and e.at <= $2 and e.type in ('opened', 'resolved', 'satisfied') and not c.confidential
     group by c.id`,
    [new Date(from), new Date(to)],
  )
  const weeks = new Map(rows.map((r) => [r.id, r.week]))
  const cases = await loadCases(tx, { ids: [...weeks.keys()] })
  return cases.map((c) => ({ case: c, week: weeks.get(c.id)! }))
}

/** The account that speaks in each residents' group: it heard the latest message there or has the latest case. */
export async function loadSpeakers(tx: Queryable): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; account: string }>(
    `select * from (
       select g.id, coalesce(
         (select m.account from messages m where m.group_id = g.id order by m.at desc limit 1),
         (select c.account from cases c where c.group_id = g.id order by c.opened_at desc limit 1)) as account
       from groups g where g.kind = 'residents') speakers
     where account is not null`,
  )
  return new Map(rows.map((r) => [r.id, r.account]))
}

/** Notes that the list of `day` is made; false: it was before. */
export async function notePublished(tx: Queryable, day: string): Promise<boolean> {
  const { rowCount } = await tx.query(`insert into published_days values ($1) on conflict do nothing`, [day])
  return rowCount === 1
}
