/** Figures of the tree: what was counted at each area becomes that of the areas above it. */
import type { Directory } from './directory.ts'

type Tree = Pick<Directory, 'ancestors' | 'area'>

/**
 * The lowest area that everything counted lies in or below; null for nothing. From there on a list of areas tells
 * something apart.
 */
export function commonArea(codes: Iterable<string>, { ancestors }: Tree): string | null {
  let shared: string[] | null = null
  for (const code of codes) {
    const path = ancestors(code).map((area) => area.code)
    const known = new Set(path)
    shared = shared === null ? path : shared.filter((above) => known.has(above))
  }
  return shared?.[0] ?? null
}

/** The row of `root` that an area's cases stand in: the area right below `root` on the way, or `root` itself. */
export function rowUnder(root: string | null, code: string, { ancestors }: Tree): string {
  const path = ancestors(code).map((area) => area.code)
  const at = root === null ? path.length : path.indexOf(root)
  return path[Math.max(0, at - 1)] ?? code
}

/** Adds what was counted at each area to all above it. */
export function rolledUp<T>(
  counted: ReadonlyMap<string, T>,
  { ancestors }: Tree,
  add: (to: T | undefined, more: T) => T,
): Map<string, T> {
  const sums = new Map<string, T>()
  for (const [code, value] of counted)
    for (const area of ancestors(code)) sums.set(area.code, add(sums.get(area.code), value))
  return sums
}
