import { Type, type Static } from 'typebox'
import { closed, given, maybe, maybeTime, oneOf, text, time } from './schema-parts.ts'

/** What the API answers and takes about accounts, sessions and the audit. */

const password = Type.String({ minLength: 1, maxLength: 200 })
const code = given(40, 1)
const session = Type.Object({
  id: text,
  since: time,
  used: time,
  browser: maybe,
  address: maybe,
  current: Type.Boolean(),
})

/** `totp`: a one-time code is still to come, see `OneTimeCode`. */
export const SignedIn = Type.Object({ done: Type.Literal(true), totp: Type.Optional(Type.Literal(true)) })
export const OneTimeCode = Type.Object({ code }, closed)
export const Confirmed = Type.Object({ password }, closed)
export const NewPassword = Type.Object({ current: password, password }, closed)
export const Security = Type.Object({
  totp: Type.Boolean(),
  // An admin wants it of him.
  required: Type.Boolean(),
  // How many codes on paper are left.
  recovery: Type.Integer(),
  sessions: Type.Array(session),
})
export const TotpBegun = Type.Object({ uri: text, secret: text })
export const RecoveryCodes = Type.Object({ codes: Type.Array(text) })
const uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
/** Without an id: all, but the one that asks. */
export const Ending = Type.Object({ id: Type.Optional(uuid) }, closed)

export const UserQuery = Type.Object({
  search: Type.Optional(given(100)),
  after: Type.Optional(given(100)),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
})
const user = Type.Object({
  login: text,
  name: maybe,
  post: maybe,
  office: maybe,
  role: text,
  disabled: Type.Boolean(),
  change: text,
  totp: Type.Boolean(),
  totpRequired: Type.Boolean(),
  lockedUntil: maybeTime,
  signedInAt: maybeTime,
  sessions: Type.Integer(),
})
export const UserList = Type.Object({ items: Type.Array(user), next: maybe })
export const UserLogin = Type.Object({ login: given(100, 1) })
export const MakingUser = Type.Object(
  { login: Type.String({ pattern: '^[\\w.-]{1,100}$' }), staff: given(200, 1) },
  closed,
)
export const GivenPassword = Type.Object({ password: text })
export const UserAct = Type.Object(
  { what: oneOf('unlock', 'disable', 'enable', 'reset-totp', 'require-totp', 'waive-totp') },
  closed,
)
export const Sessions = Type.Object({ items: Type.Array(session) })

export const AuditQuery = Type.Object({
  after: Type.Optional(given(1000)),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
  // A login, or the name of a person.
  who: Type.Optional(given(100)),
  action: Type.Optional(given(50)),
  code: Type.Optional(given(50)),
  from: Type.Optional(Type.Integer({ minimum: 0, maximum: 8.64e15 })),
  to: Type.Optional(Type.Integer({ minimum: 0, maximum: 8.64e15 })),
})

export type Security = Static<typeof Security>
export type UserList = Static<typeof UserList>
export type User = Static<typeof user>
export type OpenSession = Static<typeof session>
export type UserAct = Static<typeof UserAct>
export type UserLogin = Static<typeof UserLogin>
