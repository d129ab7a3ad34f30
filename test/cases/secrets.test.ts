import { describe, expect, it } from 'vitest'
import { markConfidential } from '../../cases/marking.ts'
import { at, makeCounty, WORLD } from '../fixtures/county.ts'
import { play } from './play.ts'

const LAMP = '二组桥边的路灯坏了好几天了'

const [jiang] = WORLD.staff.filter((s) => s.id === 'jiang')
const colleague = { ...jiang!, id: 'ning', name: '宁远', aliases: [], wechat: 'wx-ning' }
const county = makeCounty({ staff: [...WORLD.staff, colleague] })
/** A play in which the first case has been marked as confidential. */
function marked(p: ReturnType<typeof play>, about: string[]) {
  const made = markConfidential(p.first(), about, jiang!, county, at('2026-03-02T12:00:00'))
  if ('change' in made) p.docket.apply(made.change)
  return p
}

describe('of a confidential case', () => {
  it('nobody whom it is about gets a receipt, though he has written it himself', () => {
    const p = play()
    p.say('有人说方明收红包', { from: 'wx-fang', mentionsBot: true })
    expect(p.first()).toMatchObject({ confidential: true, about: ['fang'], reporters: [] })
    expect(p.replies().filter((r) => r.direct === 'wx-fang')).toEqual([])
  })

  it('no group reads the code when a reporter says that something is done', () => {
    const p = play()
    p.say('二组桥边的路灯坏了好几天了')
    p.say('方明收红包')
    const secret = p.docket.where((c) => c.confidential)[0]!
    const { replies } = p.say('修好了，谢谢')
    expect(replies).toMatchObject([{ group: 'g-qiaotou', kind: 'question', case: p.first().id }])
    expect(replies[0]!.text).not.toContain(secret.code)
  })

  it('its reporter is asked privately whether it is done, wherever it came from', () => {
    const p = play()
    p.say('方明收红包')
    expect(p.say('已经解决了，谢谢', { group: null }).replies).toMatchObject([
      { direct: 'wx-an', kind: 'question' },
    ])
    p.say('是的', { group: null, when: '2026-03-02T10:05:00' })
    expect(p.first()).toMatchObject({ status: 'closed', outcome: 'confirmed' })
  })

  it('nobody whom it is about hears by his own joining it before', () => {
    const p = play()
    p.say('二组桥边的路灯坏了好几天了')
    p.say('同问', { from: 'wx-fang', quote: { name: '安大姐', text: '二组桥边的路灯坏了好几天了' } })
    marked(p, ['fang'])
    p.say('办结 {code} 换了灯泡', { from: 'wx-jiang', group: null })
    const own = p.say('我的诉求', { from: 'wx-fang', group: null })
    expect(own.replies[0]!.text).toBe('您目前没有登记的诉求。')
    expect(p.say('满意', { from: 'wx-fang', group: null })).toMatchObject({ state: 'ignored', replies: [] })
  })

  it('no group reads what was found out about a rumour', () => {
    const p = play(county)
    p.say('听说要涨水费，是真的')
    marked(p, [])
    p.say('办结 {code} 问过水厂', { from: 'wx-jiang', group: null })
    p.say('核实 {code}', { from: 'wx-ning', group: null })
    expect(p.first().verifiedBy).toEqual(['jiang'])
    expect(p.replies().filter((r) => r.kind === 'notice')).toEqual([])
  })
})

describe('while a complaint waits for a person', () => {
  const minute = (n: number) => `2026-03-02T09:0${n}:00`
  const photo = { type: 'image' as const }

  it('what its sender adds there goes to no case of before', () => {
    const p = play()
    p.say(LAMP)
    p.say('村主任可能收了红包', { when: minute(2) })
    expect(p.say('红包.jpg', { ...photo, when: minute(3) })).toMatchObject({ state: 'ignored', caseId: null })
    expect(p.say('就是昨天在他家里拿的', { when: minute(4) })).toMatchObject({ state: 'ignored' })
    expect(p.say('可能路灯也是他弄坏的', { when: minute(4) })).toMatchObject({ state: 'flagged' })
  })

  it('neither does it go to what he has just ended', () => {
    const p = play()
    p.say(LAMP)
    p.say('办结 {code} 换了灯泡', { from: 'wx-fang', when: minute(1) })
    p.say('镇里书记收了红包', { from: 'wx-fang', when: minute(2) })
    expect(p.say('红包.jpg', { ...photo, from: 'wx-fang', when: minute(3) }).caseId).toBeNull()
  })

  it.each([
    ['of somebody else', { from: 'wx-bo' }],
    ['elsewhere', { group: null }],
  ])('a complaint %s hinders nobody', (_, more) => {
    const p = play()
    p.say(LAMP)
    p.say('村主任可能收了红包', { when: minute(2), ...more })
    expect(p.say('灯.jpg', { ...photo, when: minute(3) }).caseId).toBe(p.first().id)
  })

  it('a case that is opened since, and one once it is taken back, are added to', () => {
    const p = play()
    p.say('村主任可能收了红包')
    p.say(LAMP, { when: minute(1) })
    expect(p.say('灯.jpg', { ...photo, when: minute(2) }).caseId).toBe(p.first().id)
    p.say('村主任可能收了红包', { id: 'rash', when: minute(3) })
    p.say('rash', { type: 'recall', when: minute(4) })
    expect(p.say('灯.jpg', { ...photo, when: minute(5) }).caseId).toBe(p.first().id)
  })
})
