import { describe, expect, it } from 'vitest'
import { addSpan, dueAt, holidayOf, worksOn } from '../../cases/deadlines.ts'
import { parseWorld } from '../../cases/world-file.ts'
import { writeWorld } from '../../cases/world-yaml.ts'
import { DEFAULT_SETTINGS, type OwnDays } from '../../cases/world.ts'
import { at, CATEGORIES, makeCounty, WORLD } from '../fixtures/county.ts'

const settings = (calendar: OwnDays) => ({ ...DEFAULT_SETTINGS, calendar })
const shown = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)

describe('the county’s own days', () => {
  // 2026-03-02 is a Monday.
  it.each<[string, OwnDays, string]>([
    ['none', { off: [], work: [] }, '2026-03-09T09:00'],
    ['a day off', { off: ['2026-03-05'], work: [] }, '2026-03-10T09:00'],
    ['a Saturday that is worked', { off: [], work: ['2026-03-07'] }, '2026-03-07T09:00'],
    ['one for the other', { off: ['2026-03-04'], work: ['2026-03-07'] }, '2026-03-09T09:00'],
  ])('move deadlines: %s', (_, calendar, due) => {
    const span = { amount: 5, unit: 'd' } as const
    expect(shown(addSpan(at('2026-03-02T09:00:00'), span, settings(calendar)))).toBe(due)
  })

  it('move the deadline of a case', () => {
    const of = { category: 'water', area: '111', urgency: 'normal' } as const
    const due = (calendar: OwnDays) =>
      shown(dueAt(at('2026-03-02T09:00:00'), of, makeCounty({ settings: settings(calendar) }).directory))
    expect([due({ off: [], work: [] }), due({ off: ['2026-03-03'], work: [] })]).toEqual([
      '2026-03-09T09:00',
      '2026-03-10T09:00',
    ])
  })

  it('come before the statutory ones, whose holidays have names', () => {
    expect(worksOn('2026-10-01', { off: [], work: ['2026-10-01'] })).toBe(true)
    expect(worksOn('2026-10-01', undefined)).toBe(false)
    expect([holidayOf('2026-10-01'), holidayOf('2026-03-03')]).toEqual(['国庆节', null])
  })

  it('stand in the world file', () => {
    const file = 'settings:\n  calendar: {off: ["2026-05-09", "2026-05-08"], work: ["2026-05-10"]}\n'
    const read = parseWorld(file, CATEGORIES, WORLD)
    const calendar = { off: ['2026-05-08', '2026-05-09'], work: ['2026-05-10'] }
    expect(read).toMatchObject({ world: { settings: { calendar } } })
    const whole = { ...WORLD, settings: settings(calendar) }
    expect(parseWorld(writeWorld(whole), CATEGORIES)).toMatchObject({ world: { settings: { calendar } } })
  })

  it.each([
    [
      '{off: ["2026-02-30"]}',
      'settings calendar: off: "2026-02-30" is no day; write it in quotes like "2026-05-04"',
    ],
    ['{off: [2026]}', 'settings calendar: off must be a text: write "2026" in quotes'],
    [
      '{off: ["2026-05-08"], work: ["2026-05-08"]}',
      'settings calendar: "2026-05-08" is both a day off and a working day',
    ],
    ['{free: []}', 'settings calendar: unknown key "free"; the keys here are off, work'],
  ])('are refused as %s', (calendar, reason) => {
    expect(parseWorld(`settings:\n  calendar: ${calendar}\n`, CATEGORIES, WORLD)).toEqual({
      problems: [{ line: 2, reason }],
    })
  })
})
