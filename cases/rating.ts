/** What reporters say of the end of a case, and reviewers who ask them for it. */
import { isReporter, maySupervise } from './access.ts'
import { changeOf, mayKnow, type Handled, type Say } from './handling.ts'
import type { Case, Change, Outcome, Reply } from './model.ts'
import { caseWords } from './phrases.ts'
import { answer, dispatchNotice, tellOffice, tellReporters } from './replies.ts'
import { oneLevelUpFor } from './routing.ts'
import { canMove, handOver, move } from './transitions.ts'

/**
 * 满意 and 不满意 of a reporter, or as a reviewer heard it from one (回访). Before 办结 a reporter's 满意 counts where he
 * was asked whether it is done already.
 */
export function rate(satisfied: boolean, c: Case | null, reason: string, say: Say): Handled {
  const { heard, staff, county } = say
  if (!c || !mayKnow(c, say)) return { refusal: 'unknown-code' }
  const asks = heard === null && staff !== null && maySupervise(c, staff, county)
  if (!asks && !isReporter(c, heard?.from ?? '')) return { refusal: 'not-reporter' }
  const confirms = satisfied && isAskedDone(c)
  if ((confirms || c.status === 'resolved') && staff?.office === c.office) return { refusal: 'own-work' }
  if (confirms) return { change: confirmDone(c, reason, say) }
  if (!canMove(c, satisfied ? 'satisfy' : 'reopen')) return { refusal: 'wrong-state' }
  if (satisfied) return { change: satisfy(c, reason, say) }
  return reason ? { change: reopen(c, reason, say) } : { refusal: 'need-reason', words: { word: '不满意' } }
}

/** Whether reporters were asked if it is done, while no office has ended it. */
export const isAskedDone = (c: Case) => c.asked.done !== undefined && canMove(c, 'confirm')

const raterOf = ({ heard, staff }: Say) => staff?.id ?? heard?.from ?? 'system'

function satisfy(c: Case, text: string, say: Say): Change {
  const { county, now } = say
  const events = [
    { type: 'satisfied' as const, by: raterOf(say), text: text || null },
    { type: 'closed' as const, by: 'system' },
  ]
  const moved = move(c, 'satisfy', { closedAt: now }, events, now)
  return changeOf(c, moved, thank(say, county.wording('satisfied', caseWords(moved.case, county)), c))
}

/** One level up, on the first deadline; a kept answer that will not do goes to the office whose question it is. */
function reopen(c: Case, reason: string, say: Say): Change {
  const { heard, county, now } = say
  const handled = c.outcome !== 'answered'
  const up = handled ? oneLevelUpFor(c, county) : null
  const stuck = handled && !up
  const change: Partial<Case> = {
    ...handOver(c, up?.id ?? c.office!, now),
    resolvedAt: null,
    result: null,
    outcome: null,
    verifiedBy: [],
    asked: c.asked.place === undefined ? {} : { place: c.asked.place },
    supervised: c.supervised || stuck,
  }
  if (now >= c.dueAt && !c.taken.includes('overdue'))
    Object.assign(change, { overdue: true, taken: [...change.taken!, 'overdue'] })
  const events = [
    { type: 'dissatisfied' as const, by: raterOf(say), text: reason },
    { type: 'reopened' as const, by: 'system' },
    ...(stuck && !c.supervised ? [{ type: 'supervised' as const, by: 'system' }] : []),
  ]
  const moved = move(c, 'reopen', change, events, now)
  const name = stuck ? 'dissatisfied-top' : 'dissatisfied'
  const replies = [
    ...thank(say, county.wording(name, caseWords(moved.case, county)), c),
    ...dispatchNotice(moved.case, county, now, heard?.group ?? null),
  ]
  return changeOf(c, moved, replies)
}

/** The reporter's word that it is done, asked once more and given, ends a case that no office has ended. */
function confirmDone(c: Case, text: string, say: Say): Change {
  const { county, now } = say
  const result = text || '反映人说已经办好'
  const outcome: Outcome = c.asked.helped === undefined ? 'confirmed' : 'helped'
  const by = raterOf(say)
  const events = [
    { type: 'resolved' as const, by, text: result },
    { type: 'satisfied' as const, by },
    { type: 'closed' as const, by: 'system' },
  ]
  const moved = move(c, 'confirm', { resolvedAt: now, closedAt: now, result, outcome }, events, now)
  const others = county.wording('confirmed-others', caseWords(moved.case, county))
  return changeOf(c, moved, [
    ...thank(say, county.wording('confirmed', caseWords(moved.case, county)), c),
    ...tellReporters(moved.case, 'closure', others, now, county, [say.heard?.from ?? '']),
    ...tellOffice(moved.case, 'confirmed-office', county, now),
  ])
}

const thank = ({ heard, now }: Say, text: string, c: Case): Reply[] =>
  heard ? [answer(heard, 'answer', text, now, c)] : []
