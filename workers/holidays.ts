import type { Logger } from 'pino'
import { yearsWithoutHolidays } from '../cases/deadlines.ts'
import type { Settings } from '../cases/world.ts'

/** Warns once when deadlines are counted in working days that are only guessed. */
export function warnOfUnknownHolidays(settings: Settings, now: number, log: Logger): void {
  const years = yearsWithoutHolidays(now, settings)
  if (years.length)
    log.warn(
      { years },
      'the statutory holidays of these years are not known: Monday to Friday count as working days',
    )
}
