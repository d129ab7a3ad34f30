import { describe, expect, it } from 'vitest'
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
