import { describe, expect, test } from 'vitest'
import { acceptBy, addSpan, answerBy, dueAt, isWorkingDay, knowsHolidays } from '../../cases/deadlines.ts'
import { createDirectory } from '../../cases/directory.ts'
import { isoWithOffset } from '../../cases/time.ts'
import { DEFAULT_SETTINGS, type DeadlineRule, type Settings, type Span } from '../../cases/world.ts'
import { valley } from '../fixtures/valley.ts'

const at = (local: string) => Date.parse(`${local}:00+08:00`)
const shown = (ms: number) => isoWithOffset(ms, 'Asia/Shanghai').slice(0, 16)
const span = (text: string): Span => ({ amount: parseInt(text), unit: text.slice(-1) as Span['unit'] })
const counting = (days: Settings['days']) => ({ ...DEFAULT_SETTINGS, days })
const county = (settings: Settings, deadlines: DeadlineRule[] = []) =>
  createDirectory({ ...valley(), settings, deadlines })

describe('minutes and hours run by the clock, day and night', () => {
  test.each([
    ['2026-02-17T23:50', '30m', '2026-02-18T00:20'],
    ['2026-02-14T10:00', '24h', '2026-02-15T10:00'],
  ])('%s + %s = %s', (start, length, end) => {
    for (const days of ['working', 'calendar'] as const)
      expect(shown(addSpan(at(start), span(length), counting(days)))).toBe(end)
  })
})

describe('calendar days keep the local time', () => {
  test.each([
    ['2026-05-12T19:20', '5d', '2026-05-17T19:20'],
    ['2026-06-09T10:02', '15d', '2026-06-24T10:02'],
    ['2026-12-31T00:00', '1d', '2027-01-01T00:00'],
  ])('%s + %s = %s', (start, length, end) => {
    expect(shown(addSpan(at(start), span(length), counting('calendar')))).toBe(end)
  })

  test('also where the clocks change in between', () => {
    const berlin = { timezone: 'Europe/Berlin', days: 'calendar' } as const
    const end = addSpan(Date.parse('2026-03-27T12:00:00+01:00'), span('5d'), berlin)
    expect(isoWithOffset(end, 'Europe/Berlin')).toBe('2026-04-01T12:00:00+02:00')
  })
})

describe('working days follow the statutory calendar', () => {
  test.each([
    ['within a week', '2026-03-09T09:00', '4d', '2026-03-13T09:00'],
    ['over a weekend', '2026-03-18T09:10', '5d', '2026-03-25T09:10'],
    ['a start on a Saturday counts from the Monday', '2026-03-14T08:00', '1d', '2026-03-16T08:00'],
    ['a start on a Sunday evening too', '2026-03-15T23:00', '1d', '2026-03-16T23:00'],
    ['over the spring festival, to a Saturday that is worked', '2026-02-13T10:00', '1d', '2026-02-14T10:00'],
    ['over the spring festival', '2026-02-14T10:00', '1d', '2026-02-24T10:00'],
    ['from within the holidays', '2026-02-18T10:00', '2d', '2026-02-25T10:00'],
    ['over the national day, with 10 October worked', '2026-09-30T16:00', '3d', '2026-10-10T16:00'],
    ['fifteen of them', '2026-06-09T10:02', '15d', '2026-07-01T10:02'],
    ['years without published holidays go by Monday to Friday', '2035-09-28T10:00', '5d', '2035-10-05T10:00'],
    ['and so do those before the calendar begins', '2003-04-30T10:00', '1d', '2003-05-01T10:00'],
  ])('%s', (_, start, length, end) => {
    expect(shown(addSpan(at(start), span(length), counting('working')))).toBe(end)
  })

  test('the day is that of the county, not of the machine or of UTC', () => {
    // Friday 20:30 in UTC is Saturday in Shanghai.
    expect(shown(addSpan(Date.parse('2026-03-13T20:30:00Z'), span('1d'), counting('working')))).toBe(
      '2026-03-16T04:30',
    )
  })

  test('a Saturday can be worked and a Thursday free', () => {
    expect(['2026-02-14', '2026-10-10', '2026-10-01', '2026-03-14'].map(isWorkingDay)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  test('years whose holidays are not known are told', () => {
    expect([2003, 2004, 2025, 2026, 2035].map(knowsHolidays)).toEqual([false, true, true, true, false])
  })
})

describe('which span applies', () => {
  const start = at('2026-03-18T09:10')
  test.each([
    ['urgent', '2026-03-19T09:10', '2026-03-18T09:40'],
    ['normal', '2026-03-25T09:10', '2026-03-19T09:10'],
    ['complex', '2026-04-09T09:10', '2026-03-19T09:10'],
  ] as const)('%s: done by %s, accepted by %s', (urgency, due, accepted) => {
    const of = { category: 'roads', area: 'N1', urgency }
    expect(shown(dueAt(start, of, county(DEFAULT_SETTINGS)))).toBe(due)
    expect(shown(acceptBy(start, of, county(DEFAULT_SETTINGS)))).toBe(accepted)
  })

  test('reporters have calendar days to answer even where working days count', () => {
    expect(shown(answerBy(at('2026-02-13T10:00'), counting('working')))).toBe('2026-02-20T10:00')
  })

  test('a county can set its own', () => {
    const own = { ...counting('calendar'), done: { ...DEFAULT_SETTINGS.done, normal: span('3d') } }
    const of = { category: 'roads', area: 'N1', urgency: 'normal' } as const
    expect(shown(dueAt(start, of, county(own)))).toBe('2026-03-21T09:10')
  })

  test('and others for a category at a place', () => {
    const rule = { category: 'water', area: 'N', done: span('2d'), accept: span('12h') }
    const own = county(counting('working'), [rule])
    const shownFor = (category: string, area: string) => {
      const of = { category, area, urgency: 'normal' } as const
      return [shown(dueAt(start, of, own)), shown(acceptBy(start, of, own))]
    }
    expect(shownFor('water', 'N1-5')).toEqual(['2026-03-20T09:10', '2026-03-18T21:10'])
    expect(shownFor('water', 'S1')).toEqual(['2026-03-25T09:10', '2026-03-19T09:10'])
    expect(shownFor('roads', 'N1-5')).toEqual(['2026-03-25T09:10', '2026-03-19T09:10'])
  })
})
