import { Type, type Static } from 'typebox'
import { FIGURES } from '../../cases/figures.ts'
import { PERIODS } from '../../cases/periods.ts'
import { closed, given, maybe, oneOf, orNull, text, time } from './schema-parts.ts'

/** The figures (看板). Days are those of the county, `2026-03-02`; what each figure counts is told in cases/figures.ts. */

const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })
const span = Type.Object({ from: text, to: text })

const scope = {
  period: Type.Unsafe<(typeof PERIODS)[number]>({ type: 'string', enum: PERIODS, default: 'weeks4' }),
  // Of `custom` alone, both inclusive.
  from: Type.Optional(day),
  to: Type.Optional(day),
  area: Type.Optional(given(100, 1)),
  office: Type.Optional(given(200, 1)),
  category: Type.Optional(given(50, 1)),
}
/** `by`: what each row is of; without it the total is given. */
export const FiguresQuery = Type.Object(
  { ...scope, by: Type.Optional(oneOf('area', 'office', 'category', 'week')) },
  closed,
)
export const SpotsQuery = Type.Object(scope, closed)
export const FigureSheetQuery = Type.Object(
  { ...scope, by: oneOf('area', 'office', 'category', 'week') },
  closed,
)

/** Minutes; null where there are too few. */
const times = Type.Object({ median: orNull(Type.Integer()), p90: orNull(Type.Integer()) })
const share = orNull(Type.Number())
const n = Type.Integer()
const line = {
  ...{ new: n, held: n, unsolvable: n, answered: n, waiting: n, open: n, overdue: n },
  ...{ closed: n, ended: n, unrated: n, satisfied: n, dissatisfied: n, reopened: n },
  answer: times,
  end: times,
  shares: Type.Object({ held: share, overdue: share, satisfied: share, dissatisfied: share, unrated: share }),
  few: Type.Boolean(),
}

/** `key`: an area's code, an office's id or `none`, a category, or the first day of a week. */
export const FigureRow = Type.Object({ ...line, key: text, name: text })
export const Figures = Type.Object({
  at: time,
  span,
  before: span,
  // The lowest area in which all of it lies; a row with its code is of what names no place below it.
  root: maybe,
  // Without `by` alone.
  total: orNull(Type.Object(line)),
  rows: Type.Array(FigureRow),
})

const spot = Type.Object({
  code: text,
  name: text,
  parent: maybe,
  // At the very place; `all`, `open` and `overdue` are with all below it.
  here: Type.Integer(),
  all: Type.Integer(),
  open: Type.Integer(),
  overdue: Type.Integer(),
})
/** `path`: from the top down to the area that was asked for. */
export const Spots = Type.Object({
  at: time,
  span,
  path: Type.Array(Type.Object({ code: text, name: text })),
  items: Type.Array(spot),
})

/** Of the list behind a figure, beside the ledger's own: the days are those of the figure, both inclusive. */
export const figureFilter = {
  figure: Type.Optional(oneOf(...FIGURES, 'all')),
  since: Type.Optional(day),
  until: Type.Optional(day),
  at: Type.Optional(given(100, 1)),
}

export type Figures = Static<typeof Figures>
export type FigureLine = NonNullable<Figures['total']>
export type FigureRow = Static<typeof FigureRow>
export type Spots = Static<typeof Spots>
