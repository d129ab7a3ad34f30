import { describe, expect, it } from 'vitest'
import { addTally, emptyTally, lineOf, shareOf, timesOf } from '../../cases/figures.ts'
import { commonArea, rolledUp, rowUnder } from '../../cases/figure-tree.ts'
import {
  daysOf,
  isDay,
  momentsOf,
  mondayOf,
  spanBefore,
  spanOf,
  weeksOf,
  type Period,
} from '../../cases/periods.ts'

describe('a period', () => {
  // 2026-03-05 is a Thursday.
  it.each([
    ['week', '2026-03-05', ['2026-03-02', '2026-03-05'], ['2026-02-23', '2026-02-26']],
    ['week', '2026-03-02', ['2026-03-02', '2026-03-02'], ['2026-02-23', '2026-02-23']],
    ['week', '2026-03-08', ['2026-03-02', '2026-03-08'], ['2026-02-23', '2026-03-01']],
    ['weeks4', '2026-03-05', ['2026-02-09', '2026-03-05'], ['2026-01-12', '2026-02-05']],
    ['weeks12', '2026-03-05', ['2025-12-15', '2026-03-05'], ['2025-09-22', '2025-12-11']],
    ['year', '2026-03-05', ['2026-01-01', '2026-03-05'], ['2025-01-01', '2025-03-05']],
    ['year', '2028-02-29', ['2028-01-01', '2028-02-29'], ['2027-01-01', '2027-02-28']],
  ] as const)('%s on %s goes until today, and before it as many days went', (period, today, now, before) => {
    const span = spanOf(period, today)
    expect([span.from, span.to]).toEqual(now)
    const earlier = spanBefore(period, span)
    expect([earlier.from, earlier.to]).toEqual(before)
  })

  it("of one's own choice is compared with as many days before it", () => {
    const span = { from: '2026-03-01', to: '2026-03-10' }
    expect(spanBefore('custom' as Period, span)).toEqual({ from: '2026-02-19', to: '2026-02-28' })
    expect(daysOf(span)).toBe(10)
  })

  it('falls into weeks from Monday to Sunday, cut off at its ends', () => {
    expect(weeksOf({ from: '2026-02-25', to: '2026-03-10' })).toEqual([
      { from: '2026-02-25', to: '2026-03-01' },
      { from: '2026-03-02', to: '2026-03-08' },
      { from: '2026-03-09', to: '2026-03-10' },
    ])
    expect(mondayOf('2026-03-08')).toBe('2026-03-02')
  })

  it("begins and ends at the county's midnight, and knows the calendar", () => {
    const { from, until } = momentsOf({ from: '2026-03-02', to: '2026-03-02' }, 'Asia/Shanghai')
    expect(new Date(from).toISOString()).toBe('2026-03-01T16:00:00.000Z')
    expect(until - from).toBe(86_400_000)
    expect(['2026-02-28', '2026-02-29', '2026-13-01'].map(isDay)).toEqual([true, false, false])
  })
})

describe('few cases', () => {
  const minutes = (n: number) => Int32Array.from({ length: n }, (_, i) => n - i)
  it.each([
    [4, null, null],
    [5, 3, null],
    [9, 5, null],
    [10, 5, 9],
    [100, 50, 90],
  ])('of %d the median is %s and nine of ten take %s', (n, median, p90) => {
    expect(timesOf([minutes(n)])).toEqual({ median, p90 })
    expect(timesOf([minutes(n).subarray(0, 3), minutes(n).subarray(3)])).toEqual({ median, p90 })
  })

  it('give no share below five, and are few below ten', () => {
    expect([shareOf(1, 4), shareOf(1, 5), shareOf(0, 0)]).toEqual([null, 0.2, null])
    const of = (n: number) => {
      const tally = emptyTally()
      tally.counts.new = n
      return lineOf(tally).few
    }
    expect([of(9), of(10)]).toEqual([true, false])
  })

  it('whoever gave no word counts in the whole of satisfaction, and as no 满意', () => {
    const tally = emptyTally()
    Object.assign(tally.counts, {
      satisfied: 3,
      dissatisfied: 1,
      unrated: 6,
      new: 20,
      held: 5,
      open: 8,
      overdue: 2,
    })
    const { shares } = lineOf(tally)
    expect(shares).toEqual({ held: 0.25, overdue: 0.25, satisfied: 0.3, dissatisfied: 0.1, unrated: 0.6 })
  })

  it('are added with their times', () => {
    const [a, b] = [emptyTally(), emptyTally()]
    Object.assign(a, { answer: [Int32Array.of(3)], end: [Int32Array.of(1)] })
    Object.assign(b, { answer: [Int32Array.of(1, 2)] })
    b.counts.new = 2
    addTally(a, b)
    expect([a.counts.new, a.answer, a.end]).toEqual([
      2,
      [Int32Array.of(3), Int32Array.of(1, 2)],
      [Int32Array.of(1)],
    ])
  })
})

describe('the tree', () => {
  const parents: Record<string, string | null> = { top: null, a: 'top', a1: 'a', a2: 'a', b: 'top' }
  const area = (code: string) => ({ code, name: code, parent: parents[code] ?? null })
  const up = (code: string): string[] =>
    code in parents ? [code, ...(parents[code] ? up(parents[code]) : [])] : []
  const tree = { area, ancestors: (code: string) => up(code).map(area) } as never

  it.each([
    [['a1', 'a2'], 'a'],
    [['a', 'a2'], 'a'],
    [['a1'], 'a1'],
    [['a1', 'b'], 'top'],
    [[], null],
  ])('%s lie in %s', (codes, root) => {
    expect(commonArea(codes, tree)).toBe(root)
  })

  it('puts each area into the row right below the root', () => {
    expect(['top', 'a', 'a1', 'b'].map((code) => rowUnder('top', code, tree))).toEqual(['top', 'a', 'a', 'b'])
    expect(['a', 'a1', 'a2'].map((code) => rowUnder('a', code, tree))).toEqual(['a', 'a1', 'a2'])
  })

  it('adds what is below', () => {
    const sums = rolledUp(
      new Map([
        ['a1', 2],
        ['a', 1],
        ['b', 4],
      ]),
      tree,
      (to = 0, more) => to + more,
    )
    expect(Object.fromEntries(sums)).toEqual({ a1: 2, a: 3, b: 4, top: 7 })
  })
})
