/** The county as it is looked up: an index over one world, made once and never changed. */
import { createDispatch, createSpans } from './arranged.ts'
import type { Urgency } from './model.ts'
import {
  LEVELS,
  type Area,
  type Group,
  type KeptAnswer,
  type Level,
  type Member,
  type Office,
  type Settings,
  type Span,
  type Staff,
  type World,
} from './world.ts'

/** What deadlines depend on; a case is one. */
export interface Timed {
  category: string
  area: string
  urgency: Urgency
}

/** Lists are in the order of ids, so that a county from a file and the same from the database answer alike. */
export interface Directory {
  readonly settings: Settings
  readonly areas: readonly Area[]
  readonly offices: readonly Office[]
  readonly staff: readonly Staff[]
  area(code: string): Area | null
  /** the area itself first, then upwards; empty for an unknown code */
  ancestors(code: string): readonly Area[]
  /** the area itself first, then all below it */
  descendants(code: string): readonly Area[]
  /** whether `code` is `ancestor` or lies below it */
  isWithin(code: string, ancestor: string): boolean
  /** the area at or above `code` that is of the level */
  atLevel(code: string, level: Level): Area | null
  /** the highest area; of several, the first */
  top(): Area
  office(id: string): Office | null
  officesAt(area: string): readonly Office[]
  /** the one office whose name is the text, contains it, or is abbreviated by it (人社局); null where none or several are */
  officeByName(text: string): Office | null
  staffById(id: string): Staff | null
  staffByMember(member: string): Staff | null
  staffOf(office: string): readonly Staff[]
  /** all who serve in the offices of the area itself */
  staffAt(area: string): readonly Staff[]
  group(id: string): Group | null
  groupsOf(member: string): readonly Group[]
  isMember(member: string, group: string): boolean
  member(id: string): Member | null
  /** the name of a member or of the staff who writes as it */
  memberName(id: string): string | null
  /** residents' groups whose area is `area` or lies below it */
  residentsGroupsIn(area: string): readonly Group[]
  supervisionGroups(): readonly Group[]
  /** supervision groups at or above the area */
  supervisionGroupsFor(area: string): readonly Group[]
  readonly answers: readonly KeptAnswer[]
  /** the office that the nearest entry of `dispatch` at or above the area names for the category */
  dispatched(category: string, area: string): Office | null
  /**
   * The times to be done and accepted in. Each is that of the nearest rule at or above the area, of two there that which
   * names the category; then that of a rule for the category anywhere; then the settings'. An urgent case never gets a
   * longer one than the settings give.
   */
  spansFor(of: Timed): { done: Span; accept: Span }
}

const byId = <T extends { id: string }>(list: readonly T[]) =>
  [...list].sort((a, b) => (a.id < b.id ? -1 : 1))
const indexBy = <T>(list: readonly T[], key: (item: T) => string | null) =>
  new Map(list.flatMap((item) => (key(item) === null ? [] : [[key(item)!, item] as const])))
const groupBy = <T>(list: readonly T[], key: (item: T) => string | null) => {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const of = key(item)
    if (of === null) continue
    const group = groups.get(of)
    if (group) group.push(item)
    else groups.set(of, [item])
  }
  return groups
}

/** Indexes a world whose references hold, as `parseWorld` and `loadWorld` give it. */
export function createDirectory(world: World): Directory {
  const areas = [...world.areas].sort((a, b) => (a.code < b.code ? -1 : 1))
  const offices = byId(world.offices)
  const staff = byId(world.staff)
  const groups = byId(world.groups)
  const tree = createTree(areas)
  const officeOf = indexBy(offices, (o) => o.id)
  const officesAt = groupBy(offices, (o) => o.area)
  const staffOf = indexBy(staff, (s) => s.id)
  const staffOfMember = indexBy(staff, (s) => s.wechat)
  const staffOfOffice = groupBy(staff, (s) => s.office)
  const staffAt = groupBy(staff, (s) => officeOf.get(s.office)?.area ?? null)
  const groupOf = indexBy(groups, (g) => g.id)
  const memberOf = indexBy(world.members, (m) => m.id)
  const groupIds = new Map(world.members.map((m) => [m.id, new Set(m.groups)]))
  const supervision = groups.filter((g) => g.kind === 'supervision')
  const residents = groups.filter((g) => g.kind === 'residents')

  return {
    ...tree,
    settings: world.settings,
    areas,
    offices,
    staff,
    office: (id) => officeOf.get(id) ?? null,
    officesAt: (area) => officesAt.get(area) ?? [],
    officeByName: createNameSearch(offices),
    staffById: (id) => staffOf.get(id) ?? null,
    staffByMember: (member) => staffOfMember.get(member) ?? null,
    staffOf: (office) => staffOfOffice.get(office) ?? [],
    staffAt: (area) => staffAt.get(area) ?? [],
    group: (id) => groupOf.get(id) ?? null,
    groupsOf: (member) => groups.filter((g) => groupIds.get(member)?.has(g.id)),
    isMember: (member, group) => groupIds.get(member)?.has(group) ?? false,
    member: (id) => memberOf.get(id) ?? null,
    memberName: (id) => memberOf.get(id)?.name ?? staffOfMember.get(id)?.name ?? null,
    residentsGroupsIn: (area) => residents.filter((g) => tree.isWithin(g.area, area)),
    supervisionGroups: () => supervision,
    supervisionGroupsFor: (area) => supervision.filter((g) => tree.isWithin(area, g.area)),
    answers: byId(world.answers),
    dispatched: createDispatch(world.dispatch, tree.ancestors, officeOf),
    spansFor: createSpans(world, tree.ancestors),
  }
}

type Tree = Pick<Directory, 'area' | 'ancestors' | 'descendants' | 'isWithin' | 'atLevel' | 'top'>

function createTree(areas: readonly Area[]): Tree {
  const areaOf = indexBy(areas, (a) => a.code)
  const children = groupBy(areas, (a) => a.parent)
  const chains = new Map<string, readonly Area[]>()
  const ancestors = (code: string): readonly Area[] => {
    const known = chains.get(code)
    if (known) return known
    const area = areaOf.get(code)
    if (!area) return []
    const chain = [area, ...(area.parent === null ? [] : ancestors(area.parent))]
    chains.set(code, chain)
    return chain
  }
  const descendants = (code: string): readonly Area[] => {
    const area = areaOf.get(code)
    return area ? [area, ...(children.get(code) ?? []).flatMap((child) => descendants(child.code))] : []
  }
  const height = (area: Area) => LEVELS.indexOf(area.level)
  const roots = areas.filter((a) => a.parent === null).sort((a, b) => height(a) - height(b))
  return {
    area: (code) => areaOf.get(code) ?? null,
    ancestors,
    descendants,
    isWithin: (code, ancestor) => ancestors(code).some((a) => a.code === ancestor),
    atLevel: (code, level) => ancestors(code).find((a) => a.level === level) ?? null,
    top() {
      if (!roots[0]) throw new Error('the county has no area: import a world file first')
      return roots[0]
    },
  }
}

/** Names as people write them: full-width or not, spaces anywhere. */
const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '')

function createNameSearch(offices: readonly Office[]): Directory['officeByName'] {
  const named = offices.map((office) => ({ office, name: plain(office.name) }))
  const only = (fits: (name: string) => boolean) => {
    const found = named.filter(({ name }) => fits(name))
    return found.length > 1 ? 'several' : (found[0]?.office ?? null)
  }
  return (text) => {
    const wanted = plain(text)
    if (!wanted) return null
    const steps = [
      (name: string) => name === wanted,
      (name: string) => name.includes(wanted),
      (name: string) => isAbbreviation(wanted, name),
    ]
    for (const step of steps) {
      const found = only(step)
      if (found) return found === 'several' ? null : found
    }
    return null
  }
}

/** Whether the characters of `short` stand in `name` in their order, with the same last one: 人社局 of 人力资源和社会保障局. */
function isAbbreviation(short: string, name: string): boolean {
  const letters = [...short]
  if (letters.length < 2 || letters.at(-1) !== [...name].at(-1)) return false
  let from = 0
  return letters.every((letter) => {
    const at = name.indexOf(letter, from)
    from = at + 1
    return at >= 0
  })
}
