import { addDays, atLocalTime, dayAt, fromWall, timeAt, toWall, wallAt } from './time.ts'
import type { Settings } from './world.ts'

/**
 * The epoch ms at which the quiet hours that hold at `now` end; null outside of them.
 * They hold from their first minute up to, not including, their last; the same time twice means none.
 */
export function quietUntil(
  now: number,
  { quiet, timezone }: Pick<Settings, 'quiet' | 'timezone'>,
): number | null {
  const [from, to] = quiet
  const [day, time] = [dayAt(now, timezone), timeAt(now, timezone)]
  const holds = from <= to ? from <= time && time < to : from <= time || time < to
  if (!holds) return null
  const wall = wallAt(time < to ? day : addDays(day, 1), to)
  const end = fromWall(wall, timezone)
  // In an hour that comes twice the first of two such ends may be over: then it is the second.
  return end > now ? end : now + wall - toWall(now, timezone)
}

/** Epoch ms of the local midnight with which the day of `now` began. */
export const dayStart = (now: number, timezone: string): number =>
  atLocalTime(dayAt(now, timezone), '00:00', timezone)

/** Epoch ms at which the next local day may be spoken in: its midnight, or the end of the quiet hours that hold then. */
export function nextMorning(now: number, settings: Pick<Settings, 'quiet' | 'timezone'>): number {
  const { timezone } = settings
  const midnight = atLocalTime(addDays(dayAt(now, timezone), 1), '00:00', timezone)
  return quietUntil(midnight, settings) ?? midnight
}
