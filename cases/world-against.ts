/** What a world file is checked against, and the checks that its lists share. */
import type { Category } from '../rules/verdict.ts'
import type { Fields } from './world-fields.ts'
import type { Area, Office } from './world.ts'

/** Where each item of a world stands in its file. */
export type Lines = Map<object, Fields>
export type Wrong = (item: object, key: string, reason: string) => void
/** The categories that a file may name, by id. */
export type KnownCategories = ReadonlyMap<string, Pick<Category, 'confidential'>>

/** The file taken over what is already known, and how a mistake is told. */
export interface Against {
  areas: ReadonlyMap<string, Area>
  offices: ReadonlyMap<string, Office>
  categories: KnownCategories
  /** the words for a reference to nowhere */
  missing: (kind: string, id: string) => string
  wrong: Wrong
}

export function mustBeArea(item: { area: string | null }, { areas, missing, wrong }: Against): void {
  if (item.area && !areas.has(item.area)) wrong(item, 'area', missing('area', item.area))
}

export function mustBeOffice(item: { office: string }, { offices, missing, wrong }: Against): void {
  if (item.office && !offices.has(item.office)) wrong(item, 'office', missing('office', item.office))
}

export function mustBeCategory(
  item: object,
  key: string,
  id: string | null,
  { categories, wrong }: Against,
): void {
  if (id && !categories.has(id))
    wrong(item, key, `"${id}" is no category; see keywords/categories.yaml for their ids`)
}

/** Those whose name an earlier one has. */
export function repeated<T>(list: readonly T[], nameOf: (item: T) => string): T[] {
  const seen = new Set<string>()
  return list.filter((item) => {
    const name = nameOf(item)
    const again = seen.has(name)
    seen.add(name)
    return again && name !== ''
  })
}

export function checkUnique<T extends object>(
  list: readonly T[],
  key: string,
  idOf: (item: T) => string,
  wrong: Wrong,
): void {
  for (const item of repeated(list, idOf)) wrong(item, key, `${key} "${idOf(item)}" is used twice`)
}
