import { describe, expect, it } from 'vitest'
import { createNotices, noticesFor } from '../../cases/notices.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../cases/world.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'

const withSettings = (change: Partial<Settings>) =>
  makeCounty({ settings: { ...DEFAULT_SETTINGS, ...change } })
const inGroup = (group: string | null, time = '2026-03-02T09:00:00') =>
  said('吃了没', { group, at: at(time) })
const keys = (...batch: ReturnType<typeof said>[]) => noticesFor(batch, makeCounty()).map((n) => n.key)

describe('who reads along', () => {
  it('is said to the group by the account that hears it', () => {
    const [notice] = noticesFor([inGroup('g-qiaotou')], makeCounty())
    expect(notice).toMatchObject({
      kind: 'notice',
      account: 'bot',
      group: 'g-qiaotou',
      direct: null,
      case: null,
      urgent: false,
      prompt: false,
    })
    expect(notice!.text).toMatch(/桥头村.*3天后删除.*“不要处理我的消息”.*@/)
    expect([...notice!.text].length).toBeLessThanOrEqual(100)
  })

  it.each([
    ['once for all that is heard in a group', [inGroup('g-qiaotou'), inGroup('g-qiaotou')], 1],
    ['to each group', [inGroup('g-qiaotou'), inGroup('g-zhuyuan')], 2],
    ['not where officials follow the cases', [inGroup('g-duban')], 0],
    ['not in a group that the world lacks', [inGroup('g-else')], 0],
    ['not privately', [inGroup(null)], 0],
  ])('is said %s', (_, batch, count) => {
    expect(keys(...batch)).toHaveLength(count)
  })

  it.each([
    ['2026-01-01T00:00:00', '2026Q1'],
    ['2026-03-31T23:59:00', '2026Q1'],
    ['2026-04-01T00:00:00', '2026Q2'],
    ['2026-09-30T12:00:00', '2026Q3'],
    ['2026-12-31T23:59:00', '2026Q4'],
  ])('at %s belongs to %s', (time, quarter) => {
    expect(keys(inGroup('g-qiaotou', time))).toEqual([`notice:g-qiaotou:${quarter}`])
  })

  it.each([
    ['2026-03-02T09:00:00', '2026-03-02T18:00:00'],
    ['2026-03-02T18:00:00', '2026-03-02T18:00:00'],
    ['2026-03-02T18:01:00', '2026-03-03T18:00:00'],
  ])('after %s waits for the posts of the day at %s', (heard, posted) => {
    const [notice] = noticesFor([inGroup('g-qiaotou', heard)], makeCounty())
    expect(notice!.notBefore).toBe(at(posted))
  })

  it.each([
    [{ amount: 72, unit: 'h' }, '3天'],
    [{ amount: 30, unit: 'h' }, '2天'],
    [{ amount: 45, unit: 'm' }, '1天'],
    [{ amount: 10, unit: 'd' }, '10天'],
  ] as const)('names %o as %s', (keep, days) => {
    const [notice] = noticesFor([inGroup('g-qiaotou')], withSettings({ keep }))
    expect(notice!.text).toContain(days)
  })
})

it('what is written is not due again before the next quarter', () => {
  const notices = createNotices()
  const county = makeCounty()
  const first = notices.due([inGroup('g-qiaotou')], county)
  expect(notices.due([inGroup('g-qiaotou')], county)).toEqual(first)
  notices.written(first)
  expect(notices.due([inGroup('g-qiaotou')], county)).toEqual([])
  expect(notices.due([inGroup('g-zhuyuan')], county)).toHaveLength(1)
  expect(notices.due([inGroup('g-qiaotou', '2026-04-01T09:00:00')], county)).toHaveLength(1)
})
