/** The periods of the figures, in days of the county: `2026-03-02`. Weeks begin on Monday. */
import { addDays, atLocalTime } from './time.ts'

/** Both days belong to it. */
export interface Span {
  from: string
  to: string
}

export const PERIODS = ['week', 'weeks4', 'weeks12', 'year', 'custom'] as const
export type Period = (typeof PERIODS)[number]

const WEEKS: Partial<Record<Period, number>> = { week: 1, weeks4: 4, weeks12: 12 }
/** A custom one is at most this long. */
export const LONGEST_DAYS = 3 * 366

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, -((weekday(day) + 6) % 7))
const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Whole weeks up to the present one, or the year, until today. */
export function spanOf(period: Exclude<Period, 'custom'>, today: string): Span {
  const weeks = WEEKS[period]
  const from = weeks === undefined ? `${today.slice(0, 4)}-01-01` : addDays(mondayOf(today), -7 * (weeks - 1))
  return { from, to: today }
}

/** As many days before it, on the same weekdays; of a year the same days of the last one. */
export function spanBefore(period: Period, { from, to }: Span): Span {
  if (period === 'year') return { from: yearBefore(from), to: yearBefore(to) }
  const weeks = WEEKS[period]
  const days = weeks === undefined ? daysOf({ from, to }) : 7 * weeks
  return { from: addDays(from, -days), to: addDays(to, -days) }
}

/** The last of February is that of the year before, too. */
function yearBefore(day: string): string {
  const rest = day.slice(4)
  return `${Number(day.slice(0, 4)) - 1}${rest === '-02-29' ? '-02-28' : rest}`
}

export const daysOf = ({ from, to }: Span): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1

/** Whether the calendar has it. */
export function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isFinite(at) && new Date(at).toISOString().slice(0, 10) === day
}

/** The weeks that a span touches, the first and the last cut off where it begins and ends. */
export function weeksOf({ from, to }: Span): Span[] {
  const weeks: Span[] = []
  for (let monday = mondayOf(from); monday <= to; monday = addDays(monday, 7)) {
    const sunday = addDays(monday, 6)
    weeks.push({ from: monday < from ? from : monday, to: sunday > to ? to : sunday })
  }
  return weeks
}

/** From the first moment of its first day until, and without, the first after its last; epoch ms. */
export const momentsOf = ({ from, to }: Span, timezone: string): { from: number; until: number } => ({
  from: atLocalTime(from, '00:00', timezone),
  until: atLocalTime(addDays(to, 1), '00:00', timezone),
})
