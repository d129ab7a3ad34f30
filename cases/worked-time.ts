/** How long a case has had and still has, in the time that its deadline counts. */
import { worksOn } from './deadlines.ts'
import type { Directory } from './directory.ts'
import type { Case } from './model.ts'
import { addWallDays, dayOfWall, fromWall, toWall, wallAt } from './time.ts'
import type { Settings } from './world.ts'

/** Spans in ms; of `working` ones a working day is 24 hours, and no other day is any. */
export interface CaseClock {
  days: 'working' | 'calendar'
  /** from its beginning to its deadline */
  total: number
  used: number
  /** negative when it is late; null when the clock does not run any more */
  left: number | null
}

type Clocked = Pick<
  Case,
  'category' | 'area' | 'urgency' | 'status' | 'openedAt' | 'dueAt' | 'resolvedAt' | 'closedAt'
>

/** As of `now`, or of its end. A deadline of hours runs by the clock, day and night. */
export function clockOf(c: Clocked, directory: Directory, now: number): CaseClock {
  const { settings } = directory
  const inDays = directory.spansFor(c).done.unit === 'd'
  const days = inDays && settings.days === 'working' ? 'working' : 'calendar'
  const between = (from: number, to: number) =>
    days === 'calendar'
      ? to - from
      : to < from
        ? -workedBetween(to, from, settings)
        : workedBetween(from, to, settings)
  const runs = c.status !== 'resolved' && c.status !== 'closed'
  const end = runs ? now : (c.resolvedAt ?? c.closedAt ?? now)
  return {
    days,
    total: between(c.openedAt, c.dueAt),
    used: between(c.openedAt, Math.max(c.openedAt, end)),
    left: runs ? between(now, c.dueAt) : null,
  }
}

/** The part of a time that lies on working days, in ms; `from` is not after `to`. */
export function workedBetween(
  from: number,
  to: number,
  { timezone, calendar }: Pick<Settings, 'timezone' | 'calendar'>,
): number {
  let worked = 0
  const midnight = wallAt(dayOfWall(toWall(from, timezone)), '00:00')
  for (let day = midnight, at = from; at < to; day = addWallDays(day, 1)) {
    const next = Math.min(to, fromWall(addWallDays(day, 1), timezone))
    if (worksOn(dayOfWall(day), calendar)) worked += next - at
    at = next
  }
  return worked
}
