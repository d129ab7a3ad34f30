/** The settings of a world file. */
import { isTimezone } from './time.ts'
import type { Fields } from './world-fields.ts'
import type { OwnDays, Settings, Span, WeekTime } from './world.ts'

/** What the file names of the settings, the rest from `base`. */
export function readSettings(f: Fields | undefined, base: Settings): Settings {
  if (!f) return base
  const settings: Settings = {
    timezone: f.textOr('timezone', base.timezone)!,
    days: f.choice('days', ['working', 'calendar'], base.days),
    open: f.choice('open', ['auto', 'review'], base.open),
    quiet: readQuiet(f, base.quiet),
    ledger: readTime(f, 'ledger', f.textOr('ledger', base.ledger)!),
    accept: readSpans(f, 'accept', base.accept),
    done: readSpans(f, 'done', base.done),
    answer: readSpan(f, 'answer', base.answer),
    keep: readSpan(f, 'keep', base.keep),
    publish: readPublish(f, base.publish),
    calendar: readCalendar(f, base.calendar),
  }
  if (settings.timezone && !isTimezone(settings.timezone))
    f.wrong('timezone', `timezone "${settings.timezone}" is unknown; an example is Asia/Shanghai`)
  if (settings.answer.unit !== 'd') f.wrong('answer', 'answer is counted in calendar days: 7d')
  if (settings.keep.unit !== 'h') f.wrong('keep', 'keep is counted in hours: 72h')
  f.done()
  return settings
}

/** Of each list; a county's own days of two years are far fewer. */
const MOST_DAYS = 200

/** Both lists are named together: a calendar that is given replaces the one before. */
function readCalendar(f: Fields, base: OwnDays): OwnDays {
  const given = f.fields('calendar', 'settings calendar')
  if (!given) return base
  const [off, work] = [readDays(given, 'off'), readDays(given, 'work')]
  given.done()
  const twice = off.find((day) => work.includes(day))
  if (twice) given.wrong('work', `"${twice}" is both a day off and a working day`)
  for (const [key, { length }] of Object.entries({ off, work }))
    if (length > MOST_DAYS)
      given.wrong(key, `${key} has ${length} days, but at most ${MOST_DAYS} are possible`)
  return { off, work }
}

function readDays(f: Fields, key: string): string[] {
  const days = f.texts(key) ?? []
  const wrong = days.find((day) => !isDay(day))
  if (wrong !== undefined) f.wrong(key, `${key}: "${wrong}" is no day; write it in quotes like "2026-05-04"`)
  return days.toSorted()
}

const isDay = (text: string) => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

export const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

function readPublish(f: Fields, base: WeekTime | null): WeekTime | null {
  const text = f.textOr('publish', null)
  if (text === null) return base
  if (text === 'never') return null
  const [name = '', time = '', ...more] = text.split(/\s+/)
  const day = WEEK.indexOf(name.toLowerCase()) + 1
  if (day > 0 && isTime(time) && !more.length) return { day, time }
  if (text)
    f.wrong(
      'publish',
      `publish: "${text}" is no time of the week; write a day and a time, or never: sun 18:00`,
    )
  return base
}

/** Hours without length: `quiet: []`. */
export const NEVER_QUIET: Settings['quiet'] = ['00:00', '00:00']

function readQuiet(f: Fields, base: Settings['quiet']): Settings['quiet'] {
  const times = f.texts('quiet')
  if (!times) return base
  if (times.length === 0) return NEVER_QUIET
  const [from, to, ...more] = times
  if (from && to && !more.length) return [readTime(f, 'quiet', from), readTime(f, 'quiet', to)]
  f.wrong(
    'quiet',
    'quiet must be two different times, from and to: ["22:00", "07:00"], or empty for none: []',
  )
  return base
}

const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

function readTime(f: Fields, key: string, time: string): string {
  if (time && !isTime(time))
    f.wrong(key, `${key}: "${time}" is no time of day; write it with four digits in quotes: "07:30"`)
  return time
}

function readSpans<T extends Record<string, Span>>(f: Fields, key: string, base: T): T {
  const given = f.fields(key, `settings ${key}`)
  if (!given) return base
  const spans = Object.fromEntries(
    Object.entries(base).map(([name, span]) => [name, readSpan(given, name, span)]),
  )
  given.done()
  return spans as T
}

/** The duration at `key`; `base` where there is none, or none that can be read. */
export function readSpan<T extends Span | null>(f: Fields, key: string, base: T): Span | T {
  const text = f.textOr(key, null)
  if (text === null) return base
  const [, amount, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? []
  if (amount) return { amount: Number(amount), unit: unit as Span['unit'] }
  if (text) f.wrong(key, `${key}: "${text}" is no duration; write minutes, hours or days like 30m, 24h or 5d`)
  return base
}
