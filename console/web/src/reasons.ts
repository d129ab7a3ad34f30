/** How the system's own reasons read in Chinese; what a gateway or PostgreSQL says is shown as it is. */
const REASONS: [RegExp, string][] = [
  [/^the gateway was lost$/, '与网关的连接中断'],
  [/^logged out$/, '微信账号已退出登录'],
  [/^the bot was stopped$/, '机器人被停止'],
  [/^the bot was not running$/, '机器人没有运行'],
  [/^no sign of life for (\d+)\d{3} ms$/, '$1 秒没有收到网关的任何信号'],
  [/^the gateway has ended the stream of events$/, '网关停止了推送消息'],
  [/^it gives its events to another client$/, '网关正把消息推送给另一个程序'],
  [/^No gateway answers at (\S+?):.*$/, '网关 $1 没有回应'],
  [/^The gateway at (\S+) refuses the token:.*$/, '网关 $1 不接受令牌'],
  [/^The gateway at (\S+) cannot be used: (.*)$/, '网关 $1 无法使用：$2'],
  [/^connecting to the gateway took longer than (\d+)\d{3} ms$/, '$1 秒内没有连上网关'],
  [/^sending took longer than (\d+)\d{3} ms$/, '$1 秒内没有收到发送结果'],
  [/^the bot ended while it was sending this$/, '发送途中机器人退出了'],
  [/^the account is not connected$/, '账号当时没有连接'],
  [/^(?:Error: )?not logged in.*$/, '账号当时没有登录'],
  [/^it goes to nobody$/, '没有收件人'],
  [/^it cannot be fetched: (.*)$/, '取不到这条消息：$1'],
  [/^there is no payload$/, '消息没有内容'],
  [/^it has no id$/, '消息没有编号'],
  [/^it names neither a room nor a talker$/, '消息没有群，也没有发言人'],
]

export function reasonName(reason: string): string {
  const known = REASONS.find(([pattern]) => pattern.test(reason))
  return known ? reason.replace(...known) : reason
}
