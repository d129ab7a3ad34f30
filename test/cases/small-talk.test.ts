import { describe, expect, it } from 'vitest'
import { isSmallTalk } from '../../cases/small-talk.ts'

describe('small talk', () => {
  it.each([
    ...['哈哈', '哈哈哈哈！', '😂😂', '[捂脸][呲牙]', '👍', '嘻嘻，笑死我了', '666'],
    ...['吃饭了吗', '大家吃了没？', '你们吃晚饭了没有', '呷饭冇', '恰茶了吗'],
    ...['大家早上好', '早安', '早', '晚上好呀', '你好', '在吗？', '书记好'],
    ...['好的', '好的，谢谢', '收到，谢谢主任🙏', '知道了', '辛苦了', '麻烦您了', '太感谢你们了', '不客气'],
    ...['新年快乐', '周末愉快！'],
  ])('is %s', (text) => expect(isSmallTalk(text)).toBe(true))

  it.each([
    ...[
      '对',
      '是的',
      '嗯',
      '不是',
      '还没好',
      '还没有',
      '没人来',
      '好了',
      '？',
      '？？',
      '就在下坡那里',
      '是八组',
      '三组那盏',
    ],
    ...[
      '吃饭的地方停水了',
      '没水做饭了',
      '早上就停了',
      '晚上好黑',
      '谢谢，能快点吗',
      '请大家帮忙看看',
      '不好',
      '不行',
    ],
    ...[
      '麻烦派个人来',
      '好几天了',
      '好的没有人来修',
      '吃不了饭',
      '喝了这个水拉肚子',
      '收到没有',
      '在八组',
      '5月3号',
      '13',
    ],
  ])('is not %s', (text) => expect(isSmallTalk(text)).toBe(false))
})

it('is soon told from talk that goes on', () => {
  const started = performance.now()
  for (const text of [
    '哈嘿'.repeat(2000) + '是',
    '6'.repeat(4000) + '是',
    '谢谢你们大家'.repeat(6) + '是',
    '你好'.repeat(19) + '是',
    '好'.repeat(39) + 'x',
    '谢'.repeat(39) + 'x',
  ])
    expect(isSmallTalk(text)).toBe(false)
  expect(performance.now() - started).toBeLessThan(500)
})
