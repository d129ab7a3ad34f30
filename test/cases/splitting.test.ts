import { describe, expect, it } from 'vitest'
import { markConfidential } from '../../cases/marking.ts'
import { split } from '../../cases/splitting.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'
import { play } from './play.ts'

const LAMP = '二组桥边的路灯坏了好几天了'
const county = makeCounty()
const WATER = { category: 'water', kind: 'problem', urgency: 'normal', confidential: false } as const
const now = at('2026-03-03T09:00:00')

function joined() {
  const p = play(county)
  p.say(LAMP)
  p.say('同问', { from: 'wx-bo', quote: { name: '安大姐', text: LAMP } })
  return p
}

describe('split', () => {
  const heard = said('二组桥边水管也坏了', { from: 'wx-bo', at: at('2026-03-02T10:00:00') })
  const parts = { heard, found: WATER, by: 'jiang', attempt: 0, now }

  it('gives the message a case of its own, whose clock starts when it was said', () => {
    const { old, fresh } = split(joined().first(), county, { ...parts, leaves: true })
    expect(old.case.reporters.map((r) => r.member)).toEqual(['wx-an'])
    expect(old).toMatchObject({ leaves: ['wx-bo'], events: [{ type: 'split', text: fresh.case.code }] })
    expect(fresh.case).toMatchObject({
      category: 'water',
      openedAt: heard.at,
      dueAt: at('2026-03-07T10:00:00'),
    })
    expect(fresh.case.reporters.map((r) => r.member)).toEqual(['wx-bo'])
  })

  it('finds the place of what was said privately as triage does', () => {
    const direct = said('水管坏了', { from: 'wx-new', group: null, at: heard.at })
    const { fresh } = split(joined().first(), county, {
      ...{ ...parts, heard: direct, leaves: true },
      lastGroup: 'g-zhuyuan',
    })
    expect(fresh.case).toMatchObject({ area: '112', office: 'cw-zhuyuan' })
  })

  it('loses nobody who said more about the old one', () => {
    const { old } = split(joined().first(), county, { ...parts, leaves: false })
    expect(old.case.reporters).toHaveLength(2)
    expect(old.leaves).toEqual([])
  })
})

describe('a case that a reviewer marks as confidential', () => {
  const staff = (id: string) => county.directory.staffById(id)!

  it('goes to a clean discipline office, and its reporters are spoken to privately', () => {
    const made = markConfidential(joined().first(), ['fang'], staff('jiang'), county, now)
    if (!('change' in made)) throw new Error(made.refusal)
    const { case: c, replies, events } = made.change
    expect(c).toMatchObject({ confidential: true, office: 'jw-liuxi', about: ['fang'], status: 'assigned' })
    expect(c.reporters.map((r) => r.group)).toEqual([null, null])
    expect(replies.every((r) => r.group === null)).toBe(true)
    expect(replies.map((r) => r.direct)).toEqual(['wx-an', 'wx-bo', 'wx-jiang'])
    expect(events.map((e) => e.type)).toEqual(['marked'])
  })

  it('tells nothing to a reporter whom it is about', () => {
    const p = joined()
    p.say('同问', { from: 'wx-fang', quote: { name: '安大姐', text: LAMP } })
    const made = markConfidential(p.first(), ['fang'], staff('jiang'), county, now)
    if (!('change' in made)) throw new Error(made.refusal)
    expect(made.change.replies.map((r) => r.direct)).not.toContain('wx-fang')
  })

  it('is marked by reviewers above it alone, and once', () => {
    const c = joined().first()
    expect(markConfidential(c, [], staff('fang'), county, now)).toEqual({ refusal: 'not-reviewer' })
    expect(markConfidential({ ...c, confidential: true }, [], staff('jiang'), county, now)).toHaveProperty(
      'refusal',
    )
  })
})

describe('不要处理我的消息', () => {
  it('is respected, but for what is said to the bot', () => {
    const p = play(county)
    expect(p.say('不要处理我的消息')).toMatchObject({ state: 'command', replies: [{ kind: 'answer' }] })
    expect(p.say(LAMP)).toMatchObject({ state: 'ignored', wordless: true })
    expect(p.say('lamp.jpg', { type: 'image' }).wordless).toBe(true)
    expect(p.say(LAMP, { from: 'wx-bo' }).state).toBe('case')
    expect(p.say('三组停水了', { mentionsBot: true }).state).toBe('case')
    expect(p.say('我的诉求').state).toBe('command')
    p.say('请处理我的消息')
    expect(p.say('三组停电了').state).toBe('case')
  })
})
