import type { Directory } from './directory.ts'

/** What is said only here: how the places of the county and its staff are called; each word once. */
export function localWords({ areas, staff }: Pick<Directory, 'areas' | 'staff'>): string[] {
  const places = areas.flatMap((a) => [a.name, ...a.aliases, ...a.landmarks])
  const people = staff.flatMap((s) => [s.name, ...s.aliases])
  return [...new Set([...places, ...people])]
}
