import { describe, expect, it } from 'vitest'
import { makeCounty, WORLD } from '../fixtures/county.ts'
import { play } from './play.ts'

const kinds = (d: { replies: { kind: string }[] }) => d.replies.map((r) => r.kind)
const last = (p: ReturnType<typeof play>, kind: string) => p.replies().findLast((r) => r.kind === kind)

describe('a rumour', () => {
  const RUMOUR = '听说镇上自来水被下毒了，是不是真的'
  const told = () => {
    const p = play()
    p.say(RUMOUR)
    return p
  }

  it('is told of to nobody by one person’s word, and to the groups by two people’s', () => {
    const p = told()
    p.say('办结 {code} 水厂检测正常，安大姐听错了', { from: 'wx-tong' })
    expect(p.first()).toMatchObject({ status: 'resolved', verifiedBy: ['tong'] })
    expect(last(p, 'closure')!.text).not.toContain('检测正常')
    expect(last(p, 'reminder')!.text).toContain('核实')
    expect(p.say('核实 {code}', { from: 'wx-tong' }).replies[0]!.kind).toBe('refusal')
    p.say('核实 {code}', { from: 'wx-jiang' })
    expect(p.first().verifiedBy).toEqual(['tong', 'jiang'])
    const public_ = p.replies().filter((r) => r.kind === 'notice')
    expect(public_).toMatchObject([
      { group: 'g-qiaotou', mentions: [], text: expect.stringContaining('检测正常') },
    ])
    expect(public_[0]!.text).not.toContain('安大姐')
    expect(p.say('核实 {code}', { from: 'wx-jiang' }).replies[0]!.kind).toBe('refusal')
  })

  it('told on by one person in another group is denied there, too', () => {
    const p = told()
    p.say(RUMOUR, { group: 'g-zhuyuan', from: 'wx-an' })
    expect(p.docket.changes()).toHaveLength(1)
    expect(p.first()).toMatchObject({ toldIn: ['g-zhuyuan'] })
    p.say('办结 {code} 水厂检测正常', { from: 'wx-tong' })
    p.say('核实 {code}', { from: 'wx-jiang' })
    const groups = p.replies().flatMap((r) => (r.kind === 'notice' ? [r.group] : []))
    expect(groups).toEqual(['g-qiaotou', 'g-zhuyuan'])
  })

  it('that cannot be looked into is told so, and never published', () => {
    const p = told()
    p.say('无法解决 {code} 不在本镇', { from: 'wx-tong' })
    expect(last(p, 'closure')!.text).toMatch(/暂时无法解决.*不在本镇/)
    expect(p.say('核实 {code}', { from: 'wx-jiang' }).replies[0]!.kind).toBe('refusal')
  })

  it('told in another group is the same one, and denied there as well', () => {
    const p = told()
    p.say('听说镇上自来水被人下毒了，是不是真的啊', { group: 'g-zhuyuan', from: 'wx-cen' })
    expect(p.docket.changes()).toHaveLength(1)
    p.say('办结 {code} 水厂检测正常', { from: 'wx-tong' })
    p.say('核实 {code}', { from: 'wx-jiang' })
    const groups = p.replies().flatMap((r) => (r.kind === 'notice' ? [r.group] : []))
    expect(groups).toEqual(['g-qiaotou', 'g-zhuyuan'])
  })

  it('of days ago is another one in another group', () => {
    const p = told()
    p.say(RUMOUR, { group: 'g-zhuyuan', from: 'wx-cen', when: '2026-03-04T09:00:00' })
    expect(p.docket.changes()).toHaveLength(2)
  })

  it('that nobody has looked into is not published by one person', () => {
    const p = told()
    p.say('已经解决了，谢谢')
    p.say('满意 {code}')
    expect(p.first()).toMatchObject({ status: 'closed', outcome: 'confirmed' })
    expect(kinds(p.say('核实 {code}', { from: 'wx-jiang' }))).toEqual(['refusal'])
    expect(last(p, 'notice')).toBeUndefined()
  })

  it('is denied in whole words, though somebody is called by one character', () => {
    const members = [
      ...WORLD.members,
      { id: 'wx-water', name: '水', groups: ['g-qiaotou'] },
      { id: 'wx-an2', name: '安大姐妹', groups: ['g-qiaotou'] },
    ]
    const p = play(makeCounty({ members }))
    p.say(RUMOUR)
    for (const from of ['wx-water', 'wx-an2']) p.say(RUMOUR, { from })
    p.say('办结 {code} 水厂检测正常，安大姐妹听错了', { from: 'wx-tong' })
    p.say('核实 {code}', { from: 'wx-jiang' })
    expect(last(p, 'notice')!.text).toContain('水厂检测正常，某听错了')
  })

  it('only is verified', () => {
    const p = play()
    p.say('二组桥边的路灯坏了好几天了')
    p.say('办结 {code} 好了', { from: 'wx-fang' })
    expect(p.say('核实 {code}', { from: 'wx-fang' }).replies[0]!.text).toContain('不是传言')
  })
})
