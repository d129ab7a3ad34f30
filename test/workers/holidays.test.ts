import { pino } from 'pino'
import { expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../cases/world.ts'
import { warnOfUnknownHolidays } from '../../workers/holidays.ts'

it.each([
  ['two known years', 'working', '2025-03-02T12:00:00+08:00', null],
  ['a next year that is not known', 'working', '2034-12-31T23:59:00+08:00', [2034, 2035]],
  ['the local year, not that of UTC', 'working', '2003-01-01T00:30:00+08:00', [2003]],
  ['calendar days', 'calendar', '2034-03-02T12:00:00+08:00', null],
] as const)('warns once, or not at all, of %s', (_name, days, now, years) => {
  const logged: { years: number[] }[] = []
  const log = pino({}, { write: (line) => void logged.push(JSON.parse(line)) })
  warnOfUnknownHolidays({ ...DEFAULT_SETTINGS, days }, Date.parse(now), log)
  expect(logged.map((line) => line.years)).toEqual(years ? [years] : [])
})
