import { randomUUID } from 'node:crypto'
import { countyAt, type County } from '../cases/county.ts'
import { maskNumbers } from '../cases/mask.ts'
import type { Case, Channel, Heard, Outcome, Status } from '../cases/model.ts'
import { findingOf, openCase, recategorised } from '../cases/opening.ts'
import { isUnpublished } from '../cases/replies.ts'
import { saveChanges, who } from './acting.ts'
import { record, type Who } from './audit.ts'
import { loadCases } from './cases.ts'
import type { Pool, Queryable } from './db.ts'
import { fileMessages } from './messages.ts'
import { untilSaved } from './retry.ts'

/** A need that somebody has told otherwise than to the bot. */
export interface Entry {
  channel: Channel
  /** verbatim */
  text: string
  /** area code; null where it is not known */
  area: string | null
  category?: string | undefined
  contact?: { name?: string; phone?: string } | undefined
  /** epoch ms at which it was said: the clock starts there */
  at: number
}

/** The account of what is filed by hand; it speaks for cases while there is none on WeChat. */
const FORM = 'form'
/** The account of what a system files. */
const accountOf = (key: string) => `key:${key}`

/** Files what a member of staff was told; it always becomes a case, whose code is returned. */
export function fileByHand(
  pool: Pool,
  county: County,
  entry: Entry,
  by: Who & { staff: string },
  now: number,
): Promise<string> {
  const source = { account: FORM, id: randomUUID() }
  return untilSaved(pool, async (tx, attempt) => {
    const c = await open(tx, county, source, entry, by.staff, attempt, now)
    await record(tx, { ...who(by), at: now, action: 'intake', code: c.code, detail: entry.channel })
    return c.code
  })
}

/** Files what another system sends; the same `id` again is the same case, also when both come at once. */
export function fileBySystem(
  pool: Pool,
  county: County,
  key: string,
  id: string,
  entry: Entry,
  now: number,
): Promise<{ code: string; created: boolean }> {
  const account = accountOf(key)
  return untilSaved(pool, async (tx, attempt) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${account}\n${id}`])
    const { rows } = await tx.query<{ code: string }>(
      'select c.code from messages m join cases c on c.id = m.case_id where m.account = $1 and m.id = $2',
      [account, id],
    )
    if (rows[0]) return { code: rows[0].code, created: false }
    const { code } = await open(tx, county, { account, id }, entry, account, attempt, now)
    await record(tx, { login: account, staff: null, at: now, action: 'intake', code, detail: entry.channel })
    return { code, created: true }
  })
}

async function open(
  tx: Queryable,
  county: County,
  source: { account: string; id: string },
  { channel, text, area, category, contact, at }: Entry,
  by: string,
  attempt: number,
  now: number,
): Promise<Case> {
  const heard = asHeard(source, text, at)
  const local = countyAt(county, area)
  const found = recategorised(findingOf(local.rules.judgeForced(text)), category, local)
  const intake = { channel, area, account: (await lastAlive(tx)) ?? FORM }
  const change = openCase({ heard, found, county: local, now, by, attempt, intake })
  await saveChanges(tx, county, [change], now)
  await fileMessages(tx, [{ heard, state: 'case', caseId: change.case.id, flag: null }], now)
  await saveContact(tx, change.case.id, contact)
  return change.case
}

const asHeard = (source: { account: string; id: string }, text: string, at: number): Heard => ({
  ...source,
  at,
  group: null,
  from: null,
  fromName: null,
  type: 'text',
  text,
  mentions: [],
  mentionsBot: false,
  quote: null,
})

/** The WeChat account that was connected last; null where there has never been one. */
async function lastAlive(tx: Queryable): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    'select id from accounts where last_event_at is not null order by last_event_at desc, id limit 1',
  )
  return rows[0]?.id ?? null
}

async function saveContact(tx: Queryable, caseId: string, contact: Entry['contact']): Promise<void> {
  const name = contact?.name?.trim() || null
  const phone = contact?.phone?.trim() || null
  if (name === null && phone === null) return
  await tx.query('insert into case_contacts (case_id, name, phone) values ($1, $2, $3)', [
    caseId,
    name,
    phone,
  ])
}

/** What a system may know of a case that it has filed. Times are epoch ms. */
export type Filed =
  | { code: string; status: 'received' }
  | {
      code: string
      status: Status
      /** its name */
      office: string | null
      openedAt: number
      dueAt: number
      closedAt: number | null
      outcome: Outcome | null
      /** masked */
      result: string | null
    }

/** How it stands with what a system has filed; of a confidential case no more than that it is there. Null: there is none. */
export async function stateOfFiled(
  db: Queryable,
  county: County,
  key: string,
  id: string,
): Promise<Filed | null> {
  const { rows } = await db.query<{ case_id: string }>(
    'select case_id from messages where account = $1 and id = $2 and case_id is not null',
    [accountOf(key), id],
  )
  const [c] = rows[0] ? await loadCases(db, { ids: [rows[0].case_id] }) : []
  if (!c) return null
  const { code, status, openedAt, dueAt, closedAt, outcome } = c
  if (c.confidential) return { code, status: 'received' }
  const office = c.office === null ? null : (county.directory.office(c.office)?.name ?? null)
  const result = c.result === null || isUnpublished(c) ? null : maskNumbers(c.result)
  return { code, status, office, openedAt, dueAt, closedAt, outcome, result }
}
