import { describe, expect, it } from 'vitest'
import { at, makeCounty, WORLD } from '../fixtures/county.ts'
import { play } from './play.ts'

const LAMP = '二组桥边的路灯坏了好几天了'
const opened = () => {
  const p = play()
  p.say(LAMP)
  return p
}
const kinds = (d: { replies: { kind: string }[] }) => d.replies.map((r) => r.kind)

describe('the ordinary way', () => {
  it('runs from 接单 over 办结 to 满意', () => {
    const p = opened()
    p.say('接单 {code}', { from: 'wx-fang' })
    expect(p.first()).toMatchObject({ status: 'accepted', acceptedAt: at('2026-03-02T10:00:00') })
    p.say('办结 {code} 换了灯泡，电话13812345678', { from: 'wx-fang' })
    const closure = p.replies().find((r) => r.kind === 'closure')!
    expect(closure).toMatchObject({ group: 'g-qiaotou', mentions: ['wx-an'] })
    expect(closure.text).toContain('138****5678')
    p.say('满意')
    expect(p.first()).toMatchObject({ status: 'closed', closedAt: at('2026-03-02T12:00:00') })
    expect(p.events()).toEqual(['opened', 'accepted', 'resolved', 'satisfied', 'closed'])
  })

  it('asks which case is meant when several wait', () => {
    const p = opened()
    p.say('三组停水两天了')
    for (const { case: c } of p.docket.changes()) p.say(`办结 ${c.code} 好了`, { from: 'wx-fang' })
    expect(kinds(p.say('满意'))).toEqual(['question'])
  })

  it('takes 满意 for talk when nothing waits', () => expect(opened().say('满意').state).toBe('ignored'))
})

it('tells who joins after 办结 what was done, and no more than that', () => {
  const p = opened()
  p.say('办结 {code} 换了灯泡', { from: 'wx-fang' })
  p.say('同问', { from: 'wx-bo', quote: { name: '安大姐', text: LAMP } })
  const told = p.replies().filter((r) => r.mentions.includes('wx-bo'))
  expect(told).toMatchObject([{ kind: 'closure', text: expect.stringContaining('换了灯泡') }])
})

it('says so where nobody of an office can be reached', () => {
  const county = makeCounty({ staff: WORLD.staff.filter((s) => s.id !== 'fang') })
  const empty = play(county)
  empty.say(LAMP)
  const { replies } = empty.docket.changes()[0]!
  expect(replies.filter((r) => r.direct !== null)).toEqual([])
  empty.say('督办 {code}', { from: 'wx-jiang', group: 'g-duban' })
  expect(empty.replies().at(-2)!.text + empty.replies().at(-1)!.text).toContain('没有人在用微信')
})

it('quotes a long result short, and keeps it whole', () => {
  const p = opened()
  p.say(`办结 {code} ${'好'.repeat(5000)}`, { from: 'wx-fang' })
  expect(p.replies().at(-1)!.text.length).toBeLessThan(300)
  expect(p.first().result).toHaveLength(5000)
})

describe('不满意', () => {
  const resolved = () => {
    const p = opened()
    p.say('接单 {code}', { from: 'wx-fang' })
    p.say('办结 {code} 好了', { from: 'wx-fang' })
    return p
  }
  it('reopens one level up with the first deadline', () => {
    const p = resolved()
    p.say('不满意 {code} 还是黑的')
    expect(p.first()).toMatchObject({
      status: 'assigned',
      office: 'zf-liuxi',
      dueAt: at('2026-03-07T09:00:00'),
    })
    expect(p.events().slice(-2)).toEqual(['dissatisfied', 'reopened'])
  })
  it('after the deadline counts as overdue, without going up twice', () => {
    const p = resolved()
    p.say('不满意 {code} 还是黑的', { when: '2026-03-08T09:00:00' })
    p.wait('2026-03-20T09:00:00')
    expect(p.first()).toMatchObject({ office: 'zf-liuxi', overdue: true })
    expect(p.events()).not.toContain('escalated')
  })
  it('needs a reason and a reporter', () => {
    const p = resolved()
    expect(kinds(p.say('不满意 {code}'))).toEqual(['refusal'])
    expect(kinds(p.say('不满意 {code} 还是黑的', { from: 'wx-bo' }))).toEqual(['refusal'])
    expect(p.first().status).toBe('resolved')
  })
  it('is supervised where nobody is above', () => {
    const p = resolved()
    p.say('不满意 {code} 还是黑的')
    p.say('办结 {code} 好了', { from: 'wx-tong', group: null })
    p.say('不满意 {code} 还是黑的')
    expect(p.first()).toMatchObject({ status: 'assigned', office: 'zf-liuxi', supervised: true })
  })
})

describe('退单、转办、延期、督办', () => {
  it('returns a case once, with a reason, without moving the deadline', () => {
    const p = opened()
    expect(kinds(p.say('退单 {code}', { from: 'wx-fang' }))).toEqual(['refusal'])
    p.say('退单 {code} 归镇里管', { from: 'wx-fang' })
    expect(p.first()).toMatchObject({ office: 'zf-liuxi', returned: true, dueAt: at('2026-03-07T09:00:00') })
    expect(kinds(p.say('退单 {code} 不归我管', { from: 'wx-tong', group: null }))).toEqual(['refusal'])
    expect(p.first().office).toBe('zf-liuxi')
  })
  it('transfers to an office by its name, and says so when there is none', () => {
    const p = opened()
    expect(kinds(p.say('转办 {code} 天上管理局', { from: 'wx-fang' }))).toEqual(['refusal'])
    p.say('转办 {code} 清江县供电公司', { from: 'wx-fang' })
    expect(p.first()).toMatchObject({ office: 'gd-qingjiang', status: 'assigned' })
    expect(p.replies()).toContainEqual(expect.objectContaining({ kind: 'reminder', direct: 'wx-dian' }))
  })
  it('extends before the deadline only, from 1 to 30 days, with a reason that the reporters hear', () => {
    const p = opened()
    for (const text of ['延期 {code}', '延期 {code} 5', '延期 {code} 31 等配件', '延期 {code} 0 等配件'])
      expect(kinds(p.say(text, { from: 'wx-fang' }))).toEqual(['refusal'])
    p.say('延期 {code} 5天 等配件', { from: 'wx-fang' })
    expect(p.first().dueAt).toBe(at('2026-03-12T09:00:00'))
    expect(p.replies().filter((r) => r.mentions.includes('wx-an') && r.text.includes('等配件'))).toHaveLength(
      1,
    )
    expect(kinds(p.say('延期 {code} 5 再等等', { from: 'wx-fang', when: '2026-03-12T09:00:00' }))).toEqual([
      'refusal',
    ])
  })
  it('lets reviewers supervise, nobody else', () => {
    const p = opened()
    expect(kinds(p.say('督办 {code}', { from: 'wx-bo' }))).toEqual(['refusal'])
    p.say('督办 {code}', { from: 'wx-jiang', group: null })
    expect(p.first().supervised).toBe(true)
    expect(p.replies()).toContainEqual(expect.objectContaining({ kind: 'reminder', direct: 'wx-fang' }))
  })
})

describe('refusals', () => {
  it.each([
    ['a resident', '接单 {code}', 'wx-bo'],
    ['another office', '接单 {code}', 'wx-shi'],
    ['an unknown code', '接单 ZZ99', 'wx-fang'],
    ['an unknown code for a resident', '查 ZZ99', 'wx-bo'],
    ['a handler without a code', '接单', 'wx-fang'],
    ['办结 without a result', '办结 {code}', 'wx-fang'],
  ])('%s: one line, nothing changes', (_, text, from) => {
    const p = opened()
    const before = p.first()
    const d = p.say(text, { from })
    expect(d).toMatchObject({ state: 'command', caseId: null })
    expect(d.replies).toHaveLength(1)
    expect(d.replies[0]!.text).not.toContain('\n')
    expect(p.first()).toBe(before)
  })
})
