import type { County } from './county.ts'
import { maskNumbers } from './mask.ts'
import type { Case, CaseEvent, Outcome, Reply } from './model.ts'
import { categoryName, placeName, shorten, withoutReporters } from './phrases.ts'
import { groupPost, isUnpublished } from './replies.ts'
import { addDays, atLocalTime, dayAt, wallAt } from './time.ts'
import type { Group, Settings } from './world.ts'

/** What one week's list needs of a case: the case and the events of that week. */
export interface PublishedEntry {
  case: Case
  week: Pick<CaseEvent, 'type'>[]
}

/** The list of `day` is posted at `at` and tells what was done since `from`; both epoch ms. */
export interface Week {
  day: string
  from: number
  at: number
}

const DAYS = 7
/** People read a short list, and the reporters have been told all of it. */
const LINES = 10
const LONGEST_RESULT = 30

/**
 * The weekly list (晒单) of each residents' group in whose area an office has done something: counts, then what was done.
 * It names no residents, and tells neither of confidential cases nor of what somebody has said privately.
 * `accounts`: who speaks in which group; one without gets none.
 */
export function publishedLists(
  entries: PublishedEntry[],
  accounts: ReadonlyMap<string, string>,
  { day, at }: Week,
  county: County,
): Reply[] {
  const { directory } = county
  const open = entries.filter((e) => !e.case.confidential)
  return residentsGroups(county).flatMap((group): Reply[] => {
    const account = accounts.get(group.id)
    const within = open.filter((e) => directory.isWithin(e.case.area, group.area))
    const text = account ? listOf(group, within, day, county) : null
    if (!account || text === null) return []
    return [groupPost('notice', { account, group: group.id }, text, at, `published:${group.id}:${day}`)]
  })
}

const residentsGroups = ({ directory }: County): Group[] =>
  directory.areas.filter((a) => a.parent === null).flatMap((a) => [...directory.residentsGroupsIn(a.code)])

/** null where nothing was done that the group may read. */
function listOf(group: Group, entries: PublishedEntry[], day: string, county: County): string | null {
  const happened = (type: CaseEvent['type']) => entries.filter((e) => e.week.some((v) => v.type === type))
  const done = happened('resolved').flatMap((e) => (isDone(e.case) ? [e.case] : []))
  // What residents say of an end is theirs; the office's own words are for all.
  const told = done.filter((c) => c.group !== null && c.outcome === 'done')
  if (told.length === 0) return null
  told.sort((a, b) => a.resolvedAt! - b.resolvedAt! || (a.code < b.code ? -1 : 1))
  const lines = told.slice(0, LINES)
  const head = county.wording('published-head', {
    area: county.directory.area(group.area)?.name ?? '',
    day,
    received: String(happened('opened').length),
    done: String(done.length),
    satisfied: String(happened('satisfied').filter((e) => isDone(e.case)).length),
  })
  const more = done.length - lines.length
  return [
    head,
    ...lines.map((c) => caseLine(c, county)),
    ...(more ? [county.wording('published-more', { count: String(more) })] : []),
  ].join('\n')
}

const DONE: (Outcome | null)[] = ['done', 'helped', 'confirmed']

/** Done, and not reopened; what one person alone has found out about a rumour is told to nobody. */
const isDone = (c: Case) =>
  (c.status === 'resolved' || c.status === 'closed') && DONE.includes(c.outcome) && !isUnpublished(c)

const caseLine = (c: Case, county: County): string =>
  county.wording('published-case', {
    code: c.code,
    category: categoryName(c, county),
    place: placeName(c.area, county),
    text: shorten(
      withoutReporters(maskNumbers(c.result ?? ''), c, county, '反映人').replace(/\s+/g, ' '),
      LONGEST_RESULT,
    ),
  })

/** The latest list that was due at or before `now`; null where none is wanted. */
export function lastWeek(now: number, settings: Settings): Week | null {
  const today = dayAt(now, settings.timezone)
  for (let ago = 0; ago <= DAYS; ago++) {
    const week = weekOf(addDays(today, -ago), settings)
    if (week && week.at <= now) return week
  }
  return null
}

/** Epoch ms at which the next list is due after `now`; null where none is wanted. */
export function nextList(now: number, settings: Settings): number | null {
  const today = dayAt(now, settings.timezone)
  for (let ahead = 0; ahead <= DAYS; ahead++) {
    const week = weekOf(addDays(today, ahead), settings)
    if (week && week.at > now) return week.at
  }
  return null
}

/** The list of `day` (`2026-05-17`), if it is one on which there is one. */
function weekOf(day: string, { publish, timezone }: Settings): Week | null {
  if (!publish || weekday(day) !== publish.day) return null
  const on = (of: string) => atLocalTime(of, publish.time, timezone)
  return { day, from: on(addDays(day, -DAYS)), at: on(day) }
}

/** 1 = Monday … 7 = Sunday */
const weekday = (day: string) => new Date(wallAt(day, '00:00')).getUTCDay() || 7
