import type { Settings } from './world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * The epoch ms at which the quiet hours that hold at `now` end; null outside of them.
 * They hold from their first minute up to, not including, their last; the same time twice means none.
 */
export function quietUntil(
  now: number,
  { quiet, timezone }: Pick<Settings, 'quiet' | 'timezone'>,
): number | null {
  const [from, to] = [sinceMidnight(quiet[0]), sinceMidnight(quiet[1])]
  const time = wall(now, timezone) % DAY
  if (from === to) return null
  if (from < to) return time >= from && time < to ? later(now, to - time, timezone) : null
  if (time >= from) return later(now, DAY - time + to, timezone)
  return time < to ? later(now, to - time, timezone) : null
}

/** Epoch ms of the local midnight with which the day of `now` began. */
export function dayStart(now: number, timezone: string): number {
  return moved(now, -(wall(now, timezone) % DAY), timezone)
}

/** Epoch ms at which the next local day may be spoken in: its midnight, or the end of the quiet hours that hold then. */
export function nextMorning(now: number, settings: Pick<Settings, 'quiet' | 'timezone'>): number {
  const { timezone } = settings
  const midnight = later(now, DAY - (wall(now, timezone) % DAY), timezone)
  return quietUntil(midnight, settings) ?? midnight
}

function sinceMidnight(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE
}

/** The moment at which local clocks show `by` ms more than at `now`; a time that a clock change skips counts unshifted. */
function later(now: number, by: number, timezone: string): number {
  const then = moved(now, by, timezone)
  return then > now ? then : now + by
}

function moved(now: number, by: number, timezone: string): number {
  const guess = now + by
  return guess + offset(now, timezone) - offset(guess, timezone)
}

/** What local clocks show, counted in ms as if it were UTC. */
const wall = (at: number, timezone: string) => at + offset(at, timezone)

function offset(at: number, timezone: string): number {
  let format = formats.get(timezone)
  if (!format) {
    const numeric = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    } as const
    const options = { ...numeric, second: 'numeric', hourCycle: 'h23', timeZone: timezone } as const
    formats.set(timezone, (format = new Intl.DateTimeFormat('en-US', options)))
  }
  const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, Number(p.value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}
