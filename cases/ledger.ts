import type { County } from './county.ts'
import type { Case, CaseEvent, Reply } from './model.ts'
import { categoryName, officeName, placeName, statusName } from './phrases.ts'
import { groupPost } from './replies.ts'

/** What one day's ledger needs of a case: the case and the events of that day. */
export interface LedgerEntry {
  case: Case
  today: Pick<CaseEvent, 'type'>[]
}

const DAY = 24 * 3_600_000
/** One message of a group stays readable; a longer ledger becomes several. */
const LINES = 40

/**
 * The daily ledger (问题台账) of each supervision group: per office what is new, due, late and done, then its open
 * cases. No names of residents, and no confidential cases: callers must not pass those.
 * `dayEnd` is the local midnight that ends the day.
 */
export function ledgers(
  entries: LedgerEntry[],
  day: string,
  dayEnd: number,
  now: number,
  county: County,
): Reply[] {
  const { directory } = county
  return directory.supervisionGroups().flatMap((group) => {
    const within = entries.filter((e) => !e.case.confidential && directory.isWithin(e.case.area, group.area))
    // What was filed by hand before anybody was on WeChat speaks as an account that reaches nobody.
    const account = (within.find((e) => e.case.group !== null) ?? within[0])?.case.account
    const offices = [...new Set(within.map((e) => e.case.office))]
    if (!account || offices.length === 0) return []
    const lines = offices.flatMap((office) =>
      officeLines(
        office,
        within.filter((e) => e.case.office === office),
        dayEnd,
        now,
        county,
      ),
    )
    if (lines.length === 0) return []
    const head = county.wording('ledger-head', { group: directory.area(group.area)?.name ?? '', day })
    return chunks(lines, LINES).map((part, i) => {
      const text = [head, ...part].join('\n')
      return groupPost('ledger', { account, group: group.id }, text, now, `ledger:${group.id}:${day}:${i}`)
    })
  })
}

function officeLines(
  office: string | null,
  entries: LedgerEntry[],
  dayEnd: number,
  now: number,
  county: County,
): string[] {
  const has = (e: LedgerEntry, type: CaseEvent['type']) => e.today.some((v) => v.type === type)
  const happened = (type: CaseEvent['type']) => entries.filter((e) => has(e, type)).length
  const open = entries.map((e) => e.case).filter((c) => c.status !== 'closed' && c.status !== 'resolved')
  const unsolvable = entries.filter((e) => e.case.outcome === 'unsolvable' && has(e, 'resolved')).length
  const counts = {
    new: happened('opened'),
    due: open.filter((c) => c.dueAt > now && c.dueAt <= dayEnd).length,
    overdue: open.filter((c) => c.overdue).length,
    returned: happened('returned'),
    reopened: happened('reopened'),
    resolved: happened('resolved') - unsolvable,
    unsolvable,
    closed: happened('closed'),
  }
  // What only waits for its reporter's word is no news.
  if (open.length === 0 && Object.values(counts).every((n) => n === 0)) return []
  const words = Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, String(n)]))
  return [
    county.wording('ledger-office', { ...words, office: officeName(office, county) }),
    ...open.map((c) => caseLine(c, now, county)),
  ]
}

function caseLine(c: Case, now: number, county: County): string {
  const days = Math.floor((now - c.openedAt) / DAY)
  return county.wording('ledger-case', {
    code: c.code,
    category: categoryName(c, county),
    place: placeName(c.area, county),
    age: days === 0 ? '今日' : `${days}天`,
    state: statusName(c, county) + (c.overdue ? '·超期' : '') + (c.supervised ? '·督办' : ''),
  })
}

const chunks = <T>(list: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
