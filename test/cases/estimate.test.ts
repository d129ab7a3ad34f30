import { describe, expect, it } from 'vitest'
import { estimateMissed, shareOf } from '../../cases/estimate.ts'

describe('a share', () => {
  // Wilson's score interval at 95 %, as R's binom.confint(…, methods = "wilson") gives it.
  it.each([
    [0, 10, 0, 0, 0.2775],
    [1, 10, 0.1, 0.0179, 0.4042],
    [5, 10, 0.5, 0.2366, 0.7634],
    [10, 10, 1, 0.7225, 1],
    [2, 60, 0.0333, 0.0092, 0.1136],
    [15, 148, 0.1014, 0.0624, 0.1605],
    [81, 263, 0.308, 0.2553, 0.3662],
  ])('of %i in %i is %d, from %d to %d', (found, of, value, low, high) => {
    const share = shareOf(found, of)
    expect(share.value).toBeCloseTo(value, 4)
    expect(share.low).toBeCloseTo(low, 4)
    expect(share.high).toBeCloseTo(high, 4)
  })
})

describe('what was missed', () => {
  it('is not known before anything was looked at', () => {
    expect(estimateMissed({ ignored: 900, looked: 0, found: 0, caught: 12 })).toEqual({
      missed: null,
      recall: null,
    })
  })

  it.each([
    [{ ignored: 1000, looked: 50, found: 0, caught: 30 }, [0, 0, 71], [1, 0.296, 1]],
    [{ ignored: 1000, looked: 50, found: 2, caught: 30 }, [40, 11, 135], [0.429, 0.182, 0.732]],
    // All was looked at: what was found is what was missed.
    [{ ignored: 20, looked: 20, found: 3, caught: 9 }, [3, 3, 3], [0.75, 0.75, 0.75]],
    [{ ignored: 100, looked: 10, found: 1, caught: 0 }, [10, 1.79, 40.4], [0, 0, 0]],
    [{ ignored: 100, looked: 10, found: 0, caught: 0 }, [0, 0, 27.75], null],
  ])('of %j is %j, recall %j', (sampled, missed, recall) => {
    const found = estimateMissed(sampled)
    const { value, low, high } = found.missed!
    for (const [i, n] of [value, low, high].entries()) expect(Math.abs(n - missed[i]!)).toBeLessThan(0.6)
    if (recall === null) return expect(found.recall).toBeNull()
    for (const [i, n] of [found.recall!.value, found.recall!.low, found.recall!.high].entries())
      expect(n).toBeCloseTo(recall[i]!, 2)
  })

  it('is never less than what was found, and never more than there is', () => {
    for (let looked = 1; looked <= 30; looked++)
      for (let found = 0; found <= looked; found++)
        for (const ignored of [looked, looked + 5, 400]) {
          const { missed } = estimateMissed({ ignored, looked, found, caught: 3 })
          const { low, value, high } = missed!
          expect(found).toBeLessThanOrEqual(low)
          expect(low).toBeLessThanOrEqual(value)
          expect(value).toBeLessThanOrEqual(high)
          expect(high).toBeLessThanOrEqual(ignored)
        }
  })
})
