/** What of a world stands on a thing of it. */
import type { World } from './world.ts'

/** What can be removed by itself; other things are taken back by name in a world file. */
export type Removable = 'area' | 'office' | 'staff' | 'group'

/** What refers to it, in Chinese with numbers; empty: nothing does. */
export function usesOf(world: World, kind: Removable, id: string): string[] {
  const count = <T>(list: readonly T[], fits: (item: T) => boolean, words: (n: number) => string) => {
    const n = list.filter(fits).length
    return n ? [words(n)] : []
  }
  const { areas, offices, staff, groups, dispatch, deadlines, answers } = world
  if (kind === 'area')
    return [
      ...count(
        areas,
        (a) => a.parent === id,
        (n) => `下级区域 ${n} 个`,
      ),
      ...count(
        offices,
        (o) => o.area === id,
        (n) => `单位 ${n} 个`,
      ),
      ...count(
        groups,
        (g) => g.area === id,
        (n) => `群 ${n} 个`,
      ),
      ...count(
        dispatch,
        (d) => d.area === id,
        (n) => `分派 ${n} 条`,
      ),
      ...count(
        deadlines,
        (d) => d.area === id,
        (n) => `时限 ${n} 条`,
      ),
      ...count(
        answers,
        (a) => a.area === id,
        (n) => `现成答复 ${n} 条`,
      ),
    ]
  if (kind !== 'office') return []
  return [
    ...count(
      staff,
      (s) => s.office === id,
      (n) => `人员 ${n} 名`,
    ),
    ...count(
      dispatch,
      (d) => d.office === id,
      (n) => `分派 ${n} 条`,
    ),
  ]
}
