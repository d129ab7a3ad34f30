/** Which office gets a case, and which gets it next. */
import type { Category } from '../rules/verdict.ts'
import type { Accused } from './accused.ts'
import type { County } from './county.ts'
import type { Directory } from './directory.ts'
import type { Case } from './model.ts'
import { LEVELS, type Area, type Level, type Office } from './world.ts'

export { personsNamed, type Accused } from './accused.ts'

type Categories = ReadonlyMap<string, Category>
const GENERAL = ['village', 'township']
const isGeneral = (office: Office) => GENERAL.includes(office.kind)

/** Whether an office handles a category: what it lists, or what its kind is for; a department only what it lists. */
export function handles(office: Office, category: string, categories: Categories): boolean {
  if (office.handles) return office.handles.includes(category)
  return office.kind !== 'department' && categories.get(category)?.office === office.kind
}

/**
 * The office to which the county dispatches the category there; else the lowest at or above the area that handles it,
 * else the lowest general one; null where there is none. So a street lamp goes to the village although a department of
 * the county lists street lamps. Not for confidential cases: these go by whom they are about.
 */
export function officeFor(
  dir: Directory,
  categories: Categories,
  category: string,
  area: string,
): Office | null {
  const chain = dir.ancestors(area)
  return (
    dir.dispatched(category, area) ??
    firstOf(chain, (a) => handlerAt(dir, categories, category, a)) ??
    firstOf(chain, (a) => generalAt(dir, a))
  )
}

/**
 * The next office above the one that has a case: level by level from the area above, the one that handles the
 * category there, else the general office there. Null at the top.
 */
export function oneLevelUp(
  dir: Directory,
  categories: Categories,
  category: string,
  office: Office,
): Office | null {
  const above = dir.ancestors(office.area).slice(1)
  return firstOf(above, (a) => handlerAt(dir, categories, category, a) ?? generalAt(dir, a))
}

/**
 * Where 退单 sends a case: one level up, which then decides for good. An office with nothing above it gives it to the
 * other office of its own area that handles the category; null where there is none, and it cannot be returned.
 */
export function returnsTo(
  dir: Directory,
  categories: Categories,
  category: string,
  office: Office,
): Office | null {
  const beside = dir.officesAt(office.area).filter((o) => o.id !== office.id)
  return oneLevelUp(dir, categories, category, office) ?? pick(beside, category, categories)
}

/**
 * The lowest discipline office at or above the area that is not connected with whom a complaint is about. Connected
 * are the offices of the area in which a person serves, and those below it, which answer to it; a cadre of whom
 * nothing is known may serve in any village, so what is below the township is excluded. Where none is clean the case
 * is held at the topmost discipline office, and there only who is accused himself is kept away. Null: there is none.
 */
export function disciplineOfficeFor(dir: Directory, accused: Accused, area: string): Office | null {
  const { floor } = accused
  const chain = dir.ancestors(area).filter((a) => floor === null || !isBelow(a, floor))
  return (
    cleanOffice(dir, accused, chain) ?? firstOf(dir.ancestors(area).toReversed(), (a) => disciplineAt(dir, a))
  )
}

/** The same from the area above the office that has the case; null at the top. */
export function disciplineOfficeAbove(dir: Directory, accused: Accused, office: Office): Office | null {
  const { floor } = accused
  const above = dir.ancestors(office.area).slice(1)
  return cleanOffice(
    dir,
    accused,
    above.filter((a) => floor === null || !isBelow(a, floor)),
  )
}

/** `oneLevelUp` of a case; a confidential one stays with discipline offices that are clean of whom it is about. */
export function oneLevelUpFor(c: Case, county: County): Office | null {
  const { directory, categories } = county
  const office = c.office === null ? null : directory.office(c.office)
  if (!office) return null
  if (c.confidential) return disciplineOfficeAbove(directory, accusedOf(c), office)
  return oneLevelUp(directory, categories, c.category, office)
}

/** `returnsTo` of a case; a confidential one can only go up. */
export function otherOfficeFor(c: Case, county: County): Office | null {
  const { directory, categories } = county
  const office = c.office === null ? null : directory.office(c.office)
  if (!office || c.confidential) return oneLevelUpFor(c, county)
  return returnsTo(directory, categories, c.category, office)
}

const accusedOf = (c: Case): Accused => ({
  staff: c.about,
  areas: [],
  floor: c.about.length ? null : 'township',
})

function cleanOffice(dir: Directory, accused: Accused, chain: readonly Area[]): Office | null {
  const served = accused.staff.flatMap((id) => dir.office(dir.staffById(id)?.office ?? '')?.area ?? [])
  const connected = [...served, ...accused.areas]
  const clean = chain.filter((a) => !connected.some((code) => dir.isWithin(a.code, code)))
  return firstOf(clean, (a) => disciplineAt(dir, a))
}

const disciplineAt = (dir: Directory, area: Area) =>
  dir.officesAt(area.code).find((o) => o.kind === 'discipline') ?? null

const isBelow = (area: Area, level: Level) => LEVELS.indexOf(area.level) > LEVELS.indexOf(level)

function handlerAt(dir: Directory, categories: Categories, category: string, area: Area): Office | null {
  return pick(dir.officesAt(area.code), category, categories)
}

/** Of several offices that handle the category the one that lists it: that is what it was set up for. */
function pick(offices: readonly Office[], category: string, categories: Categories): Office | null {
  const able = offices.filter((o) => handles(o, category, categories))
  return able.find((o) => o.handles !== null) ?? able[0] ?? null
}

const generalAt = (dir: Directory, area: Area) => dir.officesAt(area.code).find(isGeneral) ?? null

function firstOf(areas: readonly Area[], find: (area: Area) => Office | null): Office | null {
  for (const area of areas) {
    const office = find(area)
    if (office) return office
  }
  return null
}
