import { afterEach, expect, it } from 'vitest'
import { fullTime, fromInput, inputTime, setZone, shortTime, dayOf } from '../../console/web/src/time.ts'

const AT = Date.parse('2026-03-05T23:30:00Z')
afterEach(() => setZone('Asia/Shanghai'))

it.each([
  ['Asia/Shanghai', '2026-03-06T07:30', '2026/3/6 07:30'],
  ['Asia/Urumqi', '2026-03-06T05:30', '2026/3/6 05:30'],
  ['America/New_York', '2026-03-05T18:30', '2026/3/5 18:30'],
])('times are those of %s, wherever the reader is', (zone, field, full) => {
  setZone(zone)
  expect(inputTime(AT)).toBe(field)
  expect(dayOf(AT)).toBe(field.slice(0, 10))
  expect(fullTime(AT)).toBe(full)
  expect(shortTime(AT)).toContain(full.slice(-5))
  expect(fromInput(field)).toBe(AT)
})

it('reads a field on the day on which clocks change', () => {
  setZone('America/New_York')
  expect(fromInput('2026-03-08T00:30')).toBe(Date.parse('2026-03-08T00:30:00-05:00'))
  expect(fromInput('2026-03-08T12:00')).toBe(Date.parse('2026-03-08T12:00:00-04:00'))
})
