import { binder, type Bind, type Viewer } from './viewer.ts'
import { caseVisible } from './visibility.ts'
import type { Found } from './case-search.ts'
import { figureConditions, type FigureFilter } from './figure-conditions.ts'

/** What the ledger is narrowed to; times in epoch ms, each `From` included and each `To` not. */
export interface CaseFilter extends FigureFilter {
  /** `unfinished`: all but closed */
  status?: string | undefined
  category?: string | undefined
  /** `none`: cases that no office has yet */
  office?: string | undefined
  /** with everything below it */
  areas?: string[] | undefined
  group?: string | undefined
  urgency?: string | undefined
  kind?: string | undefined
  channel?: string | undefined
  outcome?: string | undefined
  overdue?: boolean | undefined
  supervised?: boolean | undefined
  confidential?: boolean | undefined
  /** at least once */
  reopened?: boolean | undefined
  openedFrom?: number | undefined
  openedTo?: number | undefined
  dueFrom?: number | undefined
  dueTo?: number | undefined
  closedFrom?: number | undefined
  closedTo?: number | undefined
  /** closed at all: what the order by that time can show */
  ended?: boolean | undefined
  /** what a search has found; null: no search */
  found?: Found | null | undefined
}

/** The conditions over `cases c` that let through what the viewer may see and the filter asks for, and their values. */
export function filtered(
  viewer: Viewer,
  filter: CaseFilter,
  now: number,
): { where: string[]; values: unknown[]; bind: Bind } {
  const { values, bind } = binder()
  return { where: [caseVisible(viewer, bind), ...conditions(viewer, filter, bind, now)], values, bind }
}

/** Of what is late only while it runs. */
export const RUNNING = `c.status not in ('resolved', 'closed')`

function conditions({ office: own }: Viewer, filter: CaseFilter, bind: Bind, now: number): string[] {
  const { status, office, areas, overdue, supervised, confidential, reopened, found } = filter
  return [
    status === 'unfinished' && `c.status <> 'closed'`,
    status && status !== 'unfinished' && `c.status = ${bind(status)}`,
    office && (office === 'none' ? 'c.office is null' : `c.office = ${bind(office)}`),
    areas && `c.area = any(${bind(areas)}::text[])`,
    ...equals(filter, bind),
    overdue && `(c.overdue or ${RUNNING} and c.due_at < ${bind(new Date(now))})`,
    supervised && 'c.supervised',
    // Only his own office's are there for anybody, and by their office they are found.
    confidential && `c.confidential and c.office = ${bind(own?.id ?? null)}`,
    reopened && `c.id in (select e.case_id from case_events e where e.type = 'reopened')`,
    filter.ended && 'c.closed_at is not null',
    ...within(filter, bind),
    ...figureConditions(filter, now, bind),
    found && matches(found, bind),
  ].filter((condition): condition is string => !!condition)
}

const EQUAL = {
  category: 'category',
  group: 'group_id',
  urgency: 'urgency',
  kind: 'kind',
  channel: 'channel',
  outcome: 'outcome',
}

const equals = (filter: CaseFilter, bind: Bind) =>
  Object.entries(EQUAL).map(([key, column]) => {
    const value = filter[key as keyof typeof EQUAL]
    return value && `c.${column} = ${bind(value)}`
  })

const within = (filter: CaseFilter, bind: Bind) =>
  (['opened', 'due', 'closed'] as const).flatMap((what) => {
    const [from, to] = [filter[`${what}From`], filter[`${what}To`]]
    return [
      from !== undefined && `c.${what}_at >= ${bind(new Date(from))}`,
      to !== undefined && `c.${what}_at < ${bind(new Date(to))}`,
    ]
  })

/** Few are looked at one by one; of many the list soon finds enough by itself. */
function matches({ words, ids }: Found, bind: Bind): string {
  const like = `c.search_text like ${bind(`%${words.replace(/[\\%_]/g, '\\$&')}%`)}`
  return ids ? `c.id = any(${bind(ids)}::uuid[]) and ${like}` : like
}
