import { describe, expect, it } from 'vitest'
import { at, makeCounty } from '../fixtures/county.ts'
import { play } from './play.ts'

const last = (p: ReturnType<typeof play>, kind: string) => p.replies().findLast((r) => r.kind === kind)

describe('a question', () => {
  const answers = [
    {
      id: 'water-bill',
      category: 'water',
      area: '11',
      words: [['停水'], ['怎么']],
      text: '停水可拨打镇供水站电话报修',
      source: '镇供水站 2026年3月',
    },
  ]

  it('is answered from what is kept, with its source, and dispatched only if that will not do', () => {
    const p = play(makeCounty({ answers }))
    p.say('停水了怎么报修')
    expect(p.first()).toMatchObject({ status: 'resolved', outcome: 'answered', office: 'cw-qiaotou' })
    expect(p.replies()).toMatchObject([{ kind: 'closure', mentions: ['wx-an'] }])
    expect(p.replies()[0]!.text).toContain('来源：镇供水站 2026年3月')
    p.say('不满意 {code} 打不通')
    expect(p.first()).toMatchObject({
      status: 'assigned',
      office: 'cw-qiaotou',
      dueAt: at('2026-03-07T09:00:00'),
    })
  })

  it('of which the rules know no category has that of the answer', () => {
    const p = play(makeCounty({ answers: [{ ...answers[0]!, words: [['水费'], ['怎么']] }] }))
    p.say('想了解水费怎么交')
    expect(p.first()).toMatchObject({ category: 'water', status: 'resolved', outcome: 'answered' })
  })

  it('closes when nobody objects', () => {
    const p = play(makeCounty({ answers }))
    p.say('停水了怎么报修')
    p.wait('2026-03-10T09:00:00')
    expect(p.events()).toEqual(['opened', 'resolved', 'closed'])
  })

  it('is answered by an officer who quotes it', () => {
    const p = play()
    p.say('停电了怎么报修', { group: null })
    p.say('停水了怎么报修')
    const water = p.docket.changes()[1]!.case
    p.say('打镇供水站的电话就行', { from: 'wx-fang', quote: { name: '安大姐', text: '停水了怎么报修' } })
    expect(p.docket.byId(water.id)).toMatchObject({ status: 'resolved', result: '打镇供水站的电话就行' })
    expect(last(p, 'closure')!.text).not.toContain('供水站')
  })

  it.each(['收到，我们核实后回复您', '好的，马上去问一下', '我去了解一下', '收到，谢谢反映'])(
    'is not answered by “%s”',
    (text) => {
      const p = play()
      p.say('停水了怎么报修')
      p.say(text, { from: 'wx-fang', quote: { name: '安大姐', text: '停水了怎么报修' } })
      expect(p.first().status).toBe('assigned')
    },
  )

  it.each(['联系供水站就行', '我问了，打供水站电话', '去问村会计就行', '好的，可以到供水站办'])(
    'is answered by “%s”',
    (text) => {
      const p = play()
      p.say('停水了怎么报修')
      p.say(text, { from: 'wx-fang', quote: { name: '安大姐', text: '停水了怎么报修' } })
      expect(p.first()).toMatchObject({ status: 'resolved', result: text })
    },
  )

  it('that was asked privately is answered at any hour', () => {
    const p = play(makeCounty({ answers }))
    p.say('停水了怎么报修', { group: null, when: '2026-03-02T23:00:00' })
    expect(p.replies()).toMatchObject([{ kind: 'closure', direct: 'wx-an', prompt: true }])
  })

  it('is answered although the rules take it for talk, and only if it asks', () => {
    const p = play(makeCounty({ answers: [{ ...answers[0]!, words: [['热线']], category: null }] }))
    expect(p.say('热线号码是多少').state).toBe('case')
    expect(p.first()).toMatchObject({ category: 'other', kind: 'question', outcome: 'answered' })
    expect(p.say('热线打通了').state).toBe('ignored')
  })

  it('leaves 满意 to what an office has done', () => {
    const p = play(makeCounty({ answers }))
    p.say('停水了怎么报修')
    p.say('二组桥边的路灯坏了好几天了')
    const lamp = p.docket.changes()[1]!.case
    p.say(`办结 ${lamp.code} 好了`, { from: 'wx-fang' })
    p.say('满意')
    expect(p.docket.byId(lamp.id)!.status).toBe('closed')
  })

  it('is not answered for a problem, nor elsewhere', () => {
    const county = makeCounty({ answers: [{ ...answers[0]!, area: '112' }] })
    const p = play(county)
    p.say('停水了怎么报修')
    expect(p.first().status).toBe('assigned')
  })
})
