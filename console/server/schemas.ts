import { Type, type Static } from 'typebox'
import { closed, given, maybe, maybeTime, named, oneOf, orNull, page, text, time } from './schema-parts.ts'
import { CaseClock, CaseLeft, Picture } from './schemas-cases.ts'

export * from './schemas-cases.ts'
export * from './schemas-groups.ts'
export * from './schemas-figures.ts'
export * from './schemas-intake.ts'
export * from './schemas-users.ts'
export * from './schemas-people.ts'
export * from './schemas-review.ts'
export * from './schemas-rules.ts'

/** What the API answers and takes: checked by the server, and the page's types. Times are epoch milliseconds. */

export const Failure = Type.Object({ error: Type.Object({ code: text, message: text }) })
export const Done = Type.Object({ done: Type.Literal(true) })

export const Login = Type.Object(
  {
    login: given(100, 1),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  },
  closed,
)
export const Me = Type.Object({
  login: text,
  name: text,
  role: text,
  office: maybe,
  may: Type.Object({
    review: Type.Boolean(),
    rules: Type.Boolean(),
    groups: Type.Boolean(),
    people: Type.Boolean(),
    audit: Type.Boolean(),
    stage: Type.Boolean(),
    intake: Type.Boolean(),
  }),
  categories: Type.Array(named),
  // Those that only rules on trial know.
  tried: Type.Array(named),
  offices: Type.Array(named),
  timezone: text,
  // Somebody else has given the password.
  urged: Type.Boolean(),
  // What must be done before anything else.
  owed: orNull(oneOf('password', 'totp')),
})

export const Paging = Type.Object({
  after: Type.Optional(given(1000)),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
})
const staffIds = Type.Array(given(200, 1), { maxItems: 20 })

const row = {
  code: text,
  category: text,
  kind: text,
  urgency: text,
  confidential: Type.Boolean(),
  status: text,
  // Null in a list: confidential, and read on its page alone.
  text: maybe,
  area: text,
  office: maybe,
  group: maybe,
  openedAt: time,
  dueAt: time,
  closedAt: maybeTime,
  supervised: Type.Boolean(),
  overdue: Type.Boolean(),
  clock: CaseLeft,
}
export const CaseRow = Type.Object(row)
export const Cases = page(CaseRow)
export const CaseCode = Type.Object({ code: given(50) })
const verb = oneOf(
  'accept',
  'resolve',
  'decline',
  'return',
  'transfer',
  'extend',
  'supervise',
  'verify',
  'satisfied',
  'dissatisfied',
)
/** Texts have telephone and identity numbers masked; `contact`: whether one was left, see `Revealed`. */
export const CasePage = Type.Object({
  ...row,
  text,
  channel: text,
  outcome: maybe,
  contact: Type.Boolean(),
  // What the viewer may do with it now: verbs of `Acting`, and `split`, `confidential`, `reveal`.
  may: Type.Array(text),
  assignedAt: time,
  acceptedAt: maybeTime,
  resolvedAt: maybeTime,
  place: Type.Array(text),
  messages: Type.Array(
    Type.Object({
      account: text,
      id: text,
      at: time,
      type: text,
      text,
      private: Type.Boolean(),
      from: maybe,
      staff: Type.Boolean(),
      /** whether its picture is kept */
      photo: Type.Boolean(),
      command: Type.Boolean(),
    }),
  ),
  events: Type.Array(
    Type.Object({ at: time, type: text, text: maybe, office: maybe, by: text, post: maybe }),
  ),
  reporters: Type.Array(Type.Object({ name: text, private: Type.Boolean(), group: maybe })),
  pictures: Type.Array(Picture),
  clock: CaseClock,
})

/** `text`: what was done, a reason, an office's name, or days and a reason, as behind the code in the chat. */
export const Acting = Type.Object({ verb, text: Type.Optional(given(2000)) }, closed)
export const Splitting = Type.Object(
  { account: given(500, 1), message: given(500, 1), category: Type.Optional(given(50, 1)) },
  closed,
)
export const Marking = Type.Object({ about: Type.Optional(staffIds) }, closed)

/** `post` and `role` only of staff; `local`: of an office of the group's own area. */
const person = Type.Object({ id: text, name: text, post: maybe, role: maybe, local: Type.Boolean() })
export const StageGroups = Type.Object({
  account: named,
  groups: Type.Array(Type.Object({ id: text, topic: text })),
  members: Type.Array(person),
})
export const StageChat = Type.Object({
  members: Type.Array(person),
  lines: Type.Array(
    Type.Object({
      id: text,
      at: time,
      who: maybe,
      name: maybe,
      kind: text,
      text,
      own: Type.Boolean(),
    }),
  ),
})
export const StageSpeech = Type.Object(
  {
    // One type with two names: a union would have its null coerced into an empty text.
    group: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
    from: text,
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 5000 })),
    image: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    quote: Type.Optional(Type.Object({ id: text }, closed)),
    mentions: Type.Optional(Type.Array(text, { maxItems: 50 })),
  },
  closed,
)

export type Me = Static<typeof Me>
export type CaseRow = Static<typeof CaseRow>
export type Cases = Static<typeof Cases>
export type CasePage = Static<typeof CasePage>
export type Acting = Static<typeof Acting>
export type Person = Static<typeof person>
export type StageGroups = Static<typeof StageGroups>
export type StageChat = Static<typeof StageChat>
export type StageSpeech = Static<typeof StageSpeech>
