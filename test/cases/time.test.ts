import { describe, expect, test } from 'vitest'
import {
  addDays,
  atLocalTime,
  dayAt,
  fromWall,
  isoWithOffset,
  isTimezone,
  timeAt,
  toWall,
} from '../../cases/time.ts'

const at = (iso: string) => Date.parse(iso)

describe('local day and time', () => {
  test.each([
    ['2026-05-17T19:20:00+08:00', 'Asia/Shanghai', '2026-05-17', '19:20'],
    ['2026-05-17T16:00:00Z', 'Asia/Shanghai', '2026-05-18', '00:00'],
    ['2026-05-17T15:59:59.999Z', 'Asia/Shanghai', '2026-05-17', '23:59'],
    ['2026-01-01T00:10:00+06:00', 'Asia/Urumqi', '2026-01-01', '00:10'],
    ['1969-12-31T23:59:59.500Z', 'UTC', '1969-12-31', '23:59'],
  ])('%s in %s is %s %s', (iso, zone, day, time) => {
    expect([dayAt(at(iso), zone), timeAt(at(iso), zone)]).toEqual([day, time])
  })

  test.each([
    ['2026-05-17', '17:30', 'Asia/Shanghai', '2026-05-17T17:30:00+08:00'],
    ['2026-05-17', '00:00', 'Asia/Shanghai', '2026-05-17T00:00:00+08:00'],
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T03:30:00+02:00'], // put forward: there is no 02:30
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T02:30:00+02:00'], // put back: the first of two
    ['2026-10-25', '03:30', 'Europe/Berlin', '2026-10-25T03:30:00+01:00'],
  ])('%s %s in %s is %s', (day, time, zone, iso) => {
    expect(isoWithOffset(atLocalTime(day, time, zone), zone)).toBe(iso)
  })

  test('wall times come back to their moment, milliseconds too', () => {
    for (let ms = at('2026-03-28T00:00:00.123Z'); ms < at('2026-03-31T00:00:00Z'); ms += 1_234_567)
      for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns'])
        expect(fromWall(toWall(ms, zone), zone)).toBe(ms)
  })
})

test.each([
  ['2026-05-17T11:20:00Z', 'Asia/Shanghai', '2026-05-17T19:20:00+08:00'],
  ['2026-05-17T11:20:00.250Z', 'Asia/Shanghai', '2026-05-17T19:20:00.250+08:00'],
  ['2026-05-17T11:20:00Z', 'UTC', '2026-05-17T11:20:00+00:00'],
  ['2026-05-17T11:20:00Z', 'America/St_Johns', '2026-05-17T08:50:00-02:30'],
])('%s is written in %s as %s', (iso, zone, written) => {
  expect(isoWithOffset(at(iso), zone)).toBe(written)
})

test('days are added across months and leap days', () => {
  expect([addDays('2026-02-28', 1), addDays('2028-02-28', 1), addDays('2026-01-01', -1)]).toEqual([
    '2026-03-01',
    '2028-02-29',
    '2025-12-31',
  ])
})

test('time zones are told from other words', () => {
  expect(['Asia/Shanghai', 'UTC', 'Asia/Changsha', ''].map(isTimezone)).toEqual([true, true, false, false])
})
