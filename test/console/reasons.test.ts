import { expect, it } from 'vitest'
import { plainReason, reasonName } from '../../console/web/src/reasons.ts'

it.each([
  ['the gateway was lost', '与网关的连接中断'],
  ['logged out', '微信账号已退出登录'],
  ['the bot was stopped', '机器人被停止'],
  ['the bot was not running', '机器人没有运行'],
  ['no sign of life for 35012 ms', '35 秒没有收到网关的任何信号'],
  ['sending took longer than 15000 ms', '15 秒内没有收到发送结果'],
  ['the bot ended while it was sending this', '发送途中机器人退出了'],
  ['the account is not connected', '账号当时没有连接'],
  ['it cannot be fetched: 5 NOT_FOUND', '取不到这条消息：5 NOT_FOUND'],
  ['something that nobody has seen', 'something that nobody has seen'],
])('%s reads %s', (reason, name) => expect(reasonName(reason)).toBe(name))

it.each([
  ['规则 water.mains-broken：「水管」「漏」 +12', '供水排水：「水管」「漏」 +12'],
  ['说法 speech.asks-for-help：「请派人」 +12', '说法：「请派人」 +12'],
  [
    '学到的权重 −18.4：规则 water.mains-broken+5.2 「有点」−3.8 …',
    '学到的权重 −18.4：供水排水+5.2 「有点」−3.8 …',
  ],
  ['规则 gone.x：有「古井」，附近缺少相配的词', 'gone：有「古井」，附近缺少相配的词'],
  ['以上规则单独就够请人看，学到的权重不能推翻', '以上规则单独就够请人看，学到的权重不能推翻'],
])('%s reads without ids: %s', (line, plain) =>
  expect(plainReason(line, (id) => ({ water: '供水排水' })[id] ?? id)).toBe(plain),
)
