import type { County } from './county.ts'
import { acceptBy, answerBy } from './deadlines.ts'
import { changeOf } from './handling.ts'
import type { Case, Change, Step } from './model.ts'
import { officeName } from './phrases.ts'
import { dispatchNotice, tellOffice } from './replies.ts'
import { oneLevelUpFor } from './routing.ts'
import { handOver, move } from './transitions.ts'

const DAY = 24 * 3_600_000

/** The next thing that time alone does to a case. */
export type Due = { at: number; step: Step | 'expire' }

/**
 * What falls due next, null when nothing will. An overdue case has gone up once for being late and stays with the
 * daily ledger: the time for 接单 drives nobody further.
 */
export function nextDue(c: Case, county: County): Due | null {
  const { directory } = county
  if (c.status === 'resolved') return { at: answerBy(c.resolvedAt!, directory.settings), step: 'expire' }
  if (c.status === 'open') return c.overdue ? null : { at: c.dueAt, step: 'overdue' }
  if (c.status !== 'assigned' && c.status !== 'accepted') return null
  const accept = acceptBy(c.assignedAt, c, directory)
  const dues: Due[] = [
    { at: c.openedAt + (c.dueAt - c.openedAt) / 2, step: 'half' },
    { at: c.dueAt - DAY, step: 'last-day' },
    { at: c.dueAt, step: 'overdue' },
  ]
  if (c.status === 'assigned' && !c.overdue) {
    dues.push({ at: accept, step: 'accept' })
    dues.push({ at: acceptBy(accept, c, directory), step: 'accept-up' })
  }
  // What was past before the office got the case is no news to it.
  const isPast = (d: Due) => (d.step === 'half' || d.step === 'last-day') && d.at <= c.assignedAt
  const open = dues
    .filter((d) => !isPast(d))
    .filter((d) => !c.taken.includes(d.step as Step) && d.at > c.openedAt && !c.overdue)
  return open.reduce<Due | null>((first, d) => (first === null || d.at < first.at ? d : first), null)
}

/** Does what has fallen due, at `now`. */
export function takeStep(c: Case, step: Due['step'], now: number, county: County): Change {
  if (step === 'expire') {
    const moved = move(
      c,
      'expire',
      { closedAt: now },
      [{ type: 'closed', by: 'system', text: '期限内没有评价' }],
      now,
    )
    return changeOf(c, moved, [])
  }
  const taken = [...c.taken, step]
  if (step === 'accept') return remind({ ...c, taken }, c, 'remind-accept', now, county)
  if (step === 'half' || step === 'last-day') return remind({ ...c, taken }, c, 'remind-due', now, county)
  return escalate({ ...c, taken, overdue: c.overdue || step === 'overdue' }, c, now, county)
}

function remind(
  next: Case,
  before: Case,
  name: 'remind-accept' | 'remind-due',
  now: number,
  county: County,
): Change {
  const moved = move(next, 'remind', {}, [{ type: 'reminded', by: 'system' }], now)
  return changeOf(before, moved, tellOffice(moved.case, name, county, now))
}

/** One level up; at the top it stays and is supervised. The deadline never moves. */
function escalate(next: Case, before: Case, now: number, county: County): Change {
  const up = oneLevelUpFor(before, county)
  if (!up) {
    const events = before.supervised ? [] : [{ type: 'supervised' as const, by: 'system' }]
    const moved = move(
      next,
      'remind',
      { supervised: true },
      [{ type: 'reminded', by: 'system' }, ...events],
      now,
    )
    return changeOf(before, moved, tellOffice(moved.case, 'remind-overdue', county, now))
  }
  const moved = move(next, 'escalate', handOver(next, up.id, now), [{ type: 'escalated', by: 'system' }], now)
  const from = officeName(before.office, county)
  const replies = before.confidential
    ? dispatchNotice(moved.case, county, now, null)
    : tellOffice(moved.case, 'remind-escalated', county, now, { from })
  return changeOf(before, moved, replies)
}
