/** The world file: one county, or a part of it, as YAML. */
import { LineCounter, parseDocument } from 'yaml'
import { isTimezone } from './time.ts'
import { checkWorld, type Lines } from './world-check.ts'
import { Reading, type Fields, type Problem } from './world-fields.ts'
import {
  DEFAULT_SETTINGS,
  LEVELS,
  OFFICE_KINDS,
  ROLES,
  type Settings,
  type Span,
  type World,
} from './world.ts'

export type { Problem } from './world-fields.ts'

/**
 * Reads a world file and checks all of it: either the world, or every mistake with its line, first line first.
 * `categories` are the ids that offices may handle. With `known`, the world of an installation that the file is to
 * update, the file may be a part: references may point there, settings that are not named stay as they are, and an
 * area without a parent keeps the one it has.
 */
export function parseWorld(
  text: string,
  categories: ReadonlySet<string>,
  known: World | null = null,
): { world: World } | { problems: Problem[] } {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const reading = new Reading(document, lineCounter)
  for (const error of document.errors)
    reading.wrong(
      lineCounter.linePos(error.pos[0]).line,
      `no valid YAML: ${error.message.split(/ at line \d|\n/)[0]}`,
    )
  if (reading.problems.length) return { problems: reading.problems }

  const file = reading.fields(document.contents, 'the file', 1)
  if (!file) return { problems: reading.problems }
  const lines: Lines = new Map()
  const world = readWorld(file, known, lines)
  file.done()
  if (!world.areas.length && !known) reading.wrong(1, 'the file has no areas; at least one is needed')
  checkWorld(world, known, categories, (item, key, reason) => lines.get(item)?.unfit(key, reason))
  if (!reading.problems.length) return { world }
  return { problems: reading.problems.sort((a, b) => a.line - b.line) }
}

function readWorld(file: Fields, known: World | null, lines: Lines): World {
  const parents = new Map(known?.areas.map((a) => [a.code, a.parent]))
  const read = <T extends object>(key: string, what: string, id: string, one: (item: Fields) => T): T[] =>
    file.items(key, what).map((item) => {
      const name = item.peek(id)
      if (name) item.what = `${what} ${name}`
      const made = one(item)
      item.done()
      lines.set(made, item)
      return made
    })
  const areas = read('areas', 'area', 'code', (f) => {
    const code = f.text('code')
    return {
      code,
      name: f.text('name'),
      level: f.choice('level', LEVELS),
      parent: f.textOr('parent', parents.get(code) ?? null),
      aliases: f.texts('aliases') ?? [],
      landmarks: f.texts('landmarks') ?? [],
    }
  })
  const offices = read('offices', 'office', 'id', (f) => ({
    id: f.text('id'),
    name: f.text('name'),
    area: f.text('area'),
    kind: f.choice('kind', OFFICE_KINDS),
    handles: f.texts('handles'),
  }))
  const staff = read('staff', 'staff', 'id', (f) => ({
    id: f.text('id'),
    name: f.text('name'),
    office: f.text('office'),
    post: f.text('post'),
    aliases: f.texts('aliases') ?? [],
    wechat: f.textOr('wechat', null),
    role: f.choice('role', ROLES),
  }))
  const groups = read('groups', 'group', 'id', (f) => ({
    id: f.text('id'),
    topic: f.text('topic'),
    area: f.text('area'),
    kind: f.choice('kind', ['residents', 'supervision'] as const),
  }))
  const members = read('members', 'member', 'id', (f) => ({
    id: f.text('id'),
    name: f.text('name'),
    groups: f.texts('groups') ?? [],
  }))
  const settings = readSettings(file.fields('settings', 'settings'), known?.settings ?? DEFAULT_SETTINGS)
  return { areas, offices, staff, groups, members, settings }
}

function readSettings(f: Fields | undefined, base: Settings): Settings {
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
  }
  if (settings.timezone && !isTimezone(settings.timezone))
    f.wrong('timezone', `timezone "${settings.timezone}" is unknown; an example is Asia/Shanghai`)
  if (settings.answer.unit !== 'd') f.wrong('answer', 'answer is counted in calendar days: 7d')
  f.done()
  return settings
}

/** Hours without length: `quiet: []`. */
const NEVER_QUIET: Settings['quiet'] = ['00:00', '00:00']

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

function readTime(f: Fields, key: string, time: string): string {
  if (time && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
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

function readSpan(f: Fields, key: string, base: Span): Span {
  const text = f.textOr(key, null)
  if (text === null) return base
  const [, amount, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? []
  if (amount) return { amount: Number(amount), unit: unit as Span['unit'] }
  if (text) f.wrong(key, `${key}: "${text}" is no duration; write minutes, hours or days like 30m, 24h or 5d`)
  return base
}
