import type { County } from '../../cases/county.ts'
import { addTally, emptyTally, lineOf, sumOf, type Tally } from '../../cases/figures.ts'
import { commonArea, rolledUp, rowUnder } from '../../cases/figure-tree.ts'
import { categoryName } from '../../cases/phrases.ts'
import { momentsOf, spanBefore, weeksOf, type Period, type Span } from '../../cases/periods.ts'
import { countFigures, countSpots, NO_OFFICE, type Asked, type Spot } from '../../store/console/figures.ts'
import type { Viewer } from '../../store/console/viewer.ts'
import type { Pool } from '../../store/db.ts'

/** What the figures are asked of. */
export interface Scope {
  period: Period
  span: Span
  area?: string | undefined
  office?: string | undefined
  category?: string | undefined
}
export type RowKind = 'area' | 'office' | 'category' | 'week'

/** The total, and a row for each of what it is made of, in no order of merit. */
export async function figuresOf(
  pool: Pool,
  viewer: Viewer,
  scope: Scope,
  by: RowKind | undefined,
  county: County,
  now: number,
) {
  const asked = askedOf(scope, county, now)
  const weeks = by === 'week' ? weeksOf(scope.span) : null
  const { timezone } = county.directory.settings
  const kind = weeks
    ? { weeks: weeks.map((week) => ({ day: week.from, from: momentsOf(week, timezone).from })) }
    : ((by ?? null) as 'area' | 'office' | 'category' | null)
  const counted = await countFigures(pool, viewer, asked, kind)
  const root = by === 'area' ? (scope.area ?? commonArea(counted.keys(), county.directory)) : null
  const tallies = by === 'area' ? byRow(counted, root, county) : counted
  const keys = weeks ? weeks.map(({ from }) => from) : [...tallies.keys()].sort()
  const rows = keys.map((key) => ({
    ...lineOf(tallies.get(key) ?? emptyTally()),
    ...{ key, name: nameOf(by, key, county) },
  }))
  return {
    ...{ at: now, span: scope.span, before: spanBefore(scope.period, scope.span), root },
    ...(by === undefined ? { total: lineOf(sumOf(counted.values())), rows: [] } : { total: null, rows }),
  }
}

function askedOf({ span, area, office, category }: Scope, { directory }: County, now: number): Asked {
  const areas = area === undefined ? undefined : directory.descendants(area).map(({ code }) => code)
  return { scope: { areas, office, category }, span: momentsOf(span, directory.settings.timezone), now }
}

function byRow(counted: Map<string, Tally>, root: string | null, { directory }: County): Map<string, Tally> {
  const rows = new Map<string, Tally>()
  for (const [code, tally] of counted) {
    const key = rowUnder(root, code, directory)
    const row = rows.get(key) ?? emptyTally()
    rows.set(key, row)
    addTally(row, tally)
  }
  return rows
}

function nameOf(by: RowKind | undefined, key: string, county: County): string {
  const { directory } = county
  if (by === 'area') return directory.area(key)?.name ?? key
  if (by === 'office') return key === NO_OFFICE ? '' : (directory.office(key)?.name ?? key)
  if (by === 'category') return categoryName({ category: key }, county)
  return key
}

/** The areas of the map that hold cases, each with all below it; those that a viewer sees none of are not there. */
export async function spotsOf(pool: Pool, viewer: Viewer, scope: Scope, county: County, now: number) {
  const counted = await countSpots(pool, viewer, askedOf(scope, county, now))
  const sums = rolledUp(counted, county.directory, addSpot)
  const root = scope.area ?? commonArea(counted.keys(), county.directory)
  const shown = new Set(root === null ? [] : county.directory.descendants(root).map(({ code }) => code))
  const items = [...sums]
    .filter(([code]) => shown.has(code))
    .map(([code, spot]) => {
      const area = county.directory.area(code)
      const here = counted.get(code)?.all ?? 0
      return { code, name: area?.name ?? code, parent: code === root ? null : area!.parent, here, ...spot }
    })
  const above = scope.area === undefined ? [] : county.directory.ancestors(scope.area).toReversed()
  return { at: now, span: scope.span, path: above.map(({ code, name }) => ({ code, name })), items }
}

const addSpot = (to: Spot | undefined, more: Spot): Spot => ({
  all: (to?.all ?? 0) + more.all,
  open: (to?.open ?? 0) + more.open,
  overdue: (to?.overdue ?? 0) + more.overdue,
})
