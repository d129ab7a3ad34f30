import { Type, type Static } from 'typebox'
import { closed, given, maybe, maybeTime, oneOf, orNull, page, text, time, words } from './schema-parts.ts'

/** Intake besides the group: the form of the console, and the endpoint for other systems. */

const contact = Type.Object({ name: Type.Optional(given(100)), phone: Type.Optional(given(50)) }, closed)

/** `at`: when it was said, at most 30 days ago; without it, now. */
export const IntakeForm = Type.Object(
  {
    channel: oneOf('phone', 'visit', 'meeting', 'desk'),
    text: words(5000),
    area: given(100, 1),
    category: Type.Optional(given(50, 1)),
    contact: Type.Optional(contact),
    at: Type.Optional(Type.Integer()),
  },
  closed,
)
export const CodeGiven = Type.Object({ code: text })

/** Top down; `path`: the names from the top of the tree down to the area itself. */
export const Area = Type.Object({ code: text, name: text, level: text, path: Type.Array(text) })
export const Areas = Type.Object({ items: Type.Array(Area) })

/** `id`: what the other system calls it. */
export const IntakeCase = Type.Object(
  {
    id: given(100, 1),
    text: words(5000),
    at: Type.Optional(Type.Integer()),
    area: Type.Optional(given(100, 1)),
    category: Type.Optional(given(50, 1)),
    channel: Type.Optional(oneOf('phone', 'visit', 'meeting', 'desk', 'hotline')),
    contact: Type.Optional(contact),
  },
  closed,
)
export const IntakeKept = Type.Object({ code: text, created: Type.Boolean() })
export const IntakeId = Type.Object({ id: given(100, 1) })
/** Of a confidential case only `code` and `status: received`. */
export const IntakeState = Type.Object({
  code: text,
  status: text,
  office: Type.Optional(maybe),
  openedAt: Type.Optional(time),
  dueAt: Type.Optional(time),
  closedAt: Type.Optional(maybeTime),
  outcome: Type.Optional(maybe),
  result: Type.Optional(maybe),
})

/** `name`: of the member of staff; `code`: of the case that it was about. No number: gaps would tell of what is left out. */
export const AuditEntry = Type.Object({
  at: time,
  login: text,
  staff: maybe,
  name: maybe,
  action: text,
  code: maybe,
  detail: maybe,
})
export const AuditEntries = page(AuditEntry)

/** What a reviewer chooses from when he says whom a confidential case is about. */
export const StaffList = Type.Object({
  items: Type.Array(Type.Object({ id: text, name: text, post: text, office: text })),
})

/** Unmasked, for those who handle the case; asking for it is recorded. */
export const Revealed = Type.Object({
  text,
  messages: Type.Array(Type.Object({ account: text, id: text, text })),
  contact: orNull(Type.Object({ name: maybe, phone: maybe })),
})

export type IntakeForm = Static<typeof IntakeForm>
export type Area = Static<typeof Area>
export type Areas = Static<typeof Areas>
export type IntakeCase = Static<typeof IntakeCase>
export type AuditEntry = Static<typeof AuditEntry>
export type AuditEntries = Static<typeof AuditEntries>
export type StaffList = Static<typeof StaffList>
export type Revealed = Static<typeof Revealed>
