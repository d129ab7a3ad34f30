import { Type, type Static } from 'typebox'
import { REASONS } from '../../store/review.ts'
import { closed, given, maybe, oneOf, orNull, text, time } from './schema-parts.ts'

/** 待审: what waits for a person, what he is given and what he decides. Times are epoch milliseconds. */

const hits = Type.Array(Type.Object({ rule: text, term: text, start: Type.Integer(), end: Type.Integer() }))
const flag = {
  account: text,
  message: text,
  at: time,
  text,
  group: maybe,
  from: maybe,
  category: text,
  urgency: text,
  confidential: Type.Boolean(),
  hits,
}
/** A line of the list of what waits; what is confidential is read by whoever takes it. */
export const Flag = Type.Object({ ...flag, text: maybe })
export const Flags = Type.Object({ items: Type.Array(Flag), next: maybe })
export const FlagQuery = Type.Object({
  after: Type.Optional(given(1000)),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
  area: Type.Optional(given(100, 1)),
})
export const FlagKey = Type.Object({ account: given(500, 1), message: given(500, 1) }, closed)

/** Where it would go as a case; `total`: ms from when it was said to `dueAt`, in those days; `office` is not told of what becomes confidential only now. */
export const Plan = Type.Object({
  area: text,
  place: Type.Array(text),
  placed: Type.Boolean(),
  office: maybe,
  confidential: Type.Boolean(),
  dueAt: time,
  days: oneOf('working', 'calendar'),
  total: Type.Number(),
})
const said = Type.Object({ at: time, type: text, text: maybe, from: maybe, staff: Type.Boolean() })
const similar = Type.Object({
  code: text,
  text: maybe,
  category: text,
  status: text,
  area: text,
  office: maybe,
  openedAt: time,
})
/** What was said beside it: messages, each oldest first, and the message ids of pictures for /api/pictures. */
const around = { before: Type.Array(said), after: Type.Array(said), pictures: Type.Array(text) }
export const Around = Type.Object(around)
/** One message with all that a person needs to decide about it; `sample`: the rules ignored it, and it was drawn by lot. */
export const Card = Type.Object({
  ...flag,
  kind: text,
  score: Type.Number(),
  sample: Type.Boolean(),
  why: Type.Array(text),
  putBack: maybe,
  plan: Plan,
  ...around,
  similar: Type.Array(similar),
})

const keys = Type.Array(FlagKey, { maxItems: 30 })
/** `hand`: what the reviewer has and keeps; `want`: how many more; `first`: one that he has chosen. */
export const Taking = Type.Object(
  {
    hand: keys,
    want: Type.Integer({ minimum: 0, maximum: 4 }),
    area: Type.Optional(given(100, 1)),
    first: Type.Optional(FlagKey),
  },
  closed,
)
/** `kept`: what of the hand is still his. */
export const Taken = Type.Object({ kept: Type.Array(FlagKey), cards: Type.Array(Card) })
export const Hand = Type.Object({ hand: keys }, closed)

export const PlanQuery = Type.Object({
  category: Type.Optional(given(50, 1)),
  area: Type.Optional(given(100, 1)),
  confidential: Type.Optional(Type.Boolean()),
})
/** `about`: staff ids, besides those whom the words name; only with `confidential`. */
export const Opening = Type.Object(
  {
    category: Type.Optional(given(50)),
    area: Type.Optional(given(100, 1)),
    confidential: Type.Optional(Type.Literal(true)),
    about: Type.Optional(Type.Array(given(200, 1), { maxItems: 20 })),
  },
  closed,
)
export const Dismissing = Type.Object(
  { reason: oneOf(...REASONS), remark: Type.Optional(given(200, 1)) },
  closed,
)
export const Merging = Type.Object({ into: given(50, 1) }, closed)
/** Until when the decision can be taken back. */
export const Decided = Type.Object({ until: time })

export const ReviewQuery = Type.Object({ area: Type.Optional(given(100, 1)) })
export const ReviewCount = Type.Object({ total: Type.Integer() })
/** `ages`: up to an hour, four, a day, three days, and older; `path`: from the top of his area down to what is counted. */
export const ReviewCounts = Type.Object({
  total: Type.Integer(),
  urgent: Type.Integer(),
  ages: Type.Array(Type.Integer()),
  path: Type.Array(Type.Object({ code: text, name: text })),
  areas: Type.Array(
    Type.Object({ code: text, name: text, count: Type.Integer(), urgent: Type.Integer(), oldest: time }),
  ),
})

/** `back`: how many weeks before the present one. */
export const WeekQuery = Type.Object({ back: Type.Integer({ minimum: 0, maximum: 12, default: 0 }) })
const estimate = orNull(Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number() }))
/** What the rules missed in a week, with the interval that holds in 95 of 100; null before anything was looked at. */
export const MissedWeek = Type.Object({
  from: time,
  to: time,
  ignored: Type.Integer(),
  looked: Type.Integer(),
  found: Type.Integer(),
  caught: Type.Integer(),
  missed: estimate,
  recall: estimate,
})

export type Flag = Static<typeof Flag>
export type Flags = Static<typeof Flags>
export type FlagKey = Static<typeof FlagKey>
export type Plan = Static<typeof Plan>
export type Around = Static<typeof Around>
export type Card = Static<typeof Card>
export type Taken = Static<typeof Taken>
export type Decided = Static<typeof Decided>
export type ReviewCounts = Static<typeof ReviewCounts>
export type ReviewCount = Static<typeof ReviewCount>
export type MissedWeek = Static<typeof MissedWeek>
export type Dismissing = Static<typeof Dismissing>
