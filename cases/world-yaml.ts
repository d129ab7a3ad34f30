/** A world as the file that `parseWorld` reads: one item a line, as people write it. */
import { NEVER_QUIET, WEEK } from './world-settings.ts'
import type { Removed, Settings, Span, World } from './world.ts'

/** What stands behind a key of the file. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value }

/**
 * The text of a world file. Lists without items are left out, and so are fields that are null; what is `removed` stands
 * there as what an installation shall have no longer.
 */
export function writeWorld(world: Partial<World>, removed: Partial<Removed> = {}): string {
  const lists: [string, Value[]][] = [
    ['areas', (world.areas ?? []).map((a) => ({ ...a }))],
    ['offices', (world.offices ?? []).map((o) => ({ ...o }))],
    ['staff', (world.staff ?? []).map((s) => ({ ...s }))],
    ['groups', (world.groups ?? []).map((g) => ({ ...g }))],
    ['members', (world.members ?? []).map((m) => ({ ...m }))],
    ['dispatch', [...(world.dispatch ?? []).map((d) => ({ ...d })), ...(removed.dispatch ?? []).map(gone)]],
    [
      'deadlines',
      [
        ...(world.deadlines ?? []).map((d) => ({ ...d, done: spanOf(d.done), accept: spanOf(d.accept) })),
        ...(removed.deadlines ?? []).map(gone),
      ],
    ],
    ['answers', [...(world.answers ?? []).map((a) => ({ ...a })), ...(removed.answers ?? []).map(gone)]],
  ]
  const blocks = lists
    .filter(([, items]) => items.length)
    .map(([key, items]) => `${key}:\n${items.map((item) => `  - ${inline(item)}\n`).join('')}`)
  const settings = world.settings ? [`settings:\n${settingsLines(world.settings)}`] : []
  return [...blocks, ...settings].join('\n') || '{}\n'
}

const gone = <T extends object>(names: T) => ({ ...names, remove: 'yes' })
const spanOf = (span: Span | null) => span && writeSpan(span)

/** `30m`, `24h`, `5d`. */
export const writeSpan = ({ amount, unit }: Span): string => `${amount}${unit}`

/** The settings as a file has them: `sun 18:00`, `{urgent: 30m, other: 24h}`. */
export function plainSettings(settings: Settings) {
  const { accept, done, answer, keep, publish, quiet, calendar, timezone, days, open, ledger } = settings
  return {
    ...{ timezone, days, open },
    quiet: quiet.join() === NEVER_QUIET.join() ? [] : quiet,
    ledger,
    accept: { urgent: writeSpan(accept.urgent), other: writeSpan(accept.other) },
    done: {
      urgent: writeSpan(done.urgent),
      normal: writeSpan(done.normal),
      complex: writeSpan(done.complex),
    },
    answer: writeSpan(answer),
    keep: writeSpan(keep),
    publish: publish ? `${WEEK[publish.day - 1]} ${publish.time}` : 'never',
    calendar: { ...calendar },
  }
}

const settingsLines = (settings: Settings) =>
  Object.entries(plainSettings(settings))
    .map(([key, value]) => `  ${key}: ${inline(value)}\n`)
    .join('')

/** A value on one line. */
export function inline(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, v]) => v !== null)
      .map(([key, v]) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${inline(v)}`)
      .join(', ')}}`
  return typeof value === 'string' && PLAIN.test(value) && !MEANT.test(value) ? value : JSON.stringify(value)
}

/** Texts that mean themselves in YAML without quotes: words, and spans such as 24h. */
const PLAIN = /^(?:[\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z0-9·_-]*|\d+[mhd])$/u
/** Words that are no texts to every reader of YAML. */
const MEANT = /^(?:true|false|null|yes|no|on|off|y|n)$/i
