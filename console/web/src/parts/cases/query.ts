/** What the ledger is narrowed to, as the address of the page has it. */
export type CaseQuery = Record<string, string>

const DEFAULT: CaseQuery = { status: 'unfinished' }

/** Keys that say how a list is shown, not which cases are in it. */
const ORDER = new Set(['sort', 'desc'])

/** Without any filter what is not done yet; with one that says nothing of states, all of them. */
export const effective = (query: CaseQuery): CaseQuery =>
  Object.keys(query).some((key) => !ORDER.has(key)) ? { status: 'all', ...query } : { ...query, ...DEFAULT }

/** With a change; what is empty is left out. */
export function changed(query: CaseQuery, change: Record<string, string | undefined>): CaseQuery {
  const all = Object.entries({ ...effective(query), ...change })
  return Object.fromEntries(all.filter((entry): entry is [string, string] => !!entry[1]))
}

/** Of the filters those that are behind the button. */
export const BEHIND = [
  ...['urgency', 'kind', 'channel', 'outcome', 'confidential', 'reopened'],
  ...['from', 'to', 'dueFrom', 'dueTo', 'closedFrom', 'closedTo'],
]

/** The same in one order, so that two addresses of one filter are equal. */
export const spelled = (query: CaseQuery): string =>
  new URLSearchParams(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1))).toString()
