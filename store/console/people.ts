import { createDirectory, type Directory } from '../../cases/directory.ts'
import type { Area, Office, World } from '../../cases/world.ts'
import { DEFAULT_SETTINGS } from '../../cases/world.ts'
import type { Queryable } from '../db.ts'
import { loadWorld, worldVersion } from '../world.ts'
import { pathTo } from './areas.ts'

/** The world without members as it is written down, which what runs takes over a moment later. */
export interface Written {
  version: number
  world: World
  directory: Directory
}

const NO_WORLD: World = {
  ...{ areas: [], offices: [], staff: [], groups: [], members: [] },
  ...{ dispatch: [], deadlines: [], answers: [], settings: DEFAULT_SETTINGS },
}

/** Reads the written world, anew only when its version has changed. */
export function keepWritten(db: Queryable): () => Promise<Written> {
  let kept: Written | null = null
  return async () => {
    if (kept && kept.version === (await worldVersion(db))) return kept
    const { world, version } = (await loadWorld(db, false)) ?? { world: NO_WORLD, version: 0 }
    kept = { world, version, directory: createDirectory(world) }
    return kept
  }
}

/** The staff who may sign in. */
export async function staffWithLogin(db: Queryable): Promise<Set<string>> {
  const { rows } = await db.query<{ staff: string }>('select staff from users where staff is not null')
  return new Set(rows.map((row) => row.staff))
}

/** How many members each of the groups has. */
export async function countMembers(db: Queryable, groups: string[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ id: string; n: number }>(
    'select group_id as id, count(*)::integer as n from group_members where group_id = any($1) group by group_id',
    [groups],
  )
  return new Map(rows.map(({ id, n }) => [id, n]))
}

/** How an office can be reached with a case: by somebody who signs in, who is in chats alone, or not at all. */
export type Reach = 'login' | 'chat' | 'none'

export function reachOf(office: string, { staffOf }: Directory, logins: ReadonlySet<string>): Reach {
  const able = staffOf(office).filter((s) => s.role !== 'leader')
  if (able.some((s) => logins.has(s.id))) return 'login'
  return able.some((s) => s.wechat !== null) ? 'chat' : 'none'
}

/** The offices whose cases nobody can accept. */
export const idleOffices = (directory: Directory, logins: ReadonlySet<string>): Office[] =>
  directory.offices.filter((o) => reachOf(o.id, directory, logins) === 'none')

/** The areas right below one, or (null) those at the top, with what is in each. */
export function areasUnder({ world, directory }: Written, logins: ReadonlySet<string>, under: string | null) {
  const children = countBy(world.areas, (a) => a.parent)
  const groups = countBy(world.groups, (g) => g.area)
  return directory.areas
    .filter((a) => a.parent === under)
    .map(({ code, name, level }) => {
      const offices = directory.officesAt(code)
      return {
        ...{ code, name, level },
        below: children.get(code) ?? 0,
        offices: offices.length,
        groups: groups.get(code) ?? 0,
        idle: offices.filter((o) => reachOf(o.id, directory, logins) === 'none').length,
      }
    })
}

function countBy<T>(list: readonly T[], key: (item: T) => string | null): Map<string | null, number> {
  const counts = new Map<string | null, number>()
  for (const item of list) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}

/** One area with its offices, their staff, and its groups. */
export async function areaPage(db: Queryable, { world, directory, version }: Written, area: Area) {
  const groups = world.groups.filter((g) => g.area === area.code)
  const [logins, members] = await Promise.all([
    staffWithLogin(db),
    countMembers(
      db,
      groups.map((g) => g.id),
    ),
  ])
  return {
    version,
    area,
    path: directory
      .ancestors(area.code)
      .map(({ code, name }) => ({ code, name }))
      .toReversed(),
    offices: directory.officesAt(area.code).map((office) => ({
      ...office,
      reach: reachOf(office.id, directory, logins),
      staff: directory.staffOf(office.id).map((s) => ({ ...s, login: logins.has(s.id) })),
    })),
    groups: groups.map((group) => ({ ...group, members: members.get(group.id) ?? 0 })),
  }
}

export interface Found {
  kind: 'area' | 'office' | 'staff' | 'group'
  id: string
  name: string
  /** what tells it from others of the name */
  more: string
  /** the area on whose page it stands */
  area: string
}

/** What has the text in a name, an alias, a landmark, a post or an id; the first `limit`. */
export function searchWorld({ world, directory }: Written, search: string, limit: number): Found[] {
  const wanted = search.trim().toLowerCase()
  if (!wanted) return []
  const has = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(wanted))
  const placeOf = (code: string) => pathTo(code, directory).slice(1).join(' › ')
  const officeOf = (id: string) => directory.office(id)
  return [
    ...world.staff
      .filter((s) => has(s.name, s.id, s.post, ...s.aliases))
      .map((s) => ({
        ...{ kind: 'staff' as const, id: s.id, name: s.name },
        more: `${officeOf(s.office)?.name ?? ''} ${s.post}`,
        area: officeOf(s.office)?.area ?? '',
      })),
    ...world.offices
      .filter((o) => has(o.name, o.id))
      .map((o) => ({ kind: 'office' as const, id: o.id, name: o.name, more: placeOf(o.area), area: o.area })),
    ...world.areas
      .filter((a) => has(a.name, a.code, ...a.aliases, ...a.landmarks))
      .map((a) => ({ kind: 'area' as const, id: a.code, name: a.name, more: placeOf(a.code), area: a.code })),
    ...world.groups
      .filter((g) => has(g.topic, g.id))
      .map((g) => ({ kind: 'group' as const, id: g.id, name: g.topic, more: placeOf(g.area), area: g.area })),
  ].slice(0, limit)
}

/** The installation's own texts by name, who wrote them and when. */
export async function listOwnTexts(db: Queryable) {
  const { rows } = await db.query(
    `select w.name, w.text, coalesce(s.name, w.login) as by, w.at from wordings w left join staff s on s.id = w.staff`,
  )
  return new Map(
    rows.map((row) => [row.name as string, { text: row.text as string, by: row.by as string, at: +row.at }]),
  )
}
