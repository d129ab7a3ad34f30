import { knownCategory } from '../../cases/county.ts'
import { areasInSight } from '../../store/console/areas.ts'
import type { Viewer } from '../../store/console/viewer.ts'
import type { ConsoleDeps } from './deps.ts'
import { badRequest } from './errors.ts'

/** What a request names must exist; each throws a `Refusal` 400 that says what does not. */

export function checkCategory(category: string | undefined, { county }: ConsoleDeps) {
  if (category !== undefined && !knownCategory(category, county())) throw badRequest('没有这个类别')
}

export function checkStaff(ids: string[] | undefined, { county }: ConsoleDeps) {
  const { directory } = county()
  if (ids?.some((id) => directory.staffById(id) === null)) throw badRequest('没有这位工作人员')
}

/** How long ago something may have been said that is filed by hand. */
const OLDEST = 30 * 86_400_000

/** When it was said; without `at`, now. */
export function saidAt(at: number | undefined, now: number): number {
  if (at === undefined) return now
  if (at > now) throw badRequest('时间不能晚于现在')
  if (at < now - OLDEST) throw badRequest('时间不能早于 30 天前')
  return at
}

/** A place must be there, and in sight of whoever names it. */
export function checkArea(area: string | undefined, viewer: Viewer, { county }: ConsoleDeps) {
  if (area !== undefined && !areasInSight(viewer, county().directory).some((a) => a.code === area))
    throw badRequest('没有这个地方')
}

/** The codes of an area in sight with all below it; null without an area: no limit. */
export function areasIn(area: string | undefined, viewer: Viewer, deps: ConsoleDeps): string[] | null {
  if (area === undefined) return null
  checkArea(area, viewer, deps)
  return deps
    .county()
    .directory.descendants(area)
    .map((a) => a.code)
}
