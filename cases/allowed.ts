/** What a member of staff may do with a case in the console. */
import { mayHandle, maySupervise, staffMaySee } from './access.ts'
import type { HandlerVerb } from './commands.ts'
import type { County } from './county.ts'
import type { Case } from './model.ts'
import { isAskedDone } from './rating.ts'
import { awaitsSecond } from './replies.ts'
import { otherOfficeFor } from './routing.ts'
import { canMove } from './transitions.ts'
import type { Staff } from './world.ts'

/** What the console lets staff do: the words of the chat, 回访, and what only a page can ask for. */
export type Verb = HandlerVerb | 'satisfied' | 'dissatisfied'
export type Act = Verb | 'split' | 'confidential' | 'reveal'

/**
 * The acts that `handle`, `rate`, `split` and `markConfidential` do not refuse to this person while the case is as it
 * is, if what they ask for is given; nothing where he may not know of the case.
 */
export function allowed(c: Case, staff: Staff, county: County, now: number): Act[] {
  if (!staffMaySee(c, staff, county)) return []
  const handles = mayHandle(c, staff)
  const above = maySupervise(c, staff, county)
  const acts: Record<Act, boolean> = {
    accept: handles && canMove(c, 'accept'),
    resolve: handles && canMove(c, 'resolve'),
    decline: handles && canMove(c, 'resolve'),
    return: handles && canMove(c, 'return') && !c.returned && otherOfficeFor(c, county) !== null,
    transfer: (handles || above) && canMove(c, 'transfer'),
    extend: handles && canMove(c, 'extend') && now < c.dueAt,
    supervise: above && canMove(c, 'supervise'),
    verify: (handles || above) && verifiable(c, staff),
    satisfied: above && ratable(c, staff) && (canMove(c, 'satisfy') || isAskedDone(c)),
    dissatisfied: above && ratable(c, staff) && canMove(c, 'reopen'),
    split: above && canMove(c, 'split'),
    confidential: above && !c.confidential && canMove(c, 'mark'),
    reveal: handles,
  }
  return (Object.keys(acts) as Act[]).filter((act) => acts[act])
}

const verifiable = (c: Case, staff: Staff) =>
  canMove(c, 'verify') && awaitsSecond(c) && !c.verifiedBy.includes(staff.id)

/** Nobody rates what his own office has done. */
const ratable = (c: Case, staff: Staff) => staff.office !== c.office
