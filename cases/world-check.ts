/** What must hold between the parts of a world: ids, references, the tree. */
import { checkArranged } from './world-check-arranged.ts'
import {
  checkUnique,
  mustBeArea,
  mustBeCategory,
  mustBeOffice,
  type Against,
  type KnownCategories,
  type Wrong,
} from './world-against.ts'
import { LEVELS, type Area, type Removed, type World } from './world.ts'

/** Names that mean something else in a chat or a report. */
const RESERVED = ['bot', 'system']

/** Reports all that does not fit together in the file, taken over what is already known. */
export function checkWorld(
  file: World,
  removed: Removed,
  known: World | null,
  categories: KnownCategories,
  wrong: Wrong,
): void {
  checkIds(file, wrong)
  const areas = new Map([...(known?.areas ?? []), ...file.areas].map((a) => [a.code, a]))
  const offices = new Map([...(known?.offices ?? []), ...file.offices].map((o) => [o.id, o]))
  const groups = idsOf(file.groups, known?.groups)
  const nowhere = known ? 'neither in the file nor in the installation' : 'not in the file'
  const missing = (kind: string, id: string) => `${kind} "${id}" is ${nowhere}`
  const against: Against = { areas, offices, categories, missing, wrong }
  checkTree(file.areas, areas, (code) => missing('parent', code), wrong)
  checkChildren(file.areas, areas, wrong)
  for (const office of file.offices) {
    mustBeArea(office, against)
    for (const id of office.handles ?? []) mustBeCategory(office, 'handles', id, against)
  }
  for (const group of file.groups) mustBeArea(group, against)
  for (const person of file.staff) mustBeOffice(person, against)
  for (const member of file.members)
    for (const id of member.groups) if (!groups.has(id)) wrong(member, 'groups', missing('group', id))
  checkWechat(file, known, wrong)
  checkArranged(file, removed, known, against)
}

const idsOf = (...lists: (readonly { id: string }[] | undefined)[]) =>
  new Set(lists.flatMap((list) => list?.map((item) => item.id) ?? []))

function checkIds(file: World, wrong: Wrong): void {
  checkUnique(file.areas, 'code', (a) => a.code, wrong)
  for (const list of [file.offices, file.staff, file.groups, file.members])
    checkUnique(list as { id: string }[], 'id', (item) => item.id, wrong)
  for (const item of [...file.staff, ...file.members])
    if (RESERVED.includes(item.id)) wrong(item, 'id', `the id "${item.id}" is kept for the program itself`)
}

function checkTree(
  list: Area[],
  areas: Map<string, Area>,
  missing: (code: string) => string,
  wrong: Wrong,
): void {
  const inCircle = new Set<string>()
  for (const area of list) {
    if (area.parent === null || !area.parent) continue
    const parent = areas.get(area.parent)
    if (!parent) {
      wrong(area, 'parent', missing(area.parent))
      continue
    }
    const circle = circleOf(area, areas)
    if (circle && !inCircle.has(area.code)) {
      for (const code of circle) inCircle.add(code)
      wrong(area, 'parent', `the areas lie in a circle: ${[...circle, area.code].join(' in ')}`)
    } else if (!circle && !isAbove(parent, area))
      wrong(area, 'level', `a ${area.level} cannot lie in a ${parent.level} (${parent.code} ${parent.name})`)
  }
}

const isAbove = (parent: Area, child: Area) => LEVELS.indexOf(parent.level) < LEVELS.indexOf(child.level)

/** An area that the file changes may have areas below it that the file does not name. */
function checkChildren(list: Area[], areas: Map<string, Area>, wrong: Wrong): void {
  const changed = new Map(list.map((a) => [a.code, a]))
  for (const child of areas.values()) {
    const parent = changed.get(child.parent ?? '')
    if (parent && !changed.has(child.code) && !isAbove(parent, child))
      wrong(
        parent,
        'level',
        `the ${child.level} ${child.code} ${child.name} of the installation cannot lie in a ${parent.level}`,
      )
  }
}

/** The codes from an area upwards back to itself, null when that never happens. */
function circleOf(area: Area, areas: Map<string, Area>): string[] | null {
  const path: string[] = []
  for (let at: Area | undefined = area; at && !path.includes(at.code); at = areas.get(at.parent ?? '')) {
    path.push(at.code)
    if (at.parent === area.code) return path
  }
  return null
}

function checkWechat(file: World, known: World | null, wrong: Wrong): void {
  const users = new Map<string, string>()
  const replaced = new Set(file.staff.map((s) => s.id))
  for (const person of known?.staff ?? [])
    if (person.wechat !== null && !replaced.has(person.id)) users.set(person.wechat, person.id)
  for (const person of file.staff) {
    if (!person.wechat) continue
    const other = users.get(person.wechat)
    if (other) wrong(person, 'wechat', `wechat "${person.wechat}" already belongs to staff ${other}`)
    else users.set(person.wechat, person.id)
  }
}
