/**
 * Epoch milliseconds and the county's wall clock. A wall time is what a clock on the wall shows, as the epoch
 * milliseconds it would be in UTC: so days are added by arithmetic, whatever the zone does in between.
 */
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timezone, format)
  return format
}

export function isTimezone(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** What the wall clock of `timezone` shows at `ms`. */
export function toWall(ms: number, timezone: string): number {
  const part: Record<string, number> = {}
  for (const { type, value } of formatOf(timezone).formatToParts(ms)) part[type] = Number(value)
  const { year, month, day, hour, minute, second } = part as Record<string, number>
  const wall = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!)
  return wall + (((ms % 1000) + 1000) % 1000)
}

/**
 * The moment at which the wall clock shows `wall`. Where clocks are put forward over it, the moment as long after the
 * change; where they are put back, the first of the two.
 */
export function fromWall(wall: number, timezone: string): number {
  const before = toWall(wall - DAY, timezone) - (wall - DAY)
  const after = toWall(wall + DAY, timezone) - (wall + DAY)
  const early = wall - before
  return toWall(early, timezone) === wall || toWall(wall - after, timezone) !== wall ? early : wall - after
}

/** The local day at `ms`, `2026-05-17`. */
export const dayAt = (ms: number, timezone: string): string => dayOfWall(toWall(ms, timezone))

/** The local time of day at `ms`, `19:20`. */
export const timeAt = (ms: number, timezone: string): string =>
  new Date(toWall(ms, timezone)).toISOString().slice(11, 16)

/** The day of a wall time, `2026-05-17`. */
export const dayOfWall = (wall: number): string => new Date(wall).toISOString().slice(0, 10)

/** The wall time at `time` (`HH:MM`) on `day` (`2026-05-17`). */
export const wallAt = (day: string, time: string): number => Date.parse(`${day}T${time}:00Z`)

/** The moment at which it is `time` (`HH:MM`) on the local day `day` (`2026-05-17`). */
export const atLocalTime = (day: string, time: string, timezone: string): number =>
  fromWall(wallAt(day, time), timezone)

/** `day` moved by whole days: `2026-02-28`, 1 → `2026-03-01`. */
export const addDays = (day: string, days: number): string =>
  dayOfWall(addWallDays(wallAt(day, '00:00'), days))

/** The wall time `days` later at the same time of day. */
export const addWallDays = (wall: number, days: number): number => wall + days * DAY

/** `2026-05-17T19:20:00+08:00`; milliseconds only where there are any. */
export function isoWithOffset(ms: number, timezone: string): string {
  const wall = toWall(ms, timezone)
  const offset = Math.round((wall - ms) / MINUTE)
  const hours = String(Math.trunc(Math.abs(offset) / 60)).padStart(2, '0')
  const minutes = String(Math.abs(offset) % 60).padStart(2, '0')
  const local = new Date(wall).toISOString().replace('.000Z', '').replace('Z', '')
  return `${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`
}
