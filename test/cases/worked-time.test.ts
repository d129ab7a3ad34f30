import { describe, expect, it } from 'vitest'
import { addSpan } from '../../cases/deadlines.ts'
import { workedBetween } from '../../cases/worked-time.ts'

const HOUR = 3_600_000
const settings = { timezone: 'Asia/Shanghai', days: 'working' as const, calendar: { off: [], work: [] } }
const at = (local: string) => Date.parse(`${local}+08:00`)

describe('the part of a time that lies on working days', () => {
  it.each([
    ['within a day', '2026-03-05T09:00', '2026-03-05T15:00', 6],
    ['over midnight', '2026-03-05T20:00', '2026-03-06T02:00', 6],
    ['over a weekend', '2026-03-06T18:00', '2026-03-09T06:00', 12],
    ['within a weekend', '2026-03-07T00:00', '2026-03-09T00:00', 0],
    ['over a holiday', '2026-04-30T12:00', '2026-05-06T12:00', 24],
    ['no time at all', '2026-03-05T09:00', '2026-03-05T09:00', 0],
  ])('%s', (_, from, to, hours) => expect(workedBetween(at(from), at(to), settings)).toBe(hours * HOUR))

  it('keeps the county’s own days', () => {
    const own = { ...settings, calendar: { off: ['2026-03-05'], work: ['2026-03-07'] } }
    expect(workedBetween(at('2026-03-05T00:00'), at('2026-03-08T00:00'), own)).toBe(48 * HOUR)
  })

  it('counts a deadline of working days as so many days, from whatever working time on', () => {
    for (let hour = 0; hour < 24 * 5; hour += 5)
      for (const amount of [1, 3, 10]) {
        const start = at('2026-03-02T00:00') + hour * HOUR
        const due = addSpan(start, { amount, unit: 'd' }, settings)
        expect(workedBetween(start, due, settings)).toBe(amount * 24 * HOUR)
      }
  })
})
