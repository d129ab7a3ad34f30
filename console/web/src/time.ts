const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const format = (options: Intl.DateTimeFormatOptions) => {
  const formatter = new Intl.DateTimeFormat('zh-CN', { hourCycle: 'h23', ...options })
  return (at: number) => formatter.format(at)
}
const clock = format({ hour: '2-digit', minute: '2-digit' })
const day = format({ month: 'numeric', day: 'numeric' })
export const fullTime = format({
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** `14:05` today, `3/5 14:05` before. */
export function shortTime(at: number): string {
  const today = new Date(at).toDateString() === new Date().toDateString()
  return today ? clock(at) : `${day(at)} ${clock(at)}`
}

/** `刚刚`, `5 分钟前`, `3 小时前`, then the date. */
export function ago(at: number, now: number): string {
  const past = now - at
  if (past < MINUTE) return '刚刚'
  if (past < HOUR) return `${Math.floor(past / MINUTE)} 分钟前`
  if (past < DAY) return `${Math.floor(past / HOUR)} 小时前`
  return shortTime(at)
}

/** A length of time in its one or two largest units. */
export function span(ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / MINUTE))
  if (minutes < 60) return `${minutes} 分钟`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} 小时`
  const hours = Math.floor((ms % DAY) / HOUR)
  return `${Math.floor(ms / DAY)} 天${hours ? ` ${hours} 小时` : ''}`
}

/** As a browser's field for date and time has it: `2026-03-05T09:00`, where the reader is. */
export function inputTime(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * MINUTE
  return new Date(at - offset).toISOString().slice(0, 16)
}
