/** Making a case confidential that was not taken for one. */
import { maySupervise } from './access.ts'
import type { County } from './county.ts'
import { changeOf, type Handled } from './handling.ts'
import type { Case } from './model.ts'
import { caseWords } from './phrases.ts'
import { secrecyAt } from './opening.ts'
import { dispatchNotice, tellReporters } from './replies.ts'
import { canMove, handOver, move } from './transitions.ts'
import type { Staff } from './world.ts'

/**
 * A reviewer marks a case as confidential: it goes to the lowest discipline office that is not connected with whom it
 * is about (those whom its words name, and `about`), and its reporters are spoken to privately from now on.
 */
export function markConfidential(
  c: Case,
  about: string[],
  staff: Staff,
  county: County,
  now: number,
): Handled {
  if (!maySupervise(c, staff, county)) return { refusal: 'not-reviewer' }
  if (c.confidential || !canMove(c, 'mark')) return { refusal: 'wrong-state' }
  const secret = secrecyAt(c.text, c.area, county, about)
  if (!secret.office) return { refusal: 'no-higher' }
  const change = {
    ...handOver(c, secret.office.id, now),
    confidential: true,
    about: secret.about,
    reporters: c.reporters.map((r) => ({ ...r, group: null })),
  }
  const events = [{ type: 'marked' as const, by: staff.id }]
  const moved = move(c, 'mark', change, events, now)
  const text = county.wording('receipt-private', caseWords(moved.case, county))
  const replies = [
    ...tellReporters(moved.case, 'receipt', text, now, county),
    ...dispatchNotice(moved.case, county, now, null),
  ]
  return { change: changeOf(c, moved, replies) }
}
