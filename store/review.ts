import { countyAt, type County } from '../cases/county.ts'
import { Docket } from '../cases/docket.ts'
import { nextDue } from '../cases/due.ts'
import type { Case, Heard, Kind, Urgency } from '../cases/model.ts'
import { EARLIER_MEDIA, joinCase, MEDIA_WINDOW } from '../cases/needs.ts'
import { openCase, recategorised } from '../cases/opening.ts'
import { record, type Audited, type Who } from './audit.ts'
import { loadCases, saveCases } from './cases.ts'
import type { Pool, Queryable } from './db.ts'
import { adoptPictures, lastGroups } from './messages.ts'
import { insertReplies } from './outbox.ts'
import { wantPictures } from './pictures.ts'
import { untilSaved } from './retry.ts'

/** Why a flagged message is dismissed. */
export const REASONS = ['not-need', 'solved', 'duplicate', 'joke', 'advert', 'other'] as const
export type Reason = (typeof REASONS)[number]

/**
 * What a person decides about a flagged message. `into` is the code of the case it is merged into; `area` is where it is, if
 * not where the words say; `confidential` opens it as a case that is about `about` (staff ids) besides those whom its
 * words name. `reason` and the words of `remark` say why it is dismissed.
 */
export interface ReviewDecision {
  verdict: 'open' | 'dismiss' | 'merge'
  category?: string
  area?: string
  into?: string
  confidential?: boolean
  about?: string[]
  reason?: Reason
  remark?: string
}

/** A text as it is filed. */
export interface TextRow {
  account: string
  id: string
  at: Date
  group_id: string | null
  member: string | null
  member_name: string | null
  text: string
}
/** A text that is flagged, with what the rules say of it. */
export interface FlagRow extends TextRow {
  category: string
  kind: Kind
  urgency: Urgency
  confidential: boolean
}
type Row = FlagRow & { office: string | null; about: string[] }

/**
 * Carries out a reviewer's decision, with the case and the flag in one transaction.
 * @param by staff id, or the login of a user who is no staff
 * @param recorded as whom the audit knows him; null: it is not told
 * @returns `gone` when the flag is not (or no longer) pending, or the case to merge into cannot take it
 */
export async function reviewFlag(
  pool: Pool,
  county: County,
  flag: { account: string; message: string },
  decision: ReviewDecision,
  by: string,
  now: number,
  recorded: Who | null = null,
): Promise<'done' | 'gone'> {
  return untilSaved(pool, (tx, attempt) => review(tx, county, flag, decision, by, now, attempt, recorded))
}

/** `reviewFlag` within a transaction. */
export async function review(
  tx: Queryable,
  everywhere: County,
  flag: { account: string; message: string },
  decision: ReviewDecision,
  by: string,
  now: number,
  attempt: number,
  recorded: Who | null,
): Promise<'done' | 'gone'> {
  const { rows } = await tx.query<Row>(
    `select m.account, m.id, m.at, m.group_id, m.member, m.member_name, m.text, f.category, f.kind, f.urgency, f.confidential,
       f.office, f.about
     from flags f join messages m on m.account = f.account and m.id = f.message
     where f.account = $1 and f.message = $2 and f.status = 'pending' for update of f`,
    [flag.account, flag.message],
  )
  const row = rows[0]
  if (!row) return 'gone'
  const county = countyOf(row, everywhere)
  if (decision.verdict === 'dismiss') {
    await settleFlag(tx, flag, 'dismissed', 'ignored', null, by, now, decision)
    if (recorded) await record(tx, dismissal(row, decision, recorded, now))
    return 'done'
  }
  const heard = toHeard(row)
  const docket = new Docket(decision.into ? await loadCases(tx, { codes: [decision.into] }) : [])
  let caseId: string
  if (decision.verdict === 'merge') {
    const into = docket.byCode(decision.into ?? '')
    // The words of a complaint must not reach those who handle an ordinary case.
    if (!into || into.status === 'closed' || (row.confidential && !into.confidential)) return 'gone'
    caseId = into.id
    joinCase(into, heard, { docket, county })
  } else {
    const { about = [], area } = decision
    const found = recategorised(findingOf(row, decision), decision.category, county)
    const lastGroup = (await lastGroups(tx, [heard])).get(heard.from ?? '') ?? null
    const change = openCase({ heard, found, county, now, by, attempt, lastGroup, about, area })
    caseId = change.case.id
    docket.apply(change)
    if (found.confidential) await hideFlag(tx, flag, change.case)
    if (decision.confidential && recorded)
      await record(tx, { ...recorded, at: now, action: 'confidential', code: change.case.code })
  }
  const changes = docket.changes()
  await saveCases(tx, changes, (c) => nextDue(c, county)?.at ?? null)
  await settleFlag(tx, flag, decision.verdict === 'open' ? 'opened' : 'merged', 'case', caseId, by, now)
  if (recorded) {
    const code = docket.byId(caseId)?.code ?? null
    await record(tx, { ...recorded, at: now, action: 'review', code, detail: decision.verdict })
  }
  // While it waited for a person, pictures that were sent after the words found no case.
  const around = { since: heard.at - EARLIER_MEDIA, until: heard.at + MEDIA_WINDOW }
  await adoptPictures(tx, [{ heard, caseId, ...around }])
  await wantPictures(tx, [heard], now)
  await insertReplies(
    tx,
    changes.flatMap((change) => change.replies),
    now,
  )
  return 'done'
}

/** What is confidential and becomes no case is told in the audit to those alone who could see it. */
const dismissal = (row: Row, { reason }: ReviewDecision, by: Who, at: number): Audited => ({
  ...by,
  at,
  action: 'review',
  detail: ['dismiss', reason].filter(Boolean).join(' '),
  ...(row.confidential && { secret: { office: row.office, about: row.about } }),
})

/** The county with the rules that count where something was said. */
export const countyOf = ({ group_id }: Pick<FlagRow, 'group_id'>, county: County): County =>
  countyAt(county, county.directory.group(group_id ?? '')?.area ?? null)

/** A flagged text as what is to be opened. */
export const findingOf = (row: FlagRow, { confidential = false }: Pick<ReviewDecision, 'confidential'>) => ({
  category: row.category,
  kind: row.kind,
  urgency: row.urgency,
  confidential: row.confidential || confidential,
})

/** From now on the flag is there for those alone who may know of its case. */
async function hideFlag(tx: Queryable, flag: { account: string; message: string }, c: Case): Promise<void> {
  await tx.query(
    `update flags set confidential = true, about = $3, office = $4 where account = $1 and message = $2`,
    [flag.account, flag.message, c.about, c.office],
  )
}

/** The text as it was heard; what it quoted and mentioned is not filed. */
export const toHeard = (row: TextRow): Heard => ({
  account: row.account,
  id: row.id,
  at: row.at.getTime(),
  group: row.group_id,
  from: row.member,
  fromName: row.member_name,
  type: 'text',
  text: row.text,
  mentions: [],
  mentionsBot: false,
  quote: null,
})

async function settleFlag(
  tx: Queryable,
  flag: { account: string; message: string },
  status: 'opened' | 'dismissed' | 'merged',
  state: 'ignored' | 'case',
  caseId: string | null,
  by: string,
  now: number,
  { reason = null, remark = null }: { reason?: string | null; remark?: string | null } = {},
): Promise<void> {
  // A decision that was kept until now was made when it was kept.
  await tx.query(
    `update flags set status = $3, decided_by = $4, decided_at = case when decision is null then $5 else decided_at end,
       reason = $6, remark = $7, decision = null, apply_at = null, leased_by = null, leased_until = null
     where account = $1 and message = $2`,
    [flag.account, flag.message, status, by, new Date(now).toISOString(), reason, remark],
  )
  await tx.query(`update messages set state = $3, case_id = $4 where account = $1 and id = $2`, [
    flag.account,
    flag.message,
    state,
    caseId,
  ])
}
