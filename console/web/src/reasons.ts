import { t } from './language.ts'

/** How the system's own reasons read to people; what a gateway or PostgreSQL says is shown as it is. */
const REASONS: [RegExp, string][] = [
  [/^the gateway was lost$/, t('与网关的连接中断', 'the connection to the gateway was lost')],
  [/^logged out$/, t('微信账号已退出登录', 'the WeChat account was logged out')],
  [/^the bot was stopped$/, t('机器人被停止', 'the bot was stopped')],
  [/^the bot was not running$/, t('机器人没有运行', 'the bot was not running')],
  [
    /^no sign of life for (\d+)\d{3} ms$/,
    t('$1 秒没有收到网关的任何信号', 'no sign of life from the gateway for $1 s'),
  ],
  [
    /^the gateway has ended the stream of events$/,
    t('网关停止了推送消息', 'the gateway ended the stream of messages'),
  ],
  [
    /^it gives its events to another client$/,
    t('网关正把消息推送给另一个程序', 'the gateway gives its messages to another program'),
  ],
  [/^No gateway answers at (\S+?):.*$/, t('网关 $1 没有回应', 'gateway $1 does not answer')],
  [/^The gateway at (\S+) refuses the token:.*$/, t('网关 $1 不接受令牌', 'gateway $1 refuses the token')],
  [/^The gateway at (\S+) cannot be used: (.*)$/, t('网关 $1 无法使用：$2', 'gateway $1 cannot be used: $2')],
  [
    /^connecting to the gateway took longer than (\d+)\d{3} ms$/,
    t('$1 秒内没有连上网关', 'no connection to the gateway within $1 s'),
  ],
  [
    /^sending took longer than (\d+)\d{3} ms$/,
    t('$1 秒内没有收到发送结果', 'no answer to sending within $1 s'),
  ],
  [/^the bot ended while it was sending this$/, t('发送途中机器人退出了', 'the bot ended while sending')],
  [/^the account is not connected$/, t('账号当时没有连接', 'the account was not connected')],
  [/^(?:Error: )?not logged in.*$/, t('账号当时没有登录', 'the account was not logged in')],
  [/^it goes to nobody$/, t('没有收件人', 'nobody to send it to')],
  [/^it cannot be fetched: (.*)$/, t('取不到这条消息：$1', 'the message cannot be fetched: $1')],
  [/^there is no payload$/, t('消息没有内容', 'the message is empty')],
  [/^it has no id$/, t('消息没有编号', 'the message has no id')],
  [
    /^it names neither a room nor a talker$/,
    t('消息没有群，也没有发言人', 'the message names neither group nor sender'),
  ],
]

export function reasonName(reason: string): string {
  const known = REASONS.find(([pattern]) => pattern.test(reason))
  return known ? reason.replace(...known) : reason
}

/**
 * A line of the reasons as it reads to whoever decides: a rule is named by what it is about, not by its id; a way of speaking
 * by nothing but the words that it found.
 */
export const plainReason = (line: string, categoryName: (id: string) => string): string =>
  line
    .replace(/规则 ([\w-]+)\.[\w-]+/g, (_, category: string) => categoryName(category))
    .replace(/(说法) speech\.[\w-]+/g, '$1')
