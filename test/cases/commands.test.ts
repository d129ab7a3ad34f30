import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../cases/commands.ts'

describe('parseCommand', () => {
  it.each([
    ['接单 K7M2', { verb: 'accept', code: 'K7M2', text: '' }],
    ['接单k7m2', { verb: 'accept', code: 'K7M2', text: '' }],
    ['接单　Ｋ７Ｍ２', { verb: 'accept', code: 'K7M2', text: '' }],
    ['办结 K7M2 已换灯泡，控制器也换了', { verb: 'resolve', code: 'K7M2', text: '已换灯泡，控制器也换了' }],
    ['办结K7M2：已修好', { verb: 'resolve', code: 'K7M2', text: '已修好' }],
    ['退单 K7M2 不归村里管', { verb: 'return', code: 'K7M2', text: '不归村里管' }],
    ['转办 K7M2 清江县供电公司', { verb: 'transfer', code: 'K7M2', text: '清江县供电公司' }],
    ['延期 K7M2 5 等配件', { verb: 'extend', code: 'K7M2', text: '5 等配件' }],
    ['督办 K7M2', { verb: 'supervise', code: 'K7M2', text: '' }],
    ['查 K7M2', { verb: 'look', code: 'K7M2' }],
    ['查询YGA3', { verb: 'look', code: 'YGA3' }],
    ['查进度 DWG5', { verb: 'look', code: 'DWG5' }],
    ['查一下 k7m2', { verb: 'look', code: 'K7M2' }],
    ['查 zzzz', { verb: 'look', code: 'ZZZZ' }],
    ['无法解决 K7M2 要等立项', { verb: 'decline', code: 'K7M2', text: '要等立项' }],
    ['核实 K7M2', { verb: 'verify', code: 'K7M2', text: '' }],
    ['不要处理我的消息', { verb: 'choose', out: true }],
    ['请处理我的消息。', { verb: 'choose', out: false }],
    ['我的诉求', { verb: 'mine' }],
    ['满意', { verb: 'satisfied', code: null, text: '' }],
    ['满意！', { verb: 'satisfied', code: null, text: '' }],
    ['满意！谢谢', { verb: 'satisfied', code: null, text: '谢谢' }],
    ['满意👍', { verb: 'satisfied', code: null, text: '👍' }],
    ['满意 K7M2', { verb: 'satisfied', code: 'K7M2', text: '' }],
    ['不满意 K7M2 只修了一半', { verb: 'dissatisfied', code: 'K7M2', text: '只修了一半' }],
    ['不满意 只修了一半', { verb: 'dissatisfied', code: null, text: '只修了一半' }],
    ['同问', { verb: 'join' }],
    ['＋1', { verb: 'join' }],
    ['我要反映，路断了', { verb: 'report', text: '路断了' }],
    ['接单', { verb: 'accept', code: null, text: '' }],
  ])('%s', (text, command) => expect(parseCommand(text, false)).toEqual(command))

  it.each([
    '查一下我的医保',
    '查LED灯坏了怎么办',
    '督办APP不好用',
    '查WIFI',
    '办结了没有',
    '满意得很',
    '不满意这个态度',
    '延期到什么时候',
    '接单了吗',
    '我的诉求是修路',
    '加1斤',
    '',
  ])('talk: %s', (text) => expect(parseCommand(text, false)).toBeNull())

  it('takes whatever is said to the bot as a report', () => {
    expect(parseCommand('@bot 路断了', true)).toEqual({ verb: 'report', text: '路断了' })
    expect(parseCommand('@巡群\u2005接单 K7M2', true)).toEqual({ verb: 'accept', code: 'K7M2', text: '' })
  })
})
