/** Who handles which category at a place and by when, with what would hold without the place's own entries. */
import type { Category } from '../rules/verdict.ts'
import type { Directory } from './directory.ts'
import { officeFor } from './routing.ts'
import { writeSpan } from './world-yaml.ts'
import type { DeadlineRule, World } from './world.ts'

interface Named {
  id: string
  name: string
}
export interface DispatchRow {
  category: string
  /** its office goes by whom a case is about */
  confidential: boolean
  /** of the area's own entry */
  own: Named | null
  /** where nothing is entered for this area itself: who gets it, and the area above that says so */
  otherwise: Named | null
  above: Named | null
  /** the times that hold, and the area's own, as in a world file */
  times: { done: string; accept: string }
  ownTimes: { done: string | null; accept: string | null } | null
}

/** A row for each category at an area, or for everywhere (null): there only times can be entered. */
export function dispatchTable(
  world: Pick<World, 'dispatch' | 'deadlines'>,
  directory: Directory,
  categories: ReadonlyMap<string, Category>,
  area: string | null,
): DispatchRow[] {
  return [...categories.values()].map((category) => ({
    category: category.id,
    confidential: category.confidential,
    ...(area === null || category.confidential
      ? { own: null, otherwise: null, above: null }
      : officesOf(world, directory, categories as Map<string, Category>, category.id, area)),
    times: timesOf(directory, category, area),
    ownTimes: ownTimesOf(world.deadlines, category.id, area),
  }))
}

/** The area's own times for all categories, which hold where none is named. */
export function ownTimesOf(rules: readonly DeadlineRule[], category: string | null, area: string | null) {
  const rule = rules.find((r) => r.category === category && r.area === area)
  return rule
    ? { done: rule.done && writeSpan(rule.done), accept: rule.accept && writeSpan(rule.accept) }
    : null
}

function officesOf(
  { dispatch }: Pick<World, 'dispatch'>,
  directory: Directory,
  categories: Map<string, Category>,
  category: string,
  area: string,
) {
  const own = dispatch.find((d) => d.category === category && d.area === area)
  const [, ...higher] = directory.ancestors(area)
  const above = higher.find((a) => dispatch.some((d) => d.category === category && d.area === a.code))
  const byRule = officeFor({ ...directory, dispatched: () => null }, categories, category, area)
  const otherwise = above ? directory.dispatched(category, above.code) : byRule
  return {
    own: named(own ? directory.office(own.office) : null),
    otherwise: named(otherwise),
    above: above ? { id: above.code, name: above.name } : null,
  }
}

const named = (item: Named | null): Named | null => item && { id: item.id, name: item.name }

function timesOf(directory: Directory, { id, deadline }: Category, area: string | null) {
  const { done, accept } = directory.spansFor({ category: id, area: area ?? '', urgency: deadline })
  return { done: writeSpan(done), accept: writeSpan(accept) }
}
