import type { Directory } from '../../cases/directory.ts'
import type { Area } from '../../cases/world.ts'
import type { Viewer } from './viewer.ts'

/** The areas for which a viewer may take something in, each before those below it: admins all, others their office's. */
export function areasInSight({ role, office }: Viewer, { areas, descendants }: Directory): readonly Area[] {
  const tops = role === 'admin' ? areas.filter((a) => a.parent === null).map((a) => a.code) : [office?.area]
  return tops.flatMap((code) => (code === undefined ? [] : descendants(code)))
}

/** The names of the areas from the top down to this one. */
export const pathTo = (code: string, { ancestors }: Directory): string[] =>
  ancestors(code)
    .map((area) => area.name)
    .toReversed()
