/** Deadlines: from a moment and a span to a moment, by the county's calendar and clock. */
import chineseDays from 'chinese-days'
import type { Directory, Timed } from './directory.ts'
import { addWallDays, dayAt, dayOfWall, fromWall, toWall } from './time.ts'
import type { OwnDays, Settings, Span } from './world.ts'

/** How days are counted; without `calendar` the county has no days of its own. */
export type Calendar = Pick<Settings, 'timezone' | 'days'> & Partial<Pick<Settings, 'calendar'>>
const UNIT = { m: 60_000, h: 3_600_000 }

/** By when a need that was said at `start` must be done. */
export const dueAt = (start: number, of: Timed, directory: Directory): number =>
  addSpan(start, directory.spansFor(of).done, directory.settings)

/** By when an office that got a case at `start` must have accepted it. */
export const acceptBy = (start: number, of: Timed, directory: Directory): number =>
  addSpan(start, directory.spansFor(of).accept, directory.settings)

/** Until when reporters can say 满意 or 不满意 of what was done at `start`; always calendar days. */
export const answerBy = (start: number, settings: Settings): number =>
  addSpan(start, settings.answer, { timezone: settings.timezone, days: 'calendar' })

/** Minutes and hours run by the clock, day and night; days are counted by `days` and keep the local time of day. */
export function addSpan(start: number, span: Span, calendar: Calendar): number {
  if (span.unit !== 'd') return start + span.amount * UNIT[span.unit]
  let wall = toWall(start, calendar.timezone)
  if (calendar.days === 'calendar') wall = addWallDays(wall, span.amount)
  else for (let left = span.amount; left > 0; left--) wall = nextWorkingDay(wall, calendar.calendar)
  return fromWall(wall, calendar.timezone)
}

/**
 * The same time on the first working day after that of `wall`. The day on which something starts never counts, so a
 * start on a Saturday, Sunday or holiday gains nothing and loses nothing: one day from any time of it is the same time
 * on the first working day that follows.
 */
function nextWorkingDay(wall: number, own: OwnDays | undefined): number {
  let next = addWallDays(wall, 1)
  while (!worksOn(dayOfWall(next), own)) next = addWallDays(next, 1)
  return next
}

/** The same as `isWorkingDay`, but for the county's own days. */
export const worksOn = (day: string, own: OwnDays | undefined): boolean =>
  own?.work.includes(day) || (!own?.off.includes(day) && isWorkingDay(day))

/**
 * Whether offices work on a day (`2026-02-14`), by the statutory holidays with their shifted working days. In years
 * for which none are published yet (`knowsHolidays`) Monday to Friday are working days.
 */
export const isWorkingDay = (day: string): boolean => chineseDays.isWorkday(day)

/** Whether the statutory holidays of a year are in the calendar; they are published in the autumn before it. */
export const knowsHolidays = (year: number): boolean =>
  chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0

/** The statutory holiday that a day is part of or works in place of, in Chinese; null for any other. */
export const holidayOf = (day: string): string | null =>
  chineseDays.getDayDetail(day).name.split(',')[1] ?? null

/** Of this year and the next those whose working days are not known; none where calendar days count. */
export function yearsWithoutHolidays(now: number, { days, timezone }: Calendar): number[] {
  const year = Number(dayAt(now, timezone).slice(0, 4))
  return days === 'calendar' ? [] : [year, year + 1].filter((y) => !knowsHolidays(y))
}
