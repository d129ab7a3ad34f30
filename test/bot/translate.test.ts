import fc from 'fast-check'
import { types } from 'wechaty-puppet'
import { describe, expect, test } from 'vitest'
import { renderMentions, translate } from '../../bot/translate.ts'

const SELF = { account: 'wx-bot', name: '巡群' }
const NOW = Date.parse('2026-03-02T08:00:05+08:00')
const AT = Date.parse('2026-03-02T08:00:00+08:00')
const payload = (part: object) => ({
  ...{ id: 'm1', type: types.Message.Text, timestamp: AT, talkerId: 'wx-liu', roomId: 'g-1', listenerId: '' },
  ...{ text: '路灯坏了', filename: '', mentionIdList: [] },
  ...part,
})
const heard = (part: object) => {
  const result = translate(payload(part), SELF, '刘女士', NOW)
  if (!('heard' in result)) throw new Error(JSON.stringify(result))
  return result.heard
}

test('an ordinary message', () => {
  expect(heard({})).toEqual({
    ...{
      account: 'wx-bot',
      id: 'm1',
      at: AT,
      group: 'g-1',
      from: 'wx-liu',
      fromName: '刘女士',
      type: 'text',
    },
    ...{ text: '路灯坏了', mentions: [], mentionsBot: false, quote: null },
  })
})

test.each([
  ['milliseconds', AT, AT],
  ['seconds', AT / 1000, AT],
  ['nothing', 0, NOW],
  ['nonsense', 'x', NOW],
  ['infinity', Infinity, NOW],
  ['the far future', NOW * 100, NOW],
])('a time in %s', (_, timestamp, at) => expect(heard({ timestamp }).at).toBe(at))

test.each([
  [types.Message.Image, 'image', { filename: 'lamp.jpg', text: '<xml>' }, 'lamp.jpg'],
  [types.Message.Audio, 'voice', { filename: 'a.mp3' }, 'a.mp3'],
  [types.Message.Attachment, 'file', { filename: '表.xlsx' }, '表.xlsx'],
  [types.Message.Video, 'file', { filename: 'v.mp4' }, 'v.mp4'],
  [types.Message.GroupNote, 'system', { talkerId: '' }, '路灯坏了'],
  [types.Message.Recalled, 'recall', { text: ' m0 ' }, 'm0'],
  [types.Message.Location, 'other', {}, '路灯坏了'],
  [4711, 'other', {}, '路灯坏了'],
])('type %s is %s', (type, expected, part, text) => {
  expect(heard({ type, ...part })).toMatchObject({ type: expected, text })
})

describe('mentions', () => {
  test.each([
    ['@巡群\u2005我要反映', '我要反映', true],
    ['@bot 我要反映', '我要反映', true],
    ['@Bot\u3000看看', '看看', true],
    ['请 @巡群 看看', '请 看看', true],
    ['@巡群', '', true],
    ['@巡群，在吗', '，在吗', true],
    ['@巡群主 在吗', '@巡群主 在吗', false],
    ['@botany 课', '@botany 课', false],
    ['@张健\u2005接单', '@张健\u2005接单', false],
  ])('%j', (text, rest, bot) => expect(heard({ text })).toMatchObject({ text: rest, mentionsBot: bot }))

  test('from the list, without the bot', () => {
    const ids = ['wx-bot', 'wx-zhang']
    expect(heard({ mentionIdList: ids })).toMatchObject({ mentions: ['wx-zhang'], mentionsBot: true })
  })
})

describe('quotes', () => {
  const line = '- - - - - - - - - - - - - - -'
  test.each([
    [`「刘女士：路灯坏了」\n${line}\n同问`, '同问', { name: '刘女士', text: '路灯坏了' }],
    [`「刘女士：两行\n「里面」」\n${line}\n+1`, '+1', { name: '刘女士', text: '两行\n「里面」' }],
    [`「刘女士:半角」\n${line}\n@巡群\u2005同问`, '同问', { name: '刘女士', text: '半角' }],
    [`「刘女士：@巡群\u2005路灯坏了」\n${line}\n同问`, '同问', { name: '刘女士', text: '路灯坏了' }],
    [`「刘女士：路灯坏了」`, '「刘女士：路灯坏了」', null],
    [`好\n${line}\n的`, `好\n${line}\n的`, null],
  ])('%j', (text, answer, quote) => expect(heard({ text })).toMatchObject({ text: answer, quote }))
})

test('what the own account says is an echo', () => {
  const inGroup = translate(payload({ talkerId: 'wx-bot', text: '收到' }), SELF, null, NOW)
  expect(inGroup).toEqual({
    echo: { account: 'wx-bot', id: 'm1', at: AT, group: 'g-1', direct: null, text: '收到' },
  })
  const part = { talkerId: 'wx-bot', roomId: '', listenerId: 'wx-liu' }
  expect(translate(payload(part), SELF, null, NOW)).toMatchObject({ echo: { group: null, direct: 'wx-liu' } })
})

test.each([
  ['no payload', null, /no payload/],
  ['no id', payload({ id: '' }), /no id/],
  ['an id too long for an index', payload({ id: 'x'.repeat(501) }), /501/],
  ['neither room nor talker', payload({ roomId: '', talkerId: '' }), /neither/],
])('unreadable: %s', (_, raw, reason) => {
  expect(translate(raw, SELF, null, NOW)).toEqual({ unreadable: expect.stringMatching(reason) as string })
})

test('a room that is named as its own talker has none', () => {
  expect(heard({ talkerId: 'g-1', type: types.Message.GroupNote }).from).toBeNull()
})

test('what PostgreSQL cannot hold is replaced', () => {
  expect(heard({ text: 'a\0b\ud800c' }).text).toBe('a\ufffdb\ufffdc')
})

test('whatever a payload is, the answer can be written as JSON without a NUL', () => {
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.anything())
  const fields = ['id', 'type', 'timestamp', 'talkerId', 'roomId', 'text', 'filename', 'mentionIdList']
  const odd = fc.record(Object.fromEntries(fields.map((f) => [f, value])), { requiredKeys: [] })
  fc.assert(
    fc.property(odd, (part) => {
      const json = JSON.stringify(translate(payload(part), SELF, null, NOW))
      expect(json).not.toContain('\\u0000')
    }),
  )
})

test('a huge text is read in time', () => {
  const begun = performance.now()
  heard({ text: `「${'」\n'.repeat(200_000)}${'- '.repeat(200_000)}@巡群` })
  expect(performance.now() - begun).toBeLessThan(1_000)
})

test('mentions are rendered as WeChat does, and read back', () => {
  const text = renderMentions(['刘女士', '张健'], '收到')
  expect(text).toBe('@刘女士\u2005@张健\u2005收到')
})
