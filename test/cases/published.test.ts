import { describe, expect, it } from 'vitest'
import type { Case, EventType } from '../../cases/model.ts'
import { lastWeek, nextList, publishedLists, type PublishedEntry } from '../../cases/published.ts'
import { DEFAULT_SETTINGS } from '../../cases/world.ts'
import { at, makeCounty } from '../fixtures/county.ts'
import { play } from './play.ts'

const WEEK = { day: '2026-03-08', from: at('2026-03-01T18:00:00'), at: at('2026-03-08T18:00:00') }
const BOTH = new Map([
  ['g-qiaotou', 'bot'],
  ['g-zhuyuan', 'bot'],
])

/** A lamp in 二组 that the village has mended in this week, changed as needed. */
function entry(change: Partial<Case> = {}, week: EventType[] = ['opened', 'resolved']): PublishedEntry {
  const village = play()
  village.say('二组的路灯坏了好几天了，晚上看不见，请派人来修')
  const c: Case = {
    ...village.first(),
    status: 'resolved',
    resolvedAt: at('2026-03-03T10:00:00'),
    result: '已换灯泡',
    outcome: 'done',
    ...change,
  }
  return { case: c, week: week.map((type) => ({ type })) }
}
const lists = (...entries: PublishedEntry[]) => publishedLists(entries, BOTH, WEEK, makeCounty())
const texts = (...entries: PublishedEntry[]) => lists(...entries).map((r) => r.text)

describe('the weekly list', () => {
  it('counts and names what was done in the area of the group', () => {
    const posted = lists(
      entry({ code: 'K7M2' }),
      entry({ code: 'K7M3', status: 'closed' }, ['satisfied']),
      entry({ code: 'K7M4', status: 'assigned', outcome: null, result: null }, ['opened']),
    )
    expect(posted).toHaveLength(1)
    expect(posted[0]).toMatchObject({
      kind: 'notice',
      group: 'g-qiaotou',
      account: 'bot',
      mentions: [],
      case: null,
      urgent: false,
      prompt: false,
      notBefore: WEEK.at,
      key: 'published:g-qiaotou:2026-03-08',
    })
    expect(posted[0]!.text.split('\n')).toEqual([
      '【一周办理情况】桥头村，截至2026-03-08：本周收到 2 件，办结 1 件，满意 1 件。',
      '· K7M2 路灯照明 桥头村二组：已换灯泡',
    ])
  })

  it.each<[string, Partial<Case>]>([
    ['is confidential', { confidential: true }],
    ['was reopened', { status: 'assigned' }],
    ['cannot be solved', { outcome: 'unsolvable' }],
    ['its reporter called done', { outcome: 'confirmed', result: '我自己修的' }],
    ['is a rumour that one person has verified', { category: 'rumour', verifiedBy: ['fang'] }],
    ['was said privately', { group: null }],
    ['lies in no residents’ group', { area: '11' }],
  ])('tells nothing of what %s', (_, change) => {
    expect(texts(entry(change))).toEqual([])
  })

  it('counts what was said privately, and leaves its words out', () => {
    const [text] = texts(entry({ code: 'K7M2' }), entry({ code: 'K7M3', group: null, result: '补助已发' }))
    expect(text).toContain('办结 2 件')
    expect(text).not.toMatch(/K7M3|补助/)
    expect(text).toMatch(/另有 1 件。$/)
  })

  it('has at most ten lines, the earliest first', () => {
    const many = Array.from({ length: 12 }, (_, i) =>
      entry({ code: `C${i}`, resolvedAt: at('2026-03-05T10:00:00') - i }),
    )
    const lines = texts(...many)[0]!.split('\n')
    expect(lines).toHaveLength(12)
    expect(lines[1]).toContain('C11')
    expect(lines.at(-1)).toBe('另有 2 件。')
  })

  it('is short and names neither residents nor their numbers', () => {
    const result = `已给安大姐\n换灯泡，电话13973300417，${'再看看'.repeat(30)}`
    const [, line] = texts(entry({ result }))[0]!.split('\n')
    expect(line).toMatch(/：已给反映人 换灯泡，电话139\*+0417，.*…$/)
    expect([...line!].length).toBeLessThan(60)
  })

  it('does not go where nobody knows who speaks', () => {
    expect(publishedLists([entry()], new Map(), WEEK, makeCounty())).toEqual([])
  })
})

describe('when it is posted', () => {
  it.each([
    ['2026-03-08T18:00:00', '2026-03-08', '2026-03-15T18:00:00'],
    ['2026-03-08T17:59:00', '2026-03-01', '2026-03-08T18:00:00'],
    ['2026-03-11T09:00:00', '2026-03-08', '2026-03-15T18:00:00'],
  ])('at %s the last one is of %s, the next comes at %s', (now, day, next) => {
    expect(lastWeek(at(now), DEFAULT_SETTINGS)).toMatchObject({ day, at: at(`${day}T18:00:00`) })
    expect(nextList(at(now), DEFAULT_SETTINGS)).toBe(at(next))
  })

  it('tells of seven days', () => {
    expect(lastWeek(at('2026-03-08T18:00:00'), DEFAULT_SETTINGS)).toEqual(WEEK)
  })

  it('never, where it is not wanted', () => {
    const settings = { ...DEFAULT_SETTINGS, publish: null }
    expect([lastWeek(WEEK.at, settings), nextList(WEEK.at, settings)]).toEqual([null, null])
  })
})
