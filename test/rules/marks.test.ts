import { describe, expect, it } from 'vitest'
import { Marks } from '../../rules/marks.ts'

describe('marks', () => {
  it('are gone once they are cleared, however often that was done', () => {
    const marks = new Marks(3, 4)
    for (let round = 0; round < 20; round++) {
      expect([0, 1, 2].map((n) => marks.has(n))).toEqual([false, false, false])
      marks.add(round % 3)
      expect([0, 1, 2].filter((n) => marks.has(n))).toEqual([round % 3])
      marks.clear()
    }
  })

  it('are gone although the round in which they were made comes again', () => {
    const marks = new Marks(1, 2)
    marks.add(0)
    marks.clear()
    marks.clear()
    expect(marks.has(0)).toBe(false)
  })
})
