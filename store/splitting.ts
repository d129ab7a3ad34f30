import { maySupervise } from '../cases/access.ts'
import { caseIdFor } from '../cases/codes.ts'
import { parseCommand } from '../cases/commands.ts'
import { countyAt, type County } from '../cases/county.ts'
import type { Case, Heard } from '../cases/model.ts'
import { EARLIER_MEDIA, MEDIA_WINDOW } from '../cases/needs.ts'
import { findingOf, recategorised, type Finding } from '../cases/opening.ts'
import { split } from '../cases/splitting.ts'
import { canMove } from '../cases/transitions.ts'
import { onCase, saveChanges, who, type Load, type Refused } from './acting.ts'
import { record, type Who } from './audit.ts'
import type { Pool, Queryable } from './db.ts'
import { lastGroups } from './messages.ts'
import { toHeard, type TextRow } from './review.ts'

/** The message that is about something else; the category where a person names it. */
export interface SplitOff {
  account: string
  message: string
  category?: string | undefined
}

/**
 * Makes a case of its own of a message, with the pictures that belong to it; an ordinary one gets none of a complaint.
 * @returns its code; `unseen` also when the message is none of the case that can be split off
 */
export function splitOff(
  pool: Pool,
  county: County,
  load: Load,
  { account, message, category }: SplitOff,
  by: Who,
  now: number,
): Promise<{ code: string } | Refused> {
  return onCase(pool, county, load, by, async ({ tx, attempt, c, staff }) => {
    if (!maySupervise(c, staff, county) || !canMove(c, 'split')) return 'forbidden'
    const heard = await loadText(tx, c, account, message)
    if (!heard) return 'unseen'
    const local = countyAt(county, c.area)
    const found = finding(heard.text, category, c, local)
    const leaves = await hasSaidNothingElse(tx, c, heard)
    const lastGroup = (await lastGroups(tx, [heard])).get(heard.from ?? '') ?? null
    const splitting = { heard, found, leaves, by: staff.id, attempt, now, lastGroup }
    const { old, fresh } = split(c, local, splitting)
    await saveChanges(tx, county, [old, fresh], now)
    await moveMessages(tx, c, heard, fresh.case)
    await record(tx, { ...who(by), at: now, action: 'split', code: c.code, detail: fresh.case.code })
    return { code: fresh.case.code }
  })
}

/** Something that was said about the case, other than commands and what opened it. */
async function loadText(tx: Queryable, c: Case, account: string, message: string): Promise<Heard | null> {
  if (caseIdFor(account, message) === c.id) return null
  const { rows } = await tx.query<TextRow>(
    `select account, id, at, group_id, member, member_name, text from messages
     where account = $1 and id = $2 and case_id = $3 and type = 'text' and state = 'case' for update`,
    [account, message, c.id],
  )
  const heard = rows[0] ? toHeard(rows[0]) : null
  return heard && parseCommand(heard.text, false) === null ? heard : null
}

/** What is said about a confidential case stays confidential, unless a person says that it is about something else. */
function finding(text: string, category: string | undefined, c: Case, county: County): Finding {
  const judged = findingOf(county.rules.judgeForced(text))
  const confidential = judged.confidential || (c.confidential && category === undefined)
  return recategorised({ ...judged, confidential }, category, county)
}

async function hasSaidNothingElse(tx: Queryable, c: Case, heard: Heard): Promise<boolean> {
  if (heard.from === null) return false
  const { rows } = await tx.query(
    `select 1 from messages where case_id = $1 and member = $2 and type = 'text' and (account, id) <> ($3, $4) limit 1`,
    [c.id, heard.from, heard.account, heard.id],
  )
  return rows.length === 0
}

/** What was sent with a complaint may show what it is about: no picture leaves it for a case that others handle. */
async function moveMessages(tx: Queryable, from: Case, heard: Heard, to: Case): Promise<void> {
  await tx.query(
    `update messages set case_id = $4 where case_id = $1 and ((account, id) = ($2, $3) or $9
       and member = $5 and group_id is not distinct from $6 and type in ('image', 'voice', 'file') and at between $7 and $8)`,
    [
      from.id,
      heard.account,
      heard.id,
      to.id,
      heard.from,
      heard.group,
      new Date(heard.at - EARLIER_MEDIA),
      new Date(heard.at + MEDIA_WINDOW),
      to.confidential || !from.confidential,
    ],
  )
}
