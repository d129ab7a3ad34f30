import type { Category, Rules } from '../rules/verdict.ts'
import type { Directory } from './directory.ts'
import type { PlaceFinder } from './place.ts'
import type { Wording } from './wording.ts'

/** All that a decision may look up besides the case itself; replaced as a whole when the world or the rules change. */
export interface County {
  directory: Directory
  categories: Map<string, Category>
  rules: Rules
  /** rules that are on trial, by the code of the area below which they count; see `countyAt` */
  trials?: ReadonlyMap<string, LocalRules>
  /** rules that judge beside these and change nothing */
  shadow?: { version: number; rules: Rules }
  findPlace: PlaceFinder
  wording: Wording
  /** from which codes are made; never shown */
  secret: string
}

export type LocalRules = Pick<County, 'rules' | 'categories'>

/** The categories that only rules on trial know. */
export function triedCategories({ categories, trials }: County): Category[] {
  const tried = [...(trials?.values() ?? [])].flatMap((local) => [...local.categories.values()])
  return [...new Map(tried.map((c) => [c.id, c])).values()].filter(({ id }) => !categories.has(id))
}

/** A category as any rules know it: those that run, else those that are on trial; undefined where none do. */
export const knownCategory = (id: string, county: County): Category | undefined =>
  county.categories.get(id) ?? triedCategories(county).find((c) => c.id === id)

/** The county with the rules that count in an area: those on trial there or in the nearest area above it. */
export function countyAt(county: County, area: string | null): County {
  const { trials, directory } = county
  if (area === null || !trials?.size) return county
  const tried = directory.ancestors(area).find(({ code }) => trials.has(code))
  return tried ? { ...county, ...trials.get(tried.code)! } : county
}
