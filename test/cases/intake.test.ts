import { describe, expect, it } from 'vitest'
import { PASTED } from '../../cases/model.ts'
import type { Rules } from '../../rules/verdict.ts'
import { at, makeCounty, WORLD } from '../fixtures/county.ts'
import { play } from './play.ts'

const LAMP = '二组桥边的路灯坏了好几天了，晚上看不见，请派人来修'

describe('a need in a group', () => {
  it('opens a case at its place, with the lowest office, a deadline from when it was said and a receipt', () => {
    const p = play()
    expect(p.say(LAMP).state).toBe('case')
    expect(p.first()).toMatchObject({
      category: 'street-lighting',
      area: '111-2',
      office: 'cw-qiaotou',
      status: 'assigned',
      dueAt: at('2026-03-07T09:00:00'),
      reporters: [{ member: 'wx-an', group: 'g-qiaotou' }],
    })
    expect(p.replies()).toMatchObject([
      { kind: 'receipt', group: 'g-qiaotou', mentions: ['wx-an'], urgent: false },
    ])
  })

  it('tells a department that is not in the group', () => {
    const p = play()
    p.say('三组停电一天了')
    expect(p.first().office).toBe('gd-qingjiang')
    expect(p.replies()).toContainEqual(expect.objectContaining({ kind: 'reminder', direct: 'wx-dian' }))
  })

  it('only flags what a person should look at, and everything where the county wants that', () => {
    expect(play().say('路灯可能坏了').state).toBe('flagged')
    const careful = makeCounty({ settings: { ...WORLD.settings, open: 'review' } })
    expect(play(careful).say(LAMP)).toMatchObject({
      state: 'flagged',
      flag: { why: ['请人看：本县定的是全部由人立案', '合计：open', `说的是：${LAMP}`] },
    })
    expect(play(careful).say('@bot ' + LAMP, { mentionsBot: true }).state).toBe('case')
  })

  it('ignores chatter, other groups, lines of WeChat and the supervision group', () => {
    const p = play()
    expect(p.say('吃了没').state).toBe('ignored')
    expect(p.say(LAMP, { group: 'g-elsewhere' }).state).toBe('ignored')
    expect(p.say(LAMP, { type: 'system', from: null }).state).toBe('ignored')
    expect(p.say(LAMP, { group: 'g-duban' }).state).toBe('ignored')
    expect(p.docket.changes()).toEqual([])
  })

  it('takes what staff write for a notice: never a case without a person', () => {
    const flagged = play().say('明天停水检修', { from: 'wx-fang' })
    expect(flagged.flag?.why[0]).toBe('请人看：是工作人员发的，不自动立案')
    expect(play().say('路灯可能坏了', { from: 'wx-fang' }).state).toBe('ignored')
  })

  it('obeys nobody of the staff whom a pasted text only names', () => {
    const p = play()
    p.say(LAMP)
    const pasted = { from: 'wx-fang', account: PASTED }
    for (const text of ['接单 {code}', '办结 {code} 换了灯泡', '查 {code}', '满意 {code}', '我的诉求'])
      expect(p.say(text, pasted), text).toMatchObject({ state: 'ignored', replies: [] })
    expect(p.say('我要反映 ' + LAMP, { ...pasted, when: '2026-03-05T09:00:00' }).state).not.toBe('case')
    expect(p.first()).toMatchObject({ status: 'assigned', acceptedAt: null })
    expect(p.say('接单 {code}', { from: 'wx-fang' }).state).toBe('case')
    expect(p.say('我的诉求', { account: PASTED }).state).toBe('command')
  })

  it('tells the rules who speaks, by the directory', () => {
    const heard: (string | undefined)[] = []
    const county = makeCounty()
    const judge: Rules['judge'] = (text, how) => {
      heard.push(`${how?.speaker} ${how?.media}`)
      return county.rules.judge(text)
    }
    const p = play({ ...county, rules: { ...county.rules, judge } })
    p.say('吃了没')
    p.say('明天停水检修', { from: 'wx-fang' })
    expect(heard).toEqual(['resident text', 'staff text'])
  })

  it('keeps the reasons with the flag and with the opening of a case, and asks for none of what is ignored', () => {
    const asked: string[] = []
    const county = makeCounty()
    const explain: Rules['explain'] = (text) => {
      asked.push(text)
      return county.rules.explain(text)
    }
    const p = play({ ...county, rules: { ...county.rules, explain } })
    p.say('吃了没')
    expect(p.say('三组可能停水了').flag?.why).toEqual(['合计：review', '说的是：三组可能停水了'])
    p.say(LAMP)
    p.say(`我要反映 ${LAMP}`, { group: 'g-zhuyuan', from: 'wx-cen' })
    expect(p.docket.changes().map((c) => c.events[0]?.text)).toEqual([
      `合计：open\n说的是：${LAMP}`,
      '本人要求立案',
    ])
    expect(asked).toEqual(['三组可能停水了', LAMP])
  })

  it('forgets a message that is taken back', () => {
    expect(play().say('m7', { type: 'recall' })).toMatchObject({ state: 'ignored', withdraws: 'm7' })
  })
})

describe('what belongs together', () => {
  it('adds the reporter’s picture and words of the next minutes, not later ones and not those of others', () => {
    const p = play()
    const id = p.say(LAMP).caseId
    expect(p.say('lamp.jpg', { type: 'image', when: '2026-03-02T09:01:00' }).caseId).toBe(id)
    expect(p.say('就在下坡那里', { when: '2026-03-02T09:03:00' }).caseId).toBe(id)
    for (const talk of ['哈哈', '吃饭了吗', '好的，谢谢'])
      expect(p.say(talk, { when: '2026-03-02T09:03:10' }).state, talk).toBe('ignored')
    for (const more of ['不是，是四组那盏', '对'])
      expect(p.say(more, { when: '2026-03-02T09:03:20' }).caseId, more).toBe(id)
    expect(p.say('就在下坡那里', { from: 'wx-bo', when: '2026-03-02T09:03:30' }).caseId).toBeNull()
    expect(p.say('cat.jpg', { type: 'image', when: '2026-03-02T10:00:00' }).state).toBe('ignored')
  })

  it('opens another case for the same fault elsewhere and for another rumour, even of the same person at once', () => {
    const p = play()
    p.say(LAMP)
    p.say('三组的路灯也坏了', { when: '2026-03-02T09:01:00' })
    p.say('听说水库要垮坝，是真的吗', { when: '2026-03-02T09:02:00' })
    p.say('听说下个月看病报销的比例变了，真的假的', { when: '2026-03-02T09:03:00' })
    expect(p.docket.changes().map((c) => c.case.category)).toEqual([
      'street-lighting',
      'street-lighting',
      'rumour',
      'rumour',
    ])
  })

  it('joins a neighbour who says the same, once, and mentions him in a receipt that can wait', () => {
    const p = play()
    p.say(LAMP)
    p.say('是的，二组桥边路灯坏了好几天，看不见', { from: 'wx-bo', when: '2026-03-02T09:10:00' })
    p.say('二组桥边路灯坏了好几天，真看不见', { from: 'wx-bo', when: '2026-03-02T09:30:00' })
    expect(p.first().reporters.map((r) => r.member)).toEqual(['wx-an', 'wx-bo'])
    expect(p.events()).toEqual(['opened', 'joined'])
    const [, joined] = p.replies()
    expect(joined).toMatchObject({ kind: 'receipt', mentions: ['wx-bo'] })
    expect(joined!.notBefore).toBeGreaterThan(at('2026-03-02T09:10:00'))
  })

  it.each([
    ['another place', '三组桥边的路灯坏了好几天了，晚上看不见，请派人来修', {}],
    ['another group', LAMP, { group: 'g-zhuyuan', from: 'wx-cen' }],
    ['another need', '二组停水好几天了，请派人来修', {}],
    ['another day', LAMP, { when: '2026-03-04T09:00:00' }],
  ])('opens another case for %s', (_, text, more) => {
    const p = play()
    p.say(LAMP)
    p.say(text, { from: 'wx-bo', ...more })
    expect(p.docket.changes()).toHaveLength(2)
  })

  it('joins 同问 and +1 by what they quote; without a quote they are talk', () => {
    const p = play()
    const id = p.say(LAMP).caseId
    expect(p.say('+1', { from: 'wx-bo', quote: { name: '安大姐', text: LAMP } }).caseId).toBe(id)
    expect(p.say('同问', { from: 'wx-cen' }).state).toBe('ignored')
  })
})

describe('a complaint about an official', () => {
  const COMPLAINT = '我要反映，村主任方明收烟'
  it('goes to the lowest clean discipline office, without a word in the group', () => {
    const p = play()
    p.say(COMPLAINT)
    expect(p.first()).toMatchObject({
      confidential: true,
      office: 'jw-liuxi',
      about: ['fang'],
      reporters: [{ group: null }],
    })
    expect(p.replies().every((r) => r.group === null)).toBe(true)
    expect(p.replies().map((r) => r.direct)).toEqual(['wx-an', 'wx-jiang'])
  })

  it.each(['查 {code}', '接单 {code}', '办结 {code} 讲清楚了', '不满意 {code} 不属实', '督办 {code}'])(
    'does not exist for the person: %s is answered as for a code that was never given',
    (text) => {
      const p = play()
      p.say(COMPLAINT)
      const before = p.first()
      const when = '2026-03-02T10:00:00'
      const { replies } = p.say(text, { from: 'wx-fang', group: null, when })
      const other = play().say(text.replace('{code}', before.code), { from: 'wx-fang', group: null, when })
      expect(replies).toEqual(other.replies)
      expect(replies).toMatchObject([{ kind: 'refusal', case: null }])
      expect(p.first()).toBe(before)
    },
  )

  it('is answered in private even when its reporter asks in the group', () => {
    const p = play()
    p.say(COMPLAINT)
    const [state, cover] = p.say('查 {code}').replies
    expect(state).toMatchObject({ kind: 'answer', direct: 'wx-an', group: null })
    // Silence in the group would tell that the code exists.
    expect(cover).toMatchObject({ kind: 'refusal', group: 'g-qiaotou', case: null })
    expect(cover!.text).toContain('没有编号')
    expect(p.say('我的诉求').replies[0]!.text).not.toContain(p.first().code)
  })

  it('is a question for nobody but its office', () => {
    const p = play()
    p.say(COMPLAINT)
    for (const from of ['wx-tong', 'wx-qu', 'wx-bo'])
      expect(p.say('查 {code}', { from }).replies[0]).toMatchObject({ case: null })
    expect(p.say('接单 {code}', { from: 'wx-jiang', group: null }).state).toBe('case')
  })
})
