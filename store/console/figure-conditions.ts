import type { Figure } from '../../cases/figures.ts'
import type { Bind } from './viewer.ts'

/*
 * What each figure counts, as conditions over `cases c`. The numbers and the lists behind them take them from here, so that
 * both hold the same cases; what a figure means is told in cases/figures.ts.
 */

const IN_HAND = `c.status in ('open', 'assigned', 'accepted')`
const during = (column: string) => (places: Places) =>
  `c.${column} >= ${places.from()} and c.${column} < ${places.until()}`

/** By what a case comes to be looked at: the time of it that lies in the period, or that it is in hand now. */
const SOURCES = {
  opened: during('opened_at'),
  inHand: () => IN_HAND,
  closed: during('closed_at'),
  rated: during('rated_at'),
  reopened: during('reopened_at'),
}
export type Source = keyof typeof SOURCES

/** Of which source each figure is, and which of its cases count. */
export const COUNTED: Record<Figure, { source: Source; only: (places: Places) => string }> = {
  new: { source: 'opened', only: () => 'true' },
  held: { source: 'opened', only: () => 'c.held' },
  unsolvable: { source: 'opened', only: () => `c.status = 'closed' and c.outcome = 'unsolvable'` },
  answered: { source: 'opened', only: () => 'c.answer_minutes is not null' },
  waiting: { source: 'opened', only: () => `c.answer_minutes is null and ${IN_HAND}` },
  open: { source: 'inHand', only: () => 'true' },
  overdue: { source: 'inHand', only: ({ now }) => `(c.overdue or c.due_at < ${now()})` },
  closed: { source: 'closed', only: () => 'true' },
  ended: {
    source: 'closed',
    only: () => `c.end_minutes is not null and c.outcome is distinct from 'answered'`,
  },
  unrated: { source: 'closed', only: () => 'c.rated is null' },
  satisfied: { source: 'rated', only: () => `c.rated = 'satisfied'` },
  dissatisfied: { source: 'rated', only: () => `c.rated = 'dissatisfied'` },
  reopened: { source: 'reopened', only: () => 'true' },
}

/** What binds the ends of a period and the present moment, each where a statement needs it. */
export interface Places {
  from(): string
  until(): string
  now(): string
}

/** Epoch ms; `until` is not in it. */
export interface Moments {
  from: number
  until: number
}

export function placesOf({ from, until }: Moments, now: number, bind: Bind): Places {
  const bound = (at: number) => () => bind(new Date(at))
  return { from: bound(from), until: bound(until), now: bound(now) }
}

/** Which cases a source holds. */
export const sourceCondition = (source: Source, places: Places): string => SOURCES[source](places)

/** Which of a source's cases a figure counts. */
export const onlyOf = (figure: Figure, places: Places): string => COUNTED[figure].only(places)

/** What a list behind a figure is narrowed to: the moments are those of the figure, `at` is the very area. */
export interface FigureFilter {
  figure?: Figure | 'all' | undefined
  /** epoch ms; the first is in it, the second not */
  since?: number | undefined
  until?: number | undefined
  at?: string | undefined
}

/** The conditions of a list; `all`, of the map: what was said in the period and what is in hand now. */
export function figureConditions(filter: FigureFilter, now: number, bind: Bind): string[] {
  const { figure, since = 0, until = END, at } = filter
  const places = placesOf({ from: since, until }, now, bind)
  const exactly = at === undefined ? [] : [`c.area = ${bind(at)}`]
  if (figure === undefined) return exactly
  if (figure === 'all') return [`(${sourceCondition('opened', places)} or ${IN_HAND})`, ...exactly]
  const { source } = COUNTED[figure]
  return [
    sourceCondition(source, places),
    onlyOf(figure, places),
    ...(source === 'opened' || source === 'inHand' ? [] : [`c.opened_at < ${places.until()}`]),
    ...(ENDED.includes(figure) ? [`c.status = 'closed'`] : []),
    ...exactly,
  ]
}

/**
 * What the list says besides and is true of these anyway: they are closed, and nothing happens to a case before it was said.
 * So the list, newest first, begins where they are instead of walking through all that is newer.
 */
const ENDED: Figure[] = ['held', 'closed', 'ended', 'unrated', 'satisfied']

const END = Date.parse('9999-12-31T00:00:00Z')
