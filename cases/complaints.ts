/** Complaints that wait for a person: what their senders add may be more of them, and belongs to nobody else until then. */
import type { Decision } from './decision.ts'
import type { Heard } from './model.ts'

/** Something confidential that waits for a person, by who said it where and when. */
export type Complaint = Pick<Heard, 'account' | 'id' | 'group' | 'from' | 'at'>

/** Those that wait once it is decided about a message. */
export function waitingAfter(complaints: Complaint[], heard: Heard, made: Decision): Complaint[] {
  if (made.flag?.verdict.confidential) return [...complaints, heard]
  if (made.withdraws === null) return complaints
  return complaints.filter(
    (c) => c.account !== heard.account || c.id !== made.withdraws || c.group !== heard.group,
  )
}

/**
 * Whether its sender has complained there since he last spoke of something else, at `since` (epoch ms): those whom the complaint
 * is about may have that case.
 */
export const mayBeMore = (complaints: Complaint[], { group, from, at }: Heard, since: number): boolean =>
  complaints.some((c) => c.from === from && c.group === group && c.at >= since && c.at <= at)
