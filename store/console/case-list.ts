import type { County } from '../../cases/county.ts'
import { placeName } from '../../cases/phrases.ts'
import { leftOf, type CaseClock } from '../../cases/worked-time.ts'
import type { Queryable } from '../db.ts'
import { filtered, type CaseFilter } from './case-filter.ts'
import { masked } from './masked.ts'
import type { Viewer } from './viewer.ts'

export interface CaseItem {
  code: string
  category: string
  kind: string
  urgency: string
  confidential: boolean
  status: string
  /** null: confidential, so that whoever reads it opens it, and leaves a record */
  text: string | null
  /** with its village's name in front where it is smaller than one */
  area: string
  office: string | null
  group: string | null
  openedAt: number
  dueAt: number
  closedAt: number | null
  supervised: boolean
  overdue: boolean
  clock: Pick<CaseClock, 'days' | 'left'>
}

export const SORTS = ['opened', 'due', 'closed', 'urgency', 'code'] as const
export interface CaseOrder {
  sort: (typeof SORTS)[number]
  desc: boolean
}

/** Place in the list: a time of the last row (ms), its code, its urgency. */
export type CaseCursor = [number, string, string]

/** What a row of the list is made of; each order ends with the code, so that every row has its own place. */
const KEYS: Record<CaseOrder['sort'], string[]> = {
  opened: ['c.opened_at', 'c.code'],
  due: ['c.due_at', 'c.code'],
  closed: ['c.closed_at', 'c.code'],
  urgency: ['urgency_place(c.urgency, c.opened_at)', 'c.code'],
  code: ['c.code'],
}

/** The place of a row in the order, to go on behind it. */
export const cursorOf = ({ sort }: CaseOrder, row: CaseItem): CaseCursor => [
  (sort === 'due' ? row.dueAt : sort === 'closed' ? row.closedAt : row.openedAt) ?? 0,
  row.code,
  row.urgency,
]

export const ITEM = `c.*, o.name as office_name, g.topic`
export const ITEM_FROM = `left join offices o on o.id = c.office left join groups g on g.id = c.group_id`

/** Cases that the viewer may see, in the order, after the cursor. `overdue` is as of `now`. */
export async function listCases(
  db: Queryable,
  viewer: Viewer,
  county: County,
  filter: CaseFilter,
  order: CaseOrder,
  after: CaseCursor | null,
  limit: number,
  now: number,
): Promise<CaseItem[]> {
  const { where, values, bind } = filtered(viewer, filter, now)
  const keys = KEYS[order.sort]
  if (after) {
    const [at, code, urgency] = after
    const time = () => `${bind(new Date(at))}::timestamptz`
    const lead = order.sort === 'urgency' ? () => `urgency_place(${bind(urgency)}, ${time()})` : time
    const place = order.sort === 'code' ? [bind(code)] : [lead(), bind(code)]
    where.push(`(${keys.join(', ')}) ${order.desc ? '<' : '>'} (${place.join(', ')})`)
  }
  const by = (of: string[]) => of.map((key) => `${key}${order.desc ? ' desc' : ''}`).join(', ')
  const [lead = '', ...rest] = keys
  const inner = isElsewhere(filter, order) ? [`${lead} + interval '0'`, ...rest] : keys
  // Names are looked up for the rows that are shown, and for no others.
  const { rows } = await db.query(
    `select ${ITEM} from (
       select c.* from cases c where ${where.join(' and ')} order by ${by(inner)} limit ${bind(limit)}
     ) c ${ITEM_FROM} order by ${by(keys)}`,
    values,
  )
  return rows.map((row) => toItem(row, county, now))
}

/**
 * Whether the filter asks for a span of another time than that of the order. Times go together, so in the order of one those
 * within a span of another may all come late: they are found first and then put in order.
 */
function isElsewhere(filter: CaseFilter, { sort }: CaseOrder): boolean {
  if (sort === 'code') return false
  const { dueFrom, dueTo, closedFrom, closedTo } = filter
  const given = (...ends: unknown[]) => ends.some((end) => end !== undefined)
  return (sort !== 'due' && given(dueFrom, dueTo)) || (sort !== 'closed' && given(closedFrom, closedTo))
}

/** So far the matches are counted; what is more is said to be more. */
export const COUNTED = 10_000

/** How many cases the viewer finds with the filter, at most `COUNTED + 1`. */
export async function countCases(
  db: Queryable,
  viewer: Viewer,
  filter: CaseFilter,
  now: number,
): Promise<number> {
  const { where, values } = filtered(viewer, filter, now)
  const { rows } = await db.query(
    `select count(*) as n from (select from cases c where ${where.join(' and ')} limit ${COUNTED + 1}) c`,
    values,
  )
  return rows[0].n
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row as pg hands it over
export function toItem(row: any, county: County, now: number): CaseItem {
  const running = row.status !== 'resolved' && row.status !== 'closed'
  return {
    code: row.code,
    category: row.category,
    kind: row.kind,
    urgency: row.urgency,
    confidential: row.confidential,
    status: row.status,
    text: row.confidential ? null : masked(row.text),
    area: placeName(row.area, county),
    office: row.office_name,
    group: masked(row.topic ?? row.group_id),
    openedAt: +row.opened_at,
    dueAt: +row.due_at,
    closedAt: row.closed_at && +row.closed_at,
    supervised: row.supervised,
    overdue: row.overdue || (running && +row.due_at < now),
    clock: leftOf({ ...row, dueAt: +row.due_at }, county.directory, now),
  }
}
