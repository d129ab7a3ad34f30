import { Type, type Static } from 'typebox'
import { CHANNELS, OUTCOMES, STATUSES } from '../../cases/model.ts'
import { SORTS } from '../../store/console/case-list.ts'
import { closed, given, maybe, oneOf, orNull, text, time, words } from './schema-parts.ts'
import { figureFilter } from './schemas-figures.ts'

/** The ledger: what it is narrowed to, what is done with many cases at once, views that are kept, pictures. */

const day = Type.Optional(Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' }))
const flag = Type.Optional(Type.Boolean())

/** Days are of the county's time zone, both ends included; `area` with everything below it; `office`: an id, or `none`. */
export const CaseFilters = Type.Object({
  status: Type.Optional(oneOf('all', 'unfinished', ...STATUSES)),
  category: Type.Optional(given(50)),
  office: Type.Optional(given(200)),
  area: Type.Optional(given(100)),
  group: Type.Optional(given(200)),
  urgency: Type.Optional(oneOf('urgent', 'normal', 'complex')),
  kind: Type.Optional(oneOf('problem', 'question')),
  channel: Type.Optional(oneOf(...CHANNELS)),
  outcome: Type.Optional(oneOf(...OUTCOMES)),
  overdue: flag,
  supervised: flag,
  confidential: flag,
  reopened: flag,
  ...{ from: day, to: day, dueFrom: day, dueTo: day, closedFrom: day, closedTo: day },
  ...figureFilter,
  search: Type.Optional(given(100)),
  sort: Type.Optional(oneOf(...SORTS)),
  desc: flag,
})
export const CaseQuery = Type.Object({
  ...CaseFilters.properties,
  after: Type.Optional(given(1000)),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
})
/** `more`: there are more than `count`. */
export const CaseCount = Type.Object({ count: Type.Integer(), more: Type.Boolean() })

export const BULK = ['accept', 'supervise', 'transfer', 'extend', 'resolve', 'decline', 'return'] as const
const codes = Type.Array(given(50, 1), { minItems: 1, maxItems: 100, uniqueItems: true })
export const BulkChoice = Type.Object({ codes }, closed)
/** What the viewer may do with every one of them. */
export const BulkMay = Type.Object({ may: Type.Array(text) })
export const BulkActing = Type.Object(
  { codes, verb: oneOf(...BULK), text: Type.Optional(given(2000)) },
  closed,
)
/** Of each what came of it; `refused`: why it was not done. */
export const BulkDone = Type.Object({ results: Type.Array(Type.Object({ code: text, refused: maybe })) })

const viewName = words(30)
/** `query`: as in the address of the page. */
export const View = Type.Object({ name: text, query: text })
export const Views = Type.Object({ items: Type.Array(View) })
export const NewView = Type.Object({ name: viewName, query: given(1000) }, closed)
export const NewName = Type.Object({ name: viewName }, closed)
export const ViewName = Type.Object({ name: viewName })

export const Picture = Type.Object({ id: text, name: text, by: text, at: time })
export const PictureId = Type.Object({
  code: given(50),
  id: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
})

const left = { days: oneOf('working', 'calendar'), left: orNull(Type.Number()) }
/**
 * How long a case has had and still has, in ms of the time that its deadline counts, in whole minutes: `working` leaves out what is no
 * working day. `left` is negative when it is late, null when the clock does not run any more.
 */
export const CaseClock = Type.Object({ ...left, total: Type.Number(), used: Type.Number() })
/** The part of it that a list tells. */
export const CaseLeft = Type.Object(left)

export type CaseFilters = Static<typeof CaseFilters>
export type CaseCount = Static<typeof CaseCount>
export type BulkMay = Static<typeof BulkMay>
export type BulkDone = Static<typeof BulkDone>
export type View = Static<typeof View>
export type Views = Static<typeof Views>
export type Picture = Static<typeof Picture>
export type CaseClock = Static<typeof CaseClock>
