import { expect, it } from 'vitest'
import { reasonName } from '../../console/web/src/reasons.ts'

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
