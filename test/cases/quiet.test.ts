import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayStart, nextMorning, quietUntil } from '../../cases/quiet.ts'

const shanghai = (time: string) => Date.parse(`${time}+08:00`)
const county = (from: string, to: string, timezone = 'Asia/Shanghai') => ({
  timezone,
  quiet: [from, to] as [string, string],
})
const night = county('22:00', '07:00')

describe('quietUntil', () => {
  it.each([
    ['before the first minute', night, '2026-03-02T21:59:59.999', null],
    ['at the first minute', night, '2026-03-02T22:00:00', '2026-03-03T07:00:00'],
    ['at 23:59', night, '2026-03-02T23:59:59.999', '2026-03-03T07:00:00'],
    ['at midnight', night, '2026-03-03T00:00:00', '2026-03-03T07:00:00'],
    ['in the last ms', night, '2026-03-03T06:59:59.999', '2026-03-03T07:00:00'],
    ['when it is over', night, '2026-03-03T07:00:00', null],
    ['over the end of a year', night, '2026-12-31T23:30:00', '2027-01-01T07:00:00'],
    ['within one day, before', county('12:00', '14:30'), '2026-03-02T11:59:00', null],
    ['within one day, during', county('12:00', '14:30'), '2026-03-02T14:29:59', '2026-03-02T14:30:00'],
    ['within one day, after', county('12:00', '14:30'), '2026-03-02T14:30:00', null],
    ['until midnight', county('20:00', '00:00'), '2026-03-02T23:59:59', '2026-03-03T00:00:00'],
    ['from midnight', county('00:00', '06:00'), '2026-03-02T00:00:00', '2026-03-02T06:00:00'],
    ['of no length', county('08:00', '08:00'), '2026-03-02T08:00:00', null],
  ])('%s', (_name, settings, at, end) => {
    expect(quietUntil(shanghai(at), settings)).toBe(end && shanghai(end))
  })

  it.each([
    ['clocks go forward', '2026-03-28T22:00:00+01:00', '2026-03-29T07:00:00+02:00'],
    ['clocks go back', '2026-10-24T22:00:00+02:00', '2026-10-25T07:00:00+01:00'],
    ['the hour that comes twice, second time', '2026-10-25T02:30:00+01:00', '2026-10-25T07:00:00+01:00'],
  ])('in a night in which %s', (_name, at, end) => {
    expect(quietUntil(Date.parse(at), county('22:00', '07:00', 'Europe/Berlin'))).toBe(Date.parse(end))
  })

  it('never ends in the past, even where a clock change skips its last minute', () => {
    const skipped = county('01:00', '02:30', 'Europe/Berlin')
    const at = Date.parse('2026-03-29T01:59:00+01:00')
    expect(quietUntil(at, skipped)).toBeGreaterThan(at)
  })

  it('holds until its end and not a ms longer', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
    const moment = fc.integer({ min: shanghai('2026-01-01T00:00:00'), max: shanghai('2027-01-01T00:00:00') })
    fc.assert(
      fc.property(moment, time, time, (now, from, to) => {
        const settings = county(from, to)
        const end = quietUntil(now, settings)
        if (end === null) return
        expect(end).toBeGreaterThan(now)
        expect(end - now).toBeLessThanOrEqual(24 * 3_600_000)
        expect(quietUntil(end - 1, settings)).toBe(end)
        expect(quietUntil(end, settings)).toBeNull()
      }),
    )
  })
})

describe('the local day', () => {
  it.each([
    ['2026-03-02T00:00:00', '2026-03-02T00:00:00'],
    ['2026-03-02T07:59:59', '2026-03-02T00:00:00'],
    ['2026-03-02T23:59:59.999', '2026-03-02T00:00:00'],
  ])('of %s began at %s', (at, start) => {
    expect(dayStart(shanghai(at), 'Asia/Shanghai')).toBe(shanghai(start))
  })

  it('began at midnight also when clocks went back since', () => {
    const at = Date.parse('2026-10-25T12:00:00+01:00')
    expect(dayStart(at, 'Europe/Berlin')).toBe(Date.parse('2026-10-25T00:00:00+02:00'))
  })

  it.each([
    ['the end of the next night', night, '2026-03-02T12:00:00', '2026-03-03T07:00:00'],
    ['the end of this night, before midnight', night, '2026-03-02T23:59:59', '2026-03-03T07:00:00'],
    ['the end of the following night, after midnight', night, '2026-03-03T00:00:00', '2026-03-04T07:00:00'],
    [
      'midnight, where nothing is quiet then',
      county('12:00', '14:00'),
      '2026-03-02T12:00:00',
      '2026-03-03T00:00:00',
    ],
  ])('is followed by %s', (_name, settings, at, morning) => {
    expect(nextMorning(shanghai(at), settings)).toBe(shanghai(morning))
  })
})
