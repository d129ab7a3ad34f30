/** How long a case has had and still has, in the time that its deadline counts. */
import { worksOn } from './deadlines.ts'
import type { Directory, Timed } from './directory.ts'
import type { Case } from './model.ts'
import { addWallDays, dayOfWall, fromWall, toWall, wallAt } from './time.ts'
import type { Settings } from './world.ts'

/** Spans in ms, of whole minutes; of `working` ones a working day is 24 hours, and no other day is any. */
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

const runs = ({ status }: Pick<Clocked, 'status'>) => status !== 'resolved' && status !== 'closed'

/** As of `now`, or of its end. A deadline of hours runs by the clock, day and night. */
export function clockOf(c: Clocked, directory: Directory, now: number): CaseClock {
  const { days, left } = leftOf(c, directory, now)
  const { settings } = directory
  const { total } = totalOf(c, directory)
  const end = runs(c) ? now : (c.resolvedAt ?? c.closedAt ?? now)
  return {
    days,
    total,
    used: between(c.openedAt, Math.max(c.openedAt, end), days, settings),
    left,
  }
}

/** The part of it that does not depend on how far the case has come, or whether there is one yet. */
export function totalOf(
  c: Timed & Pick<Clocked, 'openedAt' | 'dueAt'>,
  directory: Directory,
): Pick<CaseClock, 'days' | 'total'> {
  const days = daysOf(c, directory)
  return { days, total: between(c.openedAt, c.dueAt, days, directory.settings) }
}

/** The part of it that a list tells. */
export function leftOf(
  c: Pick<Clocked, 'category' | 'area' | 'urgency' | 'status' | 'dueAt'>,
  directory: Directory,
  now: number,
): Pick<CaseClock, 'days' | 'left'> {
  const days = daysOf(c, directory)
  return { days, left: runs(c) ? between(now, c.dueAt, days, directory.settings) : null }
}

function daysOf(of: Timed, { settings, spansFor }: Directory): CaseClock['days'] {
  return spansFor(of).done.unit === 'd' && settings.days === 'working' ? 'working' : 'calendar'
}

/** From minute to minute, as clocks show them: what is looked at every few seconds is mostly the same. */
function between(start: number, end: number, days: CaseClock['days'], settings: Settings): number {
  const [from, to] = [minuteOf(start), minuteOf(end)]
  if (days === 'calendar') return to - from
  return to < from ? -workedBetween(to, from, settings) : workedBetween(from, to, settings)
}

const MINUTE = 60_000
const minuteOf = (at: number) => Math.floor(at / MINUTE) * MINUTE

type Days = Pick<Settings, 'timezone' | 'calendar'>

/** The part of a time that lies on working days, in ms; `from` is not after `to`. */
export function workedBetween(from: number, to: number, settings: Days): number {
  let worked = 0
  const midnight = wallAt(dayOfWall(toWall(from, settings.timezone)), '00:00')
  for (let day = midnight, at = from; at < to; day = addWallDays(day, 1)) {
    const { end, works } = dayOf(day, settings)
    const next = Math.min(to, end)
    if (works) worked += next - at
    at = next
  }
  return worked
}

interface Day {
  /** the moment at which it ends */
  end: number
  works: boolean
}
/** Lists ask for the same days again and again, and it takes long to tell what a day is somewhere. */
const known = new WeakMap<Days, Map<number, Day>>()

function dayOf(wall: number, settings: Days): Day {
  const days = known.get(settings) ?? new Map<number, Day>()
  known.set(settings, days)
  const day = days.get(wall)
  if (day) return day
  const { timezone, calendar } = settings
  const found = { end: fromWall(addWallDays(wall, 1), timezone), works: worksOn(dayOfWall(wall), calendar) }
  days.set(wall, found)
  return found
}
