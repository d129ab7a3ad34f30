import { describe, expect, it } from 'vitest'
import { at, makeCounty } from '../fixtures/county.ts'
import { play } from './play.ts'

const LAMP = '二组桥边的路灯坏了好几天了'
const opened = () => {
  const p = play()
  p.say(LAMP)
  return p
}
const kinds = (d: { replies: { kind: string }[] }) => d.replies.map((r) => r.kind)
const last = (p: ReturnType<typeof play>, kind: string) => p.replies().findLast((r) => r.kind === kind)

describe('cannot be solved', () => {
  it.each(['无法解决 {code} 要等县里立项', '办结 {code} 暂时无法解决，因为要等县里立项'])(
    '“%s” is an ending of its own, with its reason',
    (text) => {
      const p = opened()
      p.say(text, { from: 'wx-fang' })
      expect(p.first()).toMatchObject({ status: 'resolved', outcome: 'unsolvable', result: '要等县里立项' })
      expect(last(p, 'closure')!.text).toMatch(/暂时无法解决.*要等县里立项/)
      p.say('不满意 {code} 说不过去')
      expect(p.first()).toMatchObject({ status: 'assigned', office: 'zf-liuxi', outcome: null })
    },
  )

  it('needs a reason', () => {
    const p = opened()
    expect(kinds(p.say('无法解决 {code}', { from: 'wx-fang' }))).toEqual(['refusal'])
    expect(kinds(p.say('办结 {code} 无法解决', { from: 'wx-fang' }))).toEqual(['refusal'])
  })
})

it('counts the help of neighbours apart', () => {
  const p = opened()
  p.say('办结 {code} 邻居老王帮忙换了灯泡', { from: 'wx-fang' })
  expect(p.first().outcome).toBe('helped')
})

it('takes no word of an office on its own work', () => {
  const p = opened()
  p.say('同问', { from: 'wx-fang', quote: { name: '安大姐', text: LAMP } })
  p.say('办结 {code} 好了', { from: 'wx-fang' })
  const refused = p.say('满意 {code}', { from: 'wx-fang' })
  expect(refused.replies[0]!.text).toContain('请反映人评价')
  expect(p.first().status).toBe('resolved')
})

it('does not ask an office whether its own work is done, nor take its word for it', () => {
  const p = opened()
  p.say('同问', { from: 'wx-fang', quote: { name: '安大姐', text: LAMP } })
  expect(p.say('修好了，谢谢', { from: 'wx-fang' }).replies).toEqual([])
  p.say('修好了，谢谢')
  const refused = p.say('满意 {code}', { from: 'wx-fang' })
  expect(refused.replies[0]!.text).toContain('请反映人评价')
  expect(p.first().status).toBe('assigned')
})

describe('a reporter who writes that it is done', () => {
  it('is asked once, and closes it by his word', () => {
    const p = opened()
    p.say('接单 {code}', { from: 'wx-fang' })
    const asked = p.say('修好了，谢谢')
    expect(asked).toMatchObject({ state: 'case', replies: [{ kind: 'question', mentions: ['wx-an'] }] })
    expect(p.first().status).toBe('accepted')
    p.say('满意 {code}')
    expect(p.first()).toMatchObject({ status: 'closed', outcome: 'confirmed', closedAt: expect.any(Number) })
    expect(p.events()).toEqual(['opened', 'accepted', 'resolved', 'satisfied', 'closed'])
    expect(last(p, 'reminder')!.text).toContain('不用再办')
  })

  it('has the others who wait told', () => {
    const p = opened()
    p.say('同问', { from: 'wx-bo', quote: { name: '安大姐', text: LAMP } })
    p.say('修好了，谢谢')
    p.say('满意 {code}')
    expect(last(p, 'closure')).toMatchObject({ mentions: ['wx-bo'] })
  })

  it('may simply say yes, or say it again', () => {
    const p = opened()
    p.say('修好了，谢谢', { when: '2026-03-02T10:00:00' })
    p.say('是的', { when: '2026-03-02T10:03:00' })
    expect(p.first().status).toBe('closed')
    const again = opened()
    again.say('修好了，谢谢')
    again.say('已经修好了，谢谢')
    expect(again.first().status).toBe('closed')
  })

  it('is not answered for by a yes of somebody else who waits', () => {
    const p = opened()
    p.say('同问', { from: 'wx-bo', quote: { name: '安大姐', text: LAMP }, when: '2026-03-02T09:30:00' })
    p.say('修好了，谢谢', { when: '2026-03-02T10:00:00' })
    p.say('是的', { from: 'wx-bo', when: '2026-03-02T10:03:00' })
    expect(p.first().status).toBe('assigned')
  })

  it('tells of neighbours', () => {
    const p = opened()
    p.say('隔壁老王帮忙修好了，谢谢')
    p.say('满意 {code}')
    expect(p.first().outcome).toBe('helped')
  })

  it('closes what the office has ended', () => {
    const p = opened()
    p.say('办结 {code} 换了灯泡', { from: 'wx-fang' })
    p.say('修好了，谢谢')
    expect(p.first()).toMatchObject({ status: 'closed', outcome: 'done' })
  })

  it('is asked which, where he has several', () => {
    const p = opened()
    p.say('三组停水两天了')
    const asked = p.say('修好了，谢谢')
    expect(asked.replies[0]!.text.match(/[A-Z][0-9A-Z]{2}\d/g)).toHaveLength(2)
    p.say('满意 {code}')
    expect(p.docket.changes().map((c) => c.case.status)).toEqual(['closed', 'assigned'])
  })

  it('and was asked which has not said it by a mere yes', () => {
    const p = opened()
    p.say('三组停水两天了')
    p.say('修好了，谢谢', { when: '2026-03-02T12:00:00' })
    p.say('是的', { when: '2026-03-02T12:02:00' })
    expect(p.docket.changes().map((c) => c.case.status)).toEqual(['assigned', 'assigned'])
  })

  it('is asked about none of his own where he quotes what somebody else has told', () => {
    const p = opened()
    p.say('三组停水两天了', { from: 'wx-bo' })
    const quote = { name: '柏叔', text: '三组停水两天了' }
    expect(p.say('修好了，谢谢', { quote }).replies).toEqual([])
  })

  it('leaves no doubt of which case he is not satisfied with', () => {
    const p = opened()
    p.say('三组停水两天了')
    p.say('修好了，谢谢')
    p.say('办结 {code} 换了灯泡', { from: 'wx-fang' })
    p.say('不满意 还是黑的')
    expect(p.docket.changes().map((c) => c.case.office)).toEqual(['zf-liuxi', 'cw-qiaotou'])
  })

  it('who is none is left alone', () => {
    const p = opened()
    expect(p.say('修好了，谢谢', { from: 'wx-bo' }).state).toBe('ignored')
    expect(p.say('满意 {code}').replies[0]!.kind).toBe('refusal')
  })

  it('may tell of another need in the same breath', () => {
    const p = opened()
    expect(p.say('灯亮了，谢谢，三组停水了').replies).toEqual([])
    expect(p.docket.changes()).toHaveLength(2)
  })

  it('is asked anew after it was opened again', () => {
    const p = opened()
    p.say('修好了，谢谢')
    p.say('办结 {code} 好了', { from: 'wx-fang' })
    p.say('不满意 {code} 又不亮了')
    expect(p.say('满意 {code}').replies[0]!.kind).toBe('refusal')
  })
})

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

describe('a reporter who writes that it still is not done', () => {
  const ended = () => {
    const p = opened()
    p.say('办结 {code} 换了灯泡', { from: 'wx-fang' })
    return p
  }

  it('is told once how to have it done again', () => {
    const p = ended()
    const told = p.say('没修好，还是不亮')
    expect(told).toMatchObject({ state: 'case', replies: [{ kind: 'question', mentions: ['wx-an'] }] })
    expect(told.replies[0]!.text).toContain(`不满意 ${p.first().code}`)
    expect(p.say('路灯还是不亮啊').replies).toEqual([])
    expect(p.docket.changes()).toHaveLength(1)
    p.say('不满意 还是不亮')
    expect(p.first()).toMatchObject({ status: 'assigned', office: 'zf-liuxi' })
  })

  it.each([
    ['is not its reporter', '没修好，还是不亮', 'wx-bo'],
    ['speaks of something else', '三组停水了，还没来', 'wx-an'],
  ])('is not told so if he %s', (_, text, from) => {
    expect(ended().say(text, { from }).replies).toEqual([])
  })
})

it('answers who writes privately, though nobody is sure that it is a need', () => {
  const p = play()
  expect(p.say('三组可能停水了', { group: null }).replies).toMatchObject([
    { kind: 'answer', direct: 'wx-an' },
  ])
  expect(p.say('四组可能停水了').replies).toEqual([])
})

it('adds a picture of the handler to what he has just ended', () => {
  const p = opened()
  p.say('办结 {code} 换了灯泡', { from: 'wx-fang', when: '2026-03-02T12:00:00' })
  const photo = p.say('lamp.jpg', { from: 'wx-fang', type: 'image', when: '2026-03-02T12:02:00' })
  expect(photo).toMatchObject({ state: 'case', caseId: p.first().id })
  const elsewhere = { group: 'g-zhuyuan', from: 'wx-fang', type: 'image' } as const
  expect(p.say('dog.jpg', { ...elsewhere, when: '2026-03-02T12:03:00' }).state).toBe('ignored')
  const later = p.say('dog.jpg', { from: 'wx-fang', type: 'image', when: '2026-03-02T12:30:00' })
  expect(later.state).toBe('ignored')
})
