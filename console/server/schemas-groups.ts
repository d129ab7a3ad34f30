import { Type, type Static } from 'typebox'
import { closed, given, maybe, maybeTime, oneOf, orNull, page, text, time, words } from './schema-parts.ts'

/** Groups and accounts: what the API answers and takes. Times are epoch milliseconds, counts are of what the viewer may see. */

const count = Type.Integer()
const kind = oneOf('account', 'group')
const mode = oneOf('paused', 'manual')
const hushed = Type.Object({ mode, reason: text, by: text, at: time })

const unsettled = Type.Object({
  ref: text,
  kind: text,
  text,
  at: time,
  error: maybe,
  group: maybe,
  direct: maybe,
  code: maybe,
})
/** `spooled`: batches that wait on the bot's disk; `heardAt`: of a message in a group. */
const account = Type.Object({
  id: text,
  name: maybe,
  state: text,
  since: time,
  qrcode: maybe,
  error: maybe,
  lastEventAt: maybeTime,
  heardAt: maybeTime,
  spooled: count,
})
export const System = Type.Object({
  accounts: Type.Array(account),
  hushed: Type.Array(
    Type.Object({ kind, id: text, name: text, ...hushed.properties, waiting: count, urgent: count }),
  ),
  // Null: the queue cannot be asked just now. `since`: the oldest batch waits since then.
  queue: orNull(
    Type.Object({ waiting: count, active: count, delayed: count, failed: count, since: maybeTime }),
  ),
  // ms from being said to being filed, of what came in the last ten minutes; null: nothing did.
  lag: orNull(Type.Object({ median: count, most: count })),
  blindWindows: Type.Array(
    Type.Object({ id: count, account: text, from: time, to: maybeTime, reason: text }),
  ),
  deadLetters: Type.Array(
    Type.Object({ id: count, account: text, message: text, stage: text, reason: text, at: time }),
  ),
  outbox: Type.Object({
    waiting: count,
    // How many there are; the lists hold the latest.
    counts: Type.Object({ unknown: count, refused: count }),
    unknown: Type.Array(unsettled),
    refused: Type.Array(unsettled),
  }),
})
export const OutboxRef = Type.Object({
  ref: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
})
export const Settling = Type.Object({ how: oneOf('sent', 'again', 'drop') }, closed)

export const GroupQuery = Type.Object({
  after: Type.Optional(given(1000)),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  show: Type.Optional(oneOf('silent', 'hushed', 'waiting')),
  search: Type.Optional(given(100)),
  account: Type.Optional(given(500)),
  id: Type.Optional(given(500)),
})
export const GroupRow = Type.Object({
  id: text,
  topic: text,
  // from the top of the tree down
  area: Type.Array(text),
  kind: text,
  heardAt: maybeTime,
  silent: Type.Boolean(),
  hushed: orNull(hushed),
  // People speak there, because of the group or of an account that hears it.
  manual: Type.Boolean(),
  // The accounts that have heard it in the last seven days, the last one first.
  accounts: Type.Array(text),
  today: count,
  week: count,
  open: count,
  saidAt: maybeTime,
  waiting: count,
  unknown: count,
  refused: count,
})
export const Groups = Type.Object({
  ...page(GroupRow).properties,
  total: count,
  // Groups that an account sits in and the world file does not have; for admins.
  strangers: Type.Array(Type.Object({ id: text, at: time, account: text })),
})

export const OutboxQuery = Type.Object({
  after: Type.Optional(given(1000)),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
  group: Type.Optional(given(500)),
  byHand: Type.Boolean({ default: false }),
})
export const OutboxRow = Type.Object({
  ref: text,
  kind: text,
  text,
  mentioned: Type.Array(text),
  urgent: Type.Boolean(),
  group: maybe,
  direct: maybe,
  code: maybe,
  notBefore: time,
  why: text,
  until: maybeTime,
})
export const Outbox = page(OutboxRow)

export const Hushing = Type.Object({ kind, id: given(500, 1), mode, reason: words(200) }, closed)
export const Unhushing = Type.Object({ kind, id: given(500, 1) }, closed)

export const GroupId = Type.Object({ id: given(500) })
/** `name` and `at` count where the text itself does not say. */
export const Copied = Type.Object(
  { text: words(20_000), name: Type.Optional(given(50)), at: Type.Optional(time) },
  closed,
)
/** What was read from it; `known`: it is here already. */
export const Read = Type.Object({
  items: Type.Array(Type.Object({ name: maybe, text, at: time, known: Type.Boolean() })),
})
export const Pasting = Type.Object(
  {
    items: Type.Array(Type.Object({ name: words(50), text: words(5000), at: time }, closed), {
      minItems: 1,
      maxItems: 200,
    }),
  },
  closed,
)
export const Pasted = Type.Object({ taken: count, known: count })

export type System = Static<typeof System>
export type GroupRow = Static<typeof GroupRow>
export type Groups = Static<typeof Groups>
export type OutboxRow = Static<typeof OutboxRow>
export type Outbox = Static<typeof Outbox>
export type Hushing = Static<typeof Hushing>
export type Read = Static<typeof Read>
