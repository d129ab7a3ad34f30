/** What the audit keeps of changes of the county, as words; store/console/audit-words.ts puts names in place of the ids. */
import type { Change, FieldChange, Kind } from '../cases/world-diff.ts'

/** How many changed days are told. */
const SHOWN = 10

/** The rows of an import: how many things of each kind it has changed, then each change of who is an admin. */
export function importDetails(changes: readonly Change[]): string[] {
  const kinds = [...new Set(changes.map(({ kind }) => kind))]
  const counts = kinds.map((kind) => `${kind} ${changes.filter((c) => c.kind === kind).length}`)
  return [['import', ...counts].join(' '), ...changes.flatMap((change) => adminDetail(change) ?? [])]
}

/** The row of an edit of one thing. */
export function editDetail({ kind, id }: { kind: Kind; id: string }, changes: readonly Change[]): string {
  const change = changes.find((c) => c.kind === kind && c.id === id)
  if (kind === 'settings') return ['settings', ...settingsChanged(change?.fields ?? [])].join(' ')
  return (change && adminDetail(change)) ?? [kind, id.replace('\n', ' ').trim()].join(' ')
}

/** Null where nobody comes to be an admin or ceases to be one. */
function adminDetail({ kind, id, fields }: Change): string | null {
  const role = kind === 'staff' ? fields.find(({ field }) => field === 'role') : undefined
  if (role?.before !== 'admin' && role?.after !== 'admin') return null
  return `staff ${id} ${role.before ?? 'new'} → ${role.after}`
}

function settingsChanged(fields: readonly FieldChange[]): string[] {
  const named = fields.filter(({ field }) => !field.startsWith('calendar.')).map(({ field }) => field)
  const days = fields.filter(({ field }) => field.startsWith('calendar.')).flatMap(daysChanged)
  return days.length ? [...named, 'calendar', told([...new Set(days)].sort())] : named
}

const told = (days: string[]) =>
  days.slice(0, SHOWN).join('、') + (days.length > SHOWN ? `…(${days.length})` : '')

function daysChanged({ before, after }: FieldChange): string[] {
  const [old, now] = [before, after].map((days) => days?.split('、') ?? [])
  return [...old!.filter((day) => !now!.includes(day)), ...now!.filter((day) => !old!.includes(day))]
}
