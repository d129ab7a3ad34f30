import { describe, expect, it } from 'vitest'
import { NO_WISHES, toggled, withWishes } from '../../console/web/src/parts/people/calendar-days.ts'

const monday = { day: '2026-03-09', works: true }
const sunday = { day: '2026-03-08', works: false }
const saved = { off: ['2026-03-09'], work: [] }
const none = { off: [], work: [] }

describe('days of the calendar that are not saved yet', () => {
  it.each([
    ['a working day becomes a day off', none, monday, { off: ['2026-03-09'], work: [] }],
    ['a day off becomes a working day', none, sunday, { off: [], work: ['2026-03-08'] }],
    ['an own day off works again', saved, monday, none],
  ])('%s, and back', (_, own, day, after) => {
    const wishes = toggled(own, NO_WISHES, day)
    expect(withWishes(own, wishes)).toEqual(after)
    expect(toggled(own, wishes, day).size).toBe(0)
  })

  it('go upon what somebody else has saved meanwhile', () => {
    const wishes = toggled(none, NO_WISHES, sunday)
    expect(withWishes(saved, wishes)).toEqual({ off: ['2026-03-09'], work: ['2026-03-08'] })
  })
})
