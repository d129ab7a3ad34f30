import type { County } from '../../cases/county.ts'
import type { Queryable } from '../db.ts'
import { filtered, type CaseFilter } from './case-filter.ts'
import { ITEM, ITEM_FROM, toItem, type CaseItem } from './case-list.ts'
import { masked } from './masked.ts'
import type { Viewer } from './viewer.ts'

/** A case as a line of the offices' own ledger; nobody who reported it is in it. */
export interface SheetItem extends CaseItem {
  text: string
  areaCode: string
  channel: string
  outcome: string | null
  result: string | null
  resolvedAt: number | null
  rated: string | null
}

/** The newest cases that the viewer finds with the filter, at most `limit`. */
export async function listForSheet(
  db: Queryable,
  viewer: Viewer,
  county: County,
  filter: CaseFilter,
  limit: number,
  now: number,
): Promise<SheetItem[]> {
  const { where, values, bind } = filtered(viewer, filter, now)
  const { rows } = await db.query(
    `select ${ITEM} from (
       select c.* from cases c where ${where.join(' and ')} order by c.opened_at desc, c.code desc limit ${bind(limit)}
     ) c ${ITEM_FROM} order by c.opened_at desc, c.code desc`,
    values,
  )
  return rows.map((row) => ({
    ...toItem(row, county, now),
    text: masked(row.text),
    areaCode: row.area,
    channel: row.channel,
    outcome: row.outcome,
    result: masked(row.result),
    resolvedAt: row.resolved_at && +row.resolved_at,
    rated: row.rated,
  }))
}
