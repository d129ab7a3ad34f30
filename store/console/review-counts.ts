import type { Directory } from '../../cases/directory.ts'
import type { Queryable } from '../db.ts'
import { WAITING } from './review-take.ts'
import { binder, type Viewer } from './viewer.ts'
import { flagVisible } from './visibility.ts'

const HOUR = 3_600_000
/** The ages by which what waits is counted, in ms: up to each, and beyond the last. */
export const AGES = [HOUR, 4 * HOUR, 24 * HOUR, 72 * HOUR]

/** How much waits of one place. */
export interface AreaCount {
  code: string
  name: string
  count: number
  urgent: number
  /** when the oldest was said */
  oldest: number
}

interface Row {
  area: string | null
  count: number
  urgent: number
  oldest: Date
  /** how many are younger than each of AGES */
  younger: number[]
}

/** How many flags wait that the viewer may see. */
export async function countWaiting(db: Queryable, viewer: Viewer): Promise<number> {
  const { values, bind } = binder()
  const { rows } = await db.query(
    `select count(*) as n from flags f where ${WAITING} and ${flagVisible(viewer, bind)}`,
    values,
  )
  return rows[0].n
}

/**
 * How much waits within `area` (null: all that the viewer may see), by how long, and by the areas right below it; what belongs
 * to none of these is in the total alone.
 */
export async function countByArea(
  db: Queryable,
  viewer: Viewer,
  directory: Directory,
  area: string | null,
  now: number,
) {
  const top = area ?? viewer.office?.area ?? directory.top().code
  const rows = await byGroupArea(db, viewer, now)
  const within = rows.filter(
    (row) => area === null || (row.area !== null && directory.isWithin(row.area, area)),
  )
  const younger = AGES.map((_, i) => sum(within.map((row) => row.younger[i]!)))
  const total = sum(within.map((row) => row.count))
  return {
    total,
    urgent: sum(within.map((row) => row.urgent)),
    // From the youngest on: what is younger than an age, without what was counted before.
    ages: [...younger, total].map((n, i) => n - (younger[i - 1] ?? 0)),
    areas: below(within, directory, top),
  }
}

async function byGroupArea(db: Queryable, viewer: Viewer, now: number): Promise<Row[]> {
  const { values, bind } = binder()
  const younger = AGES.map((age) => `count(*) filter (where f.at > ${bind(new Date(now - age))})`)
  const { rows } = await db.query(
    `select g.area, sum(n) as count, sum(urgent) as urgent, min(oldest) as oldest, array[${AGES.map((_, i) => `sum(y[${i + 1}])`).join()}]::int[] as younger
     from (select f.group_id, count(*) as n, count(*) filter (where f.urgency = 'urgent') as urgent, min(f.at) as oldest,
             array[${younger.join(', ')}] as y
           from flags f where ${WAITING} and ${flagVisible(viewer, bind)} group by f.group_id) w
     left join groups g on g.id = w.group_id group by g.area`,
    values,
  )
  return rows.map((row) => ({ ...row, count: +row.count, urgent: +row.urgent }))
}

function below(rows: Row[], directory: Directory, top: string): AreaCount[] {
  const counts = new Map<string, AreaCount>()
  for (const { area, count, urgent, oldest } of rows) {
    const child = area === null ? undefined : directory.ancestors(area).find((a) => a.parent === top)
    if (!child) continue
    const { code, name } = child
    const known = counts.get(code) ?? { code, name, count: 0, urgent: 0, oldest: Infinity }
    counts.set(code, {
      ...known,
      count: known.count + count,
      urgent: known.urgent + urgent,
      oldest: Math.min(known.oldest, +oldest),
    })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
}

const sum = (numbers: number[]) => numbers.reduce((all, n) => all + n, 0)
