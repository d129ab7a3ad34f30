/** Taking a wrong join apart. */
import type { County } from './county.ts'
import { changeOf } from './handling.ts'
import type { Case, Change, Heard } from './model.ts'
import { openCase, type Finding } from './opening.ts'
import { canMove, move } from './transitions.ts'

export interface Splitting {
  /** the message that is about something else */
  heard: Heard
  found: Finding
  /** whether its sender has said nothing else about the case that it leaves */
  leaves: boolean
  by: string
  attempt: number
  now: number
  /** where the sender of a private message wrote last */
  lastGroup?: string | null
}

/** A case of its own for a message, and the case that it leaves; the new clock starts when the message was said. */
export function split(c: Case, county: County, splitting: Splitting): { old: Change; fresh: Change } {
  const { heard, found, leaves, by, attempt, now, lastGroup = null } = splitting
  if (!canMove(c, 'split')) throw new Error(`case ${c.id} cannot be split while ${c.status}`)
  const fresh = openCase({ heard, found, county, now, by, attempt, lastGroup })
  const gone = leaves && heard.from !== null ? [heard.from] : []
  const moved = move(
    c,
    'split',
    { reporters: c.reporters.filter((r) => !gone.includes(r.member)) },
    [{ type: 'split', by, text: fresh.case.code }],
    now,
  )
  return { old: { ...changeOf(c, moved, []), leaves: gone }, fresh }
}
