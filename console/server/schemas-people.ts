import { Type, type Static } from 'typebox'
import { KINDS } from '../../cases/world-diff.ts'
import { GROUP_KIND_NAMES } from '../../cases/world-reasons.ts'
import { LEVELS, OFFICE_KINDS, ROLES } from '../../cases/world.ts'
import { closed, given, maybe, named, oneOf, orNull, text, time } from './schema-parts.ts'

/** The county as admins see and change it. `version` is what they saw; saving on an older one may be refused. */

const texts = Type.Array(text)
const version = Type.Integer({ minimum: 0 })
const level = oneOf(...LEVELS)

export const AreaNode = Type.Object({
  ...{ code: text, name: text, level },
  // How many areas, offices and groups there are in it, and how many of the offices nobody can accept for.
  ...{ below: Type.Integer(), offices: Type.Integer(), groups: Type.Integer(), idle: Type.Integer() },
})
export const TreeQuery = Type.Object({ under: Type.Optional(given(200)) })
export const Tree = Type.Object({ version, items: Type.Array(AreaNode) })

export const CountyArea = Type.Object({
  ...{ code: text, name: text, level, parent: maybe, aliases: texts, landmarks: texts },
})
export const CountyStaff = Type.Object({
  ...{ id: text, name: text, office: text, post: text, aliases: texts, wechat: maybe },
  ...{ role: oneOf(...ROLES), login: Type.Boolean() },
})
export const CountyOffice = Type.Object({
  ...{ id: text, name: text, area: text, kind: oneOf(...OFFICE_KINDS), handles: orNull(texts) },
  ...{ reach: oneOf('login', 'chat', 'none'), staff: Type.Array(CountyStaff) },
})
export const CountyGroup = Type.Object({
  ...{ id: text, topic: text, area: text },
  kind: oneOf(...(Object.keys(GROUP_KIND_NAMES) as (keyof typeof GROUP_KIND_NAMES)[])),
  members: Type.Integer(),
})
export const AreaCode = Type.Object({ code: given(200, 1) })
export const AreaView = Type.Object({
  version,
  area: CountyArea,
  path: Type.Array(Type.Object({ code: text, name: text })),
  offices: Type.Array(CountyOffice),
  groups: Type.Array(CountyGroup),
})
export const CountySearch = Type.Object({ search: given(100) })
export const FoundInCounty = Type.Object({
  items: Type.Array(
    Type.Object({
      kind: oneOf('area', 'office', 'staff', 'group'),
      ...{ id: text, name: text, more: text, area: text },
    }),
  ),
})
export const OfficeList = Type.Object({
  items: Type.Array(
    Type.Object({ ...{ id: text, name: text, area: text }, reach: oneOf('login', 'chat', 'none') }),
  ),
})

const kind = oneOf('area', 'office', 'staff', 'group', 'dispatch', 'deadline', 'answer', 'settings')
/** `item`: its fields as in a world file; `new`: it must not be there yet. */
export const CountySaving = Type.Object(
  { version, kind, new: Type.Boolean(), item: Type.Unsafe<Record<string, unknown>>({ type: 'object' }) },
  closed,
)
export const CountyRemoving = Type.Object(
  { version, kind: oneOf('area', 'office', 'staff', 'group'), id: given(200, 1) },
  closed,
)

const times = Type.Object({ done: maybe, accept: maybe })
export const DispatchQuery = Type.Object({ area: Type.Optional(given(200)) })
export const DispatchView = Type.Object({
  version,
  area: orNull(named),
  // The area's own times for every category that has none of its own there.
  all: orNull(times),
  rows: Type.Array(
    Type.Object({
      ...{ category: text, confidential: Type.Boolean() },
      ...{ own: orNull(named), otherwise: orNull(named), above: orNull(named) },
      times: Type.Object({ done: text, accept: text }),
      ownTimes: orNull(times),
    }),
  ),
})
export const ArrangedView = Type.Object({
  version,
  dispatch: Type.Array(Type.Object({ category: text, area: named, office: named })),
  deadlines: Type.Array(Type.Object({ category: maybe, area: orNull(named), done: maybe, accept: maybe })),
})
export const KeptAnswers = Type.Object({
  version,
  items: Type.Array(
    Type.Object({
      ...{ id: text, category: maybe, area: orNull(named), words: Type.Array(texts), text, source: text },
    }),
  ),
})

export const CountySettings = Type.Object({
  version,
  settings: Type.Object({
    ...{ timezone: text, days: text, open: text, quiet: texts, ledger: text },
    accept: Type.Object({ urgent: text, other: text }),
    done: Type.Object({ urgent: text, normal: text, complex: text }),
    ...{ answer: text, keep: text, publish: text },
    calendar: Type.Object({ off: texts, work: texts }),
  }),
})
export const YearQuery = Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2100 }) })
/** `known` false: the year's holidays are not published, and Monday to Friday count. `works`: by the statutory calendar. */
export const YearView = Type.Object({
  ...{ version, year: Type.Integer(), today: text, counted: Type.Boolean(), known: Type.Boolean() },
  days: Type.Array(Type.Object({ day: text, works: Type.Boolean(), holiday: maybe })),
  calendar: Type.Object({ off: texts, work: texts }),
})

export const WordingView = Type.Object({
  version,
  // So many characters at most, without what is quoted.
  longest: Type.Integer(),
  items: Type.Array(
    Type.Object({
      ...{ name: text, text, standard: text, words: texts },
      own: orNull(Type.Object({ by: text, at: time })),
    }),
  ),
})
export const WordingSaving = Type.Object(
  // One type with two names: a union would have its null coerced into an empty text.
  {
    version,
    name: given(100, 1),
    text: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      maxLength: 500,
      pattern: '^[^\\u0000\\ud800-\\udfff]*$',
    }),
  },
  closed,
)

export const FileQuery = Type.Object({
  form: oneOf('xlsx', 'yaml', 'template'),
  members: Type.Optional(Type.Boolean()),
})
export const CountyImport = Type.Object({ version })
const counts = Type.Object({
  ...{ kind: oneOf(...KINDS), added: Type.Integer(), changed: Type.Integer(), removed: Type.Integer() },
  left: Type.Integer(),
})
export const ImportPreview = Type.Object({
  version,
  problems: Type.Array(Type.Object({ sheet: maybe, row: Type.Integer(), reason: text })),
  counts: Type.Array(counts),
  // The first of each list; `counts` has them all.
  changes: Type.Array(
    Type.Object({
      ...{ kind: oneOf(...KINDS), id: text, name: text, change: oneOf('added', 'changed', 'removed') },
      fields: Type.Array(Type.Object({ field: text, before: maybe, after: maybe })),
    }),
  ),
  left: Type.Array(Type.Object({ kind: oneOf(...KINDS), id: text, name: text })),
  // Offices whose cases nobody could accept after the import.
  // Whom it makes an admin.
  admins: texts,
  idle: texts,
})

export type Tree = Static<typeof Tree>
export type AreaNode = Static<typeof AreaNode>
export type AreaView = Static<typeof AreaView>
export type CountyArea = Static<typeof CountyArea>
export type CountyOffice = Static<typeof CountyOffice>
export type CountyStaff = Static<typeof CountyStaff>
export type CountyGroup = Static<typeof CountyGroup>
export type FoundInCounty = Static<typeof FoundInCounty>
export type OfficeList = Static<typeof OfficeList>
export type CountySaving = Static<typeof CountySaving>
export type DispatchView = Static<typeof DispatchView>
export type ArrangedView = Static<typeof ArrangedView>
export type KeptAnswers = Static<typeof KeptAnswers>
export type CountySettings = Static<typeof CountySettings>
export type YearView = Static<typeof YearView>
export type WordingView = Static<typeof WordingView>
export type ImportPreview = Static<typeof ImportPreview>
