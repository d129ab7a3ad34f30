import { describe, expect, it } from 'vitest'
import { nextDue } from '../../cases/due.ts'
import { openCase } from '../../cases/opening.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'
import { play } from './play.ts'

const opened = () => {
  const p = play()
  p.say('二组桥边的路灯坏了好几天了')
  return p
}
const reminders = (p: ReturnType<typeof play>) => p.replies().filter((r) => r.kind === 'reminder').length

describe('what time alone does', () => {
  it('reminds an office that does not accept, then goes up, then stays at the top and is supervised', () => {
    const p = opened()
    p.wait('2026-03-03T08:59:00')
    expect(reminders(p)).toBe(0)
    p.wait('2026-03-03T09:00:00')
    expect(reminders(p)).toBe(1)
    p.wait('2026-03-04T09:00:00')
    expect(p.first()).toMatchObject({ office: 'zf-liuxi', status: 'assigned', supervised: false })
    p.wait('2026-03-06T09:00:00')
    expect(p.first()).toMatchObject({
      office: 'zf-liuxi',
      supervised: true,
      overdue: false,
      dueAt: at('2026-03-07T09:00:00'),
    })
  })

  it('reminds an accepted case at half time and one day before, and goes up when it is overdue, once', () => {
    const p = opened()
    p.say('接单 {code}', { from: 'wx-fang' })
    p.wait('2026-03-30T09:00:00')
    expect(p.events()).toEqual(['opened', 'accepted', 'reminded', 'reminded', 'escalated'])
    expect(p.first()).toMatchObject({ office: 'zf-liuxi', overdue: true, supervised: false })
    expect(nextDue(p.first(), makeCounty())).toBeNull()
  })

  it('closes a case that nobody rates after seven days', () => {
    const p = opened()
    p.say('办结 {code} 好了', { from: 'wx-fang', when: '2026-03-02T12:00:00' })
    p.wait('2026-03-09T11:59:00')
    expect(p.first().status).toBe('resolved')
    p.wait('2026-03-09T12:00:00')
    expect(p.first()).toMatchObject({ status: 'closed', closedAt: at('2026-03-09T12:00:00') })
    expect(nextDue(p.first(), makeCounty())).toBeNull()
  })

  it('gives an office its time from when it got the case, and no reminder of what was past by then', () => {
    const county = makeCounty()
    const heard = said('二组桥边的路灯坏了好几天了', { at: at('2026-03-02T09:00:00') })
    const found = {
      category: 'street-lighting',
      kind: 'problem',
      urgency: 'normal',
      confidential: false,
    } as const
    const { case: c } = openCase({
      heard,
      found,
      county,
      now: at('2026-03-05T09:00:00'),
      by: 'jiang',
      attempt: 0,
    })
    expect(c).toMatchObject({ openedAt: heard.at, dueAt: at('2026-03-07T09:00:00') })
    expect(nextDue(c, county)).toEqual({
      at: at('2026-03-06T09:00:00'),
      step: expect.stringMatching(/accept|last-day/),
    })
  })

  it('gives an urgent case half an hour, and speaks at night', () => {
    const p = play()
    p.say('二组后山塌方了', { when: '2026-03-02T23:00:00' })
    expect(p.replies().every((r) => r.urgent)).toBe(true)
    p.wait('2026-03-02T23:30:00')
    expect(p.events()).toEqual(['opened', 'reminded'])
    p.wait('2026-03-03T00:00:00')
    expect(p.first().office).toBe('zf-liuxi')
  })
})

it('forgets no case that no office handles', () => {
  const county = makeCounty({ offices: [], staff: [] })
  const p = play(county)
  p.say('二组桥边的路灯坏了好几天了')
  expect(p.first()).toMatchObject({ office: null, status: 'open' })
  expect(p.replies().map((r) => [r.kind, r.group])).toEqual([
    ['receipt', 'g-qiaotou'],
    ['reminder', 'g-duban'],
  ])
  p.wait('2026-03-08T09:00:00')
  expect(p.first()).toMatchObject({ overdue: true, supervised: true, status: 'open' })
  expect(p.replies().filter((r) => r.kind === 'reminder')).toHaveLength(2)
  expect(nextDue(p.first(), county)).toBeNull()
})
