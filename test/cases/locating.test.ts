import { describe, expect, it } from 'vitest'
import { makeCounty, WORLD } from '../fixtures/county.ts'
import { play } from './play.ts'

const questions = (p: ReturnType<typeof play>) => p.replies().filter((r) => r.kind === 'question')

describe('where it is', () => {
  it('is asked once, with the places of the group, where it must be known', () => {
    const p = play()
    p.say('路灯坏了好几天了')
    expect(p.first()).toMatchObject({ area: '111', placed: false, status: 'assigned' })
    expect(questions(p)).toMatchObject([{ group: 'g-qiaotou', mentions: ['wx-an'] }])
    expect(questions(p)[0]!.text).toContain('二组、三组')
    expect(p.say('三组').state).toBe('case')
    expect(p.first()).toMatchObject({ area: '111-3', placed: true })
    expect(p.events()).toEqual(['opened', 'located'])
    expect(p.say('二组').state).toBe('ignored')
    expect(questions(p)).toHaveLength(1)
  })

  it.each([
    ['its place is named', '二组的路灯坏了', {}],
    ['it need not be known', '停水两天了', {}],
    ['it is confidential', '有人收烟', {}],
    ['the group has no places to choose from', '路灯坏了', { group: 'g-zhuyuan', from: 'wx-cen' }],
  ])('is not asked where %s', (_, text, more) => {
    const p = play()
    p.say(text, more)
    expect(questions(p)).toEqual([])
  })

  it('is learned from what the reporter adds by himself', () => {
    const p = play()
    p.say('路灯坏了好几天了', { when: '2026-03-02T09:00:00' })
    p.say('就在三组的晒谷坪那边，晚上根本看不见路', { when: '2026-03-02T09:02:00' })
    expect(p.first()).toMatchObject({ area: '111-3', placed: true })
  })

  it('is not learned from others, nor from a need of its own', () => {
    const p = play()
    p.say('路灯坏了好几天了')
    expect(p.say('三组', { from: 'wx-bo' }).state).toBe('ignored')
    p.say('三组停水了')
    expect(p.docket.changes()).toHaveLength(2)
    expect(p.first().placed).toBe(false)
  })

  it('is not learned from what opens a case of another kind by itself', () => {
    const p = play()
    p.say('路灯坏了好几天了')
    p.say('三组的村长收红包')
    expect(p.first().placed).toBe(false)
    expect(p.docket.changes().map(({ case: c }) => c.category)).toEqual(['street-lighting', 'conduct'])
  })

  it('leaves the case with the office to which a person has given it', () => {
    const p = play()
    p.say('路灯坏了好几天了')
    p.say('转办 {code} 柳溪镇人民政府', { from: 'wx-jiang' })
    p.say('三组')
    expect(p.first()).toMatchObject({ area: '111-3', placed: true, office: 'zf-liuxi' })
  })

  it('sends a case that nobody has touched to the office that handles it there', () => {
    const offices = [
      ...WORLD.offices,
      {
        id: 'grid-3',
        name: '三组服务点',
        area: '111-3',
        kind: 'village' as const,
        handles: ['street-lighting'],
      },
    ]
    const p = play(makeCounty({ offices }))
    p.say('路灯坏了好几天了')
    const due = p.first().dueAt
    p.say('三组')
    expect(p.first()).toMatchObject({ office: 'grid-3', status: 'assigned', dueAt: due })
    expect(p.events()).toEqual(['opened', 'located', 'assigned'])
    const taken = play(makeCounty({ offices }))
    taken.say('路灯坏了好几天了')
    taken.say('接单 {code}', { from: 'wx-fang' })
    taken.say('三组')
    expect(taken.first()).toMatchObject({ office: 'cw-qiaotou', area: '111-3', status: 'accepted' })
  })
})
