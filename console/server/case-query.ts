import type { Static } from 'typebox'
import type { Directory } from '../../cases/directory.ts'
import { isDay } from '../../cases/periods.ts'
import { addDays, atLocalTime } from '../../cases/time.ts'
import type { CaseFilter } from '../../store/console/case-filter.ts'
import type { CaseOrder } from '../../store/console/case-list.ts'
import { searchCases } from '../../store/console/case-search.ts'
import type { Queryable } from '../../store/db.ts'
import { badRequest } from './errors.ts'
import type { CaseFilters } from './schemas-cases.ts'

type Asked = Static<typeof CaseFilters>

/** What a request narrows the ledger to: days become moments of the county's time zone, an area all that is in it. */
export async function filterOf(db: Queryable, asked: Asked, directory: Directory): Promise<CaseFilter> {
  const { status, area, search, from, to, dueFrom, dueTo, closedFrom, closedTo, since, until, ...rest } =
    asked
  const { timezone } = directory.settings
  const start = (day: string | undefined) => day && atLocalTime(known(day), '00:00', timezone)
  const end = (day: string | undefined) => day && atLocalTime(addDays(known(day), 1), '00:00', timezone)
  const words = search?.trim()
  return {
    ...rest,
    status: status === 'all' ? undefined : status,
    areas: area === undefined ? undefined : directory.descendants(area).map(({ code }) => code),
    openedFrom: start(from) || undefined,
    openedTo: end(to) || undefined,
    dueFrom: start(dueFrom) || undefined,
    dueTo: end(dueTo) || undefined,
    closedFrom: start(closedFrom) || undefined,
    closedTo: end(closedTo) || undefined,
    since: start(since) || undefined,
    until: end(until) || undefined,
    ended: asked.sort === 'closed' || undefined,
    found: words ? await searchCases(db, words) : null,
  }
}

function known(day: string): string {
  if (!isDay(day)) throw badRequest('没有这一天')
  return day
}

/** What comes first is what one looks for: the newest and most urgent, what is due soonest; the time that is asked for. */
export function orderOf(asked: Asked): CaseOrder {
  const { sort = usual(asked), desc } = asked
  return { sort, desc: desc ?? (sort !== 'due' && sort !== 'code') }
}

function usual({ closedFrom, closedTo, dueFrom, dueTo }: Asked): CaseOrder['sort'] {
  if (closedFrom ?? closedTo) return 'closed'
  return (dueFrom ?? dueTo) ? 'due' : 'opened'
}
