import type { County } from './county.ts'
import type { Heard, Reply } from './model.ts'
import { groupPost } from './replies.ts'
import { officeFor } from './routing.ts'
import { addDays, atLocalTime, dayAt } from './time.ts'
import type { Settings, Span } from './world.ts'

const MINUTE = 60_000
const SPAN = { m: MINUTE, h: 60 * MINUTE, d: 24 * 60 * MINUTE }
/** The ledgers of the day go first: offices wait for them. */
const AFTER_LEDGER = 30 * MINUTE

/**
 * Who reads along and why: said in each residents' group of the batch, once in a quarter of the year; the key keeps it
 * from being said again. It comes with the posts of the day and not at once, so that nobody takes it for an answer to
 * what he has just written. Keys that are `known` are said already.
 */
export function noticesFor(
  batch: Heard[],
  county: County,
  known: ReadonlySet<string | null> = new Set(),
): Reply[] {
  const { directory } = county
  const notices = new Map<string, Reply>()
  for (const { group, account, at } of batch) {
    const residents = group === null ? null : directory.group(group)
    if (residents?.kind !== 'residents') continue
    const key = `notice:${residents.id}:${quarterAt(at, directory.settings.timezone)}`
    if (known.has(key) || notices.has(key)) continue
    const text = county.wording('notice', {
      office: officeFor(directory, county.categories, 'other', residents.area)?.name ?? residents.topic,
      days: String(wholeDays(directory.settings.keep)),
    })
    const to = { account, group: residents.id }
    notices.set(key, groupPost('notice', to, text, nextPosts(at, directory.settings), key))
  }
  return [...notices.values()]
}

/** What was said already is remembered, so that not every batch writes it anew. */
export interface Notices {
  /** those that are not known to be written */
  due(batch: Heard[], county: County): Reply[]
  /** they are committed */
  written(notices: Reply[]): void
}

export function createNotices(): Notices {
  const known = new Set<string | null>()
  return {
    due: (batch, county) => noticesFor(batch, county, known),
    written: (notices) => notices.forEach((notice) => known.add(notice.key)),
  }
}

/** The quarter of the local day at `ms`: `2026Q2`. */
function quarterAt(ms: number, timezone: string): string {
  const [year, month] = dayAt(ms, timezone).split('-')
  return `${year}Q${Math.ceil(Number(month) / 3)}`
}

/** What is kept for a part of a day is gone after that day. */
const wholeDays = ({ amount, unit }: Span) => Math.ceil((amount * SPAN[unit]) / SPAN.d)

/** When what is for everybody is next posted. */
function nextPosts(now: number, { timezone, ledger }: Settings): number {
  const on = (day: string) => atLocalTime(day, ledger, timezone) + AFTER_LEDGER
  const today = dayAt(now, timezone)
  return on(today) >= now ? on(today) : on(addDays(today, 1))
}
