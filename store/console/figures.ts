import { emptyTally, FIGURES, type Figure, type Tally } from '../../cases/figures.ts'
import { inTransaction, type Pool } from '../db.ts'
import { COUNTED, onlyOf, placesOf, sourceCondition, type Moments, type Source } from './figure-conditions.ts'
import { binder, type Bind, type Viewer } from './viewer.ts'
import { caseVisible } from './visibility.ts'

/** Of which cases figures are asked, besides their period. */
export interface FigureScope {
  /** these areas; empty: none */
  areas?: readonly string[] | undefined
  office?: string | undefined
  category?: string | undefined
}

/** What stands in a line of its own; weeks by their first day; null: all in one. */
export type By = 'area' | 'office' | 'category' | { weeks: readonly { day: string; from: number }[] } | null

/** No office has it yet. */
export const NO_OFFICE = 'none'

export interface Asked {
  scope: FigureScope
  span: Moments
  /** epoch ms */
  now: number
}

/** The time that puts a case of a source into a week: of what is in hand, when it was said. */
const WHEN: Record<Source, string> = {
  ...{ opened: 'opened_at', inHand: 'opened_at', closed: 'closed_at' },
  ...{ rated: 'rated_at', reopened: 'reopened_at' },
}
const MINUTES: Partial<Record<Source, { figure: Figure; column: string; of: 'answer' | 'end' }>> = {
  opened: { figure: 'answered', column: 'answer_minutes', of: 'answer' },
  closed: { figure: 'ended', column: 'end_minutes', of: 'end' },
}
const SOURCES = [...new Set(FIGURES.map((figure) => COUNTED[figure].source))]

/**
 * Counts what the viewer may see, by area code, office id (`none`), category or the first day of the week. What is in hand
 * from before the first week is in none.
 */
export async function countFigures(
  pool: Pool,
  viewer: Viewer,
  asked: Asked,
  by: By,
): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>()
  const parts = await Promise.all(SOURCES.map((source) => countSource(pool, viewer, asked, by, source)))
  for (const { key, counts, of, minutes } of parts.flat()) {
    const tally = tallies.get(key) ?? emptyTally()
    tallies.set(key, tally)
    Object.assign(tally.counts, counts)
    if (of) tally[of] = minutes
  }
  return tallies
}

async function countSource(pool: Pool, viewer: Viewer, asked: Asked, by: By, source: Source) {
  const { values, bind } = binder()
  const places = placesOf(asked.span, asked.now, bind)
  const figures = FIGURES.filter((figure) => COUNTED[figure].source === source)
  const counts = figures.map((figure) => `count(*) filter (where ${onlyOf(figure, places)})::integer`)
  const timed = MINUTES[source]
  const minutes = timed
    ? `string_agg(int4send(c.${timed.column}), '') filter (where ${onlyOf(timed.figure, places)})`
    : 'null'
  const seen = caseVisible(viewer, bind, 'at-all')
  const where = [sourceCondition(source, places), seen, ...within(asked.scope, bind)]
  // What is in hand now belongs to the week in which it was said, if that is one of them.
  if (source === 'inHand' && by !== null && typeof by === 'object')
    where.push(sourceCondition('opened', places))
  const rows = await readIndex<{ key: string; counts: number[]; minutes: Buffer | null }>(
    pool,
    `select ${keyOf(by, source, bind)} as key, array[${counts.join(', ')}] as counts, ${minutes} as minutes
     from cases c where ${where.join(' and ')} group by 1`,
    values,
  )
  return rows.map((row) => ({
    key: row.key,
    counts: Object.fromEntries(figures.map((figure, i) => [figure, row.counts[i]!])),
    of: timed?.of,
    minutes: row.minutes ? [toMinutes(row.minutes)] : [],
  }))
}

/**
 * The rows of a statement that an index answers alone. However much of it is asked for it is shorter than the table, which the
 * planner would read instead, taking pages for slow that do not follow each other.
 */
async function readIndex<Row extends object>(pool: Pool, sql: string, values: unknown[]): Promise<Row[]> {
  return inTransaction(pool, async (tx) => {
    await tx.query('set local random_page_cost = 1.1')
    return (await tx.query<Row>(sql, values)).rows
  })
}

/** Of a whole year there are so many that their digits would take longer to read than the rows to count. */
function toMinutes(sent: Buffer): Int32Array {
  const minutes = new Int32Array(sent.length / 4)
  for (let i = 0; i < minutes.length; i++) minutes[i] = sent.readInt32BE(4 * i)
  return minutes
}

function keyOf(by: By, source: Source, bind: Bind): string {
  if (by === null) return `''`
  if (by === 'office') return `coalesce(c.office, '${NO_OFFICE}')`
  if (typeof by === 'string') return `c.${by}`
  const starts = by.weeks.map(({ from }) => new Date(from))
  const days = by.weeks.map(({ day }) => day)
  return `(${bind(days)}::text[])[width_bucket(c.${WHEN[source]}, ${bind(starts)}::timestamptz[])]`
}

function within({ areas, office, category }: FigureScope, bind: Bind): string[] {
  return [
    areas && `c.area = any(${bind(areas)}::text[])`,
    office === NO_OFFICE && 'c.office is null',
    office && office !== NO_OFFICE && `c.office = ${bind(office)}`,
    category && `c.category = ${bind(category)}`,
  ].filter((condition): condition is string => !!condition)
}

/** The map's counts at one area: said in the period or in hand now, and of these what is in hand and what is late. */
export interface Spot {
  all: number
  open: number
  overdue: number
}

/** Counts for the map, by the very area of each case. */
export async function countSpots(
  pool: Pool,
  viewer: Viewer,
  { scope, span, now }: Asked,
): Promise<Map<string, Spot>> {
  const { values, bind } = binder()
  const places = placesOf(span, now, bind)
  const also = [caseVisible(viewer, bind, 'at-all'), ...within(scope, bind)].join(' and ')
  const hand = sourceCondition('inHand', places)
  const rows = await readIndex<Spot & { area: string }>(
    pool,
    `select area, sum(all_)::integer as all, sum(open)::integer as open, sum(overdue)::integer as overdue from (
       select c.area, count(*) as all_, 0 as open, 0 as overdue
       from cases c where ${sourceCondition('opened', places)} and not ${hand} and ${also} group by 1
       union all
       select c.area, count(*), count(*), count(*) filter (where ${onlyOf('overdue', places)})
       from cases c where ${hand} and ${also} group by 1
     ) counted group by area order by area`,
    values,
  )
  return new Map(rows.map(({ area, ...spot }) => [area, spot]))
}
