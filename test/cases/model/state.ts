/** All that an installation keeps, as plain data that is never changed in place. */
import type { Flagged } from '../../../cases/decision.ts'
import type { Case, CaseEvent, Heard, Reply } from '../../../cases/model.ts'
import type { Act } from './steps.ts'

/** A message with what became of it; a flag that waits is one of which no person has decided. */
export interface Filed {
  heard: Heard
  state: 'ignored' | 'flagged' | 'case' | 'command'
  caseId: string | null
  flag: Pick<Flagged, 'about' | 'office' | 'verdict'> | null
}
export type Posted = Reply & { id: number }

export interface State {
  now: number
  cases: ReadonlyMap<string, Case>
  events: ReadonlyMap<string, readonly CaseEvent[]>
  /** in the order in which they were written */
  outbox: readonly Posted[]
  /** by `keyOf` */
  filed: ReadonlyMap<string, Filed>
  /** members who want their messages left alone */
  left: ReadonlySet<string>
}

export const keyOf = (h: Pick<Heard, 'account' | 'id'>) => `${h.account}\n${h.id}`

/** A step with all its names resolved. */
export type Deed =
  | { do: 'hear'; batch: Heard[] }
  | { do: 'wait'; until: number; sweeps: 'in time' | 'late' | 'not yet' }
  | { do: 'act'; staff: string; caseId: string; verb: Act; text: string }
  | { do: 'split'; caseId: string; message: string; found: string; by: string }
  | { do: 'mark'; staff: string; caseId: string; about: string[] }
  | { do: 'form'; heard: Heard; area: string | null }
  | {
      do: 'review'
      message: string
      verdict: 'open' | 'dismiss' | 'merge'
      category: string | null
      into: string
    }
  | { do: 'restart' }

/** What one deed did to one case. */
export interface Turn {
  before: Case | null
  after: Case
  events: readonly CaseEvent[]
}
/** What one deed did. */
export interface Moment {
  deed: Deed
  before: State
  after: State
  turns: Turn[]
  said: Posted[]
}

export function momentOf(before: State, deed: Deed, after: State): Moment {
  const turns = [...after.cases.values()].flatMap((c): Turn[] => {
    const was = before.cases.get(c.id) ?? null
    if (was?.version === c.version) return []
    const known = before.events.get(c.id)?.length ?? 0
    return [{ before: was, after: c, events: (after.events.get(c.id) ?? []).slice(known) }]
  })
  const last = before.outbox.at(-1)?.id ?? -1
  return { deed, before, after, turns, said: after.outbox.filter((r) => r.id > last) }
}
