import type { Case, CaseEvent, EventType, Status, Step } from './model.ts'

/** What can happen to a case, and in which states. The one table: a state that it lacks cannot be reached. */
export const TABLE = {
  accept: { from: ['assigned'], to: 'accepted' },
  resolve: { from: ['assigned', 'accepted'], to: 'resolved' },
  return: { from: ['assigned', 'accepted'], to: 'assigned' },
  transfer: { from: ['open', 'assigned', 'accepted'], to: 'assigned' },
  extend: { from: ['assigned', 'accepted'], to: 'same' },
  supervise: { from: ['open', 'assigned', 'accepted'], to: 'same' },
  locate: { from: ['open', 'assigned', 'accepted'], to: 'same' },
  redirect: { from: ['open', 'assigned'], to: 'assigned' },
  mark: { from: ['open', 'assigned', 'accepted'], to: 'assigned' },
  split: { from: ['open', 'assigned', 'accepted', 'resolved', 'closed'], to: 'same' },
  ask: { from: ['open', 'assigned', 'accepted', 'resolved'], to: 'same' },
  confirm: { from: ['open', 'assigned', 'accepted'], to: 'closed' },
  verify: { from: ['resolved', 'closed'], to: 'same' },
  join: { from: ['open', 'assigned', 'accepted', 'resolved'], to: 'same' },
  satisfy: { from: ['resolved'], to: 'closed' },
  reopen: { from: ['resolved'], to: 'assigned' },
  expire: { from: ['resolved'], to: 'closed' },
  remind: { from: ['open', 'assigned', 'accepted'], to: 'same' },
  escalate: { from: ['assigned', 'accepted'], to: 'assigned' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status | 'same' }>
export type Move = keyof typeof TABLE

export const canMove = (c: Case, move: Move) => (TABLE[move].from as readonly Status[]).includes(c.status)

/** The case after a move, with the events that record it, all at the same moment. */
export interface Moved {
  case: Case
  events: CaseEvent[]
}

/**
 * Makes a move that `canMove` allows.
 * @throws Error when the table forbids it: the caller has not asked first
 */
export function move(
  c: Case,
  what: Move,
  change: Partial<Case>,
  events: { type: EventType; by: string; text?: string | null }[],
  now: number,
): Moved {
  if (!canMove(c, what)) throw new Error(`case ${c.id}: ${what} is not possible while ${c.status}`)
  const to = TABLE[what].to
  const next = { ...c, ...change, status: to === 'same' ? c.status : to, version: c.version + 1 }
  // What was said before the case was opened and comes later is no older than the case.
  const at = Math.max(now, c.openedAt)
  return {
    case: next,
    events: events.map(({ type, by, text = null }) => ({ at, type, by, office: next.office, text })),
  }
}

/** What a new office starts with: the time for 接单 runs anew, the deadline does not. */
export function handOver(c: Case, office: string, now: number): Partial<Case> {
  const started: Step[] = ['accept', 'accept-up']
  return {
    office,
    assignedAt: now,
    acceptedAt: null,
    taken: c.taken.filter((step) => !started.includes(step)),
  }
}
