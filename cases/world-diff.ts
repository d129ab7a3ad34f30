/** What a file or an edit changes in a world, field by field. */
import { scopeKey } from './arranged.ts'
import { plainSettings, writeSpan } from './world-yaml.ts'
import type { Removed, Span, World } from './world.ts'

export const KINDS = [
  ...(['area', 'office', 'staff', 'group', 'member', 'dispatch', 'deadline', 'answer'] as const),
  ...(['settings', 'wording'] as const),
]
export type Kind = (typeof KINDS)[number]

export interface FieldChange {
  field: string
  /** as people write it, the parts of a list behind each other; null: nothing */
  before: string | null
  after: string | null
}
export interface Change {
  kind: Kind
  /** of a dispatch or deadline its category and area, as by `scopeKey` */
  id: string
  name: string
  change: 'added' | 'changed' | 'removed'
  fields: FieldChange[]
}
/** What the installation has and the file does not name: it stays as it is. */
export interface LeftAlone {
  kind: Kind
  id: string
  name: string
}

type Item = { kind: Kind; id: string; name: string; fields: Map<string, string | null> }

/** What `file` brings to `known`, in the order of the file, and what of `known` it does not name. */
export function diffWorlds(
  known: World | null,
  file: World,
  removed: Removed,
): { changes: Change[]; left: LeftAlone[] } {
  const before = new Map(known ? itemsOf(known).map((item) => [keyOf(item), item]) : [])
  const gone = removedKeys(removed)
  const after = itemsOf(file)
  const named = new Set(after.map(keyOf))
  const changes = after.flatMap((item) => changeOf(before.get(keyOf(item)) ?? null, item) ?? [])
  const rest = [...before.values()].filter((item) => !named.has(keyOf(item)))
  return {
    changes: [...changes, ...rest.filter((item) => gone.has(keyOf(item))).map(removal)],
    left: rest.filter((item) => !gone.has(keyOf(item))).map(({ kind, id, name }) => ({ kind, id, name })),
  }
}

const keyOf = ({ kind, id }: { kind: Kind; id: string }) => `${kind} ${id}`

const removedKeys = (removed: Removed) =>
  new Set([
    ...removed.dispatch.map((d) => keyOf({ kind: 'dispatch', id: scopeKey(d.category, d.area) })),
    ...removed.deadlines.map((d) => keyOf({ kind: 'deadline', id: scopeKey(d.category, d.area) })),
    ...removed.answers.map((a) => keyOf({ kind: 'answer', id: a.id })),
  ])

function changeOf(before: Item | null, { kind, id, name, fields }: Item): Change | null {
  const changed = [...fields]
    .map(([field, after]) => ({ field, before: before?.fields.get(field) ?? null, after }))
    .filter((f) => f.before !== f.after)
  if (before && !changed.length) return null
  return { kind, id, name, change: before ? 'changed' : 'added', fields: changed }
}

const removal = ({ kind, id, name, fields }: Item): Change => ({
  ...{ kind, id, name, change: 'removed' },
  fields: [...fields]
    .map(([field, before]) => ({ field, before, after: null }))
    .filter((f) => f.before !== null),
})

function itemsOf(world: World): Item[] {
  return [
    ...world.areas.map((a) => item('area', a.code, a.name, a, ['code'])),
    ...world.offices.map((o) =>
      item('office', o.id, o.name, { ...o, handles: handlesOf(o.handles) }, ['id']),
    ),
    ...world.staff.map((s) => item('staff', s.id, s.name, s, ['id'])),
    ...world.groups.map((g) => item('group', g.id, g.topic, g, ['id'])),
    ...world.members.map((m) => item('member', m.id, m.name, { ...m, groups: m.groups.toSorted() }, ['id'])),
    ...world.dispatch.map((d) => item('dispatch', scopeKey(d.category, d.area), '', { office: d.office })),
    ...world.deadlines.map((d) =>
      item('deadline', scopeKey(d.category, d.area), '', { done: spanOf(d.done), accept: spanOf(d.accept) }),
    ),
    ...world.answers.map((a) =>
      item('answer', a.id, '', { ...a, words: a.words.map((list) => list.join('、')).join('；') }, ['id']),
    ),
    item('settings', 'settings', '', flat(plainSettings(world.settings))),
  ]
}

/** An office that handles nothing is another than one that handles what its kind is for. */
const handlesOf = (handles: string[] | null) => (handles?.length === 0 ? '—' : handles)
const spanOf = (span: Span | null) => span && writeSpan(span)

function item(kind: Kind, id: string, name: string, values: object, without: string[] = []): Item {
  const fields = Object.entries(values).filter(([field]) => !without.includes(field))
  return { kind, id, name, fields: new Map(fields.map(([field, value]) => [field, textOf(value)])) }
}

function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return value.length ? value.join('、') : null
  return value === null || value === undefined || value === '' ? null : String(value)
}

const flat = (settings: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(value).map(([part, v]) => [`${key}.${part}`, v])
        : [[key, value]],
    ),
  )
