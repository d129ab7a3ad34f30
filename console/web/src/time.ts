import { t } from './language.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let zone: string | undefined
const formatters = new Map<string, Intl.DateTimeFormat>()

/** From now on times are those of the county, wherever the reader is. */
export function setZone(timezone: string) {
  zone = timezone
  formatters.clear()
}

const format = (name: string, options: Intl.DateTimeFormatOptions, locale = t('zh-CN', 'en-GB')) => {
  return (at: number) => {
    const known = formatters.get(name)
    const formatter =
      known ??
      new Intl.DateTimeFormat(locale, { hourCycle: 'h23', ...(zone && { timeZone: zone }), ...options })
    if (!known) formatters.set(name, formatter)
    return formatter.format(at)
  }
}
const clock = format('clock', { hour: '2-digit', minute: '2-digit' })
const day = format('day', { month: 'numeric', day: 'numeric' })
export const fullTime = format('full', {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
// As fields of the browser have it: 2026-03-05 09:00:00.
const plain = format(
  'plain',
  {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  },
  'sv-SE',
)

/** The county's day, `2026-03-05`. */
export const dayOf = (at: number): string => plain(at).slice(0, 10)

/** `14:05` today, `3/5 14:05` before. */
export function shortTime(at: number): string {
  return dayOf(at) === dayOf(Date.now()) ? clock(at) : `${day(at)} ${clock(at)}`
}

/** `刚刚`, `5 分钟前`, `3 小时前`, then the date. */
export function ago(at: number, now: number): string {
  const past = now - at
  if (past < MINUTE) return t('刚刚', 'just now')
  if (past < HOUR) return t(`${Math.floor(past / MINUTE)} 分钟前`, `${Math.floor(past / MINUTE)} min ago`)
  if (past < DAY) return t(`${Math.floor(past / HOUR)} 小时前`, `${Math.floor(past / HOUR)} h ago`)
  return shortTime(at)
}

const UNITS = t({ day: '天', hour: '小时', minute: '分钟' }, { day: 'd', hour: 'h', minute: 'min' })

/** A length of time in its one or two largest units. */
export function span(ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / MINUTE))
  if (minutes < 60) return `${minutes} ${UNITS.minute}`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} ${UNITS.hour}`
  const hours = Math.floor((ms % DAY) / HOUR)
  return `${Math.floor(ms / DAY)} ${UNITS.day}${hours ? ` ${hours} ${UNITS.hour}` : ''}`
}

/** As a browser's field for date and time has it: `2026-03-05T09:00`, where the county is. */
export const inputTime = (at: number): string => plain(at).slice(0, 16).replace(' ', 'T')

/** What such a field means, in epoch ms. */
export function fromInput(value: string): number {
  const wall = Date.parse(`${value}:00Z`)
  // The zone's distance from UTC is looked up where the time would be without it, and once more where it is with it.
  const away = (at: number) => Date.parse(`${plain(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000
  const near = wall - away(wall)
  return wall - away(near)
}
