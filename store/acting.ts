import { mayHandle, maySupervise } from '../cases/access.ts'
import type { Verb } from '../cases/allowed.ts'
import type { County } from '../cases/county.ts'
import { nextDue } from '../cases/due.ts'
import { handle, refusalText, type Handled, type Say } from '../cases/handling.ts'
import { markConfidential } from '../cases/marking.ts'
import type { Case, Change } from '../cases/model.ts'
import { rate } from '../cases/rating.ts'
import type { Staff } from '../cases/world.ts'
import { record, type Audited, type Who } from './audit.ts'
import { saveCases } from './cases.ts'
import { inTransaction, type Pool, type Queryable } from './db.ts'
import { insertReplies, settle, type Settling } from './outbox.ts'
import { untilSaved } from './retry.ts'
import { hideTraces } from './hiding.ts'

/** `unseen`: for the viewer there is no such case; `forbidden`: he may see it and not do this. */
export type Refused = 'unseen' | 'forbidden' | { refused: string }
export type Acted = 'done' | Refused

/** A verb as in the chat, with the words behind the code. */
export interface Action {
  verb: Verb
  text: string
}

/** What a transaction of the console works with. */
export interface Work {
  tx: Queryable
  attempt: number
  c: Case
  staff: Staff
}

/** Gives the case of a request for the transaction; null where whoever asks may not see it or there is none. */
export type Load = (tx: Queryable) => Promise<Case | null>

/** Does work on a case in the name of a member of staff; anew when it was changed meanwhile. */
export function onCase<T>(
  pool: Pool,
  county: County,
  load: Load,
  by: Who,
  work: (work: Work) => Promise<T>,
): Promise<T | 'unseen'> {
  return untilSaved(pool, async (tx, attempt) => {
    const c = await load(tx)
    const staff = by.staff === null ? null : county.directory.staffById(by.staff)
    return c && staff ? work({ tx, attempt, c, staff }) : 'unseen'
  })
}

/** Writes changes with what is said about them. */
export async function saveChanges(
  tx: Queryable,
  county: County,
  changes: Change[],
  now: number,
): Promise<void> {
  await saveCases(tx, changes, (c) => nextDue(c, county)?.at ?? null)
  await insertReplies(
    tx,
    changes.flatMap((change) => change.replies),
    now,
  )
}

/** Of a user what the audit keeps. */
export const who = ({ login, staff }: Who): Who => ({ login, staff })

/** 接单、办结 and the other verbs, and 回访: what a reviewer has heard from a reporter. */
export function act(
  pool: Pool,
  county: County,
  load: Load,
  { verb, text }: Action,
  by: Who,
  now: number,
): Promise<Acted> {
  return onCase(pool, county, load, by, async ({ tx, c, staff }) => {
    const handled = decide(verb, c, text.trim(), { heard: null, staff, county, now })
    const done: Audited = { ...who(by), at: now, action: 'act', code: c.code, detail: verb }
    return finish(tx, county, c, handled, done)
  })
}

function decide(verb: Verb, c: Case, text: string, say: Say): Handled {
  if (verb === 'satisfied' || verb === 'dissatisfied') return rate(verb === 'satisfied', c, text, say)
  return handle(verb, c, text, say)
}

/** Makes a case confidential that is about `about` (staff ids) besides those whom its words name. */
export function mark(
  pool: Pool,
  county: County,
  load: Load,
  about: string[],
  by: Who,
  now: number,
): Promise<Acted> {
  return onCase(pool, county, load, by, async ({ tx, c, staff }) => {
    if (!maySupervise(c, staff, county)) return 'forbidden'
    const handled = markConfidential(c, about, staff, county, now)
    if ('change' in handled) await hideTraces(tx, handled.change.case, county)
    return finish(tx, county, c, handled, { ...who(by), at: now, action: 'confidential', code: c.code })
  })
}

async function finish(
  tx: Queryable,
  county: County,
  c: Case,
  handled: Handled,
  done: Audited,
): Promise<Acted> {
  if (!('change' in handled)) {
    if (handled.refusal === 'unknown-code') return 'unseen'
    return { refused: refusalText(handled, c, c.code, county) }
  }
  await saveChanges(tx, county, [handled.change], done.at)
  await record(tx, done)
  return 'done'
}

export interface Revealed {
  text: string
  messages: { account: string; id: string; text: string }[]
  contact: { name: string | null; phone: string | null } | null
}

/** What the page shows masked, for those who handle the case. */
export function reveal(
  pool: Pool,
  county: County,
  load: Load,
  by: Who,
  now: number,
): Promise<Revealed | 'unseen' | 'forbidden'> {
  return onCase(pool, county, load, by, async ({ tx, c, staff }) => {
    if (!mayHandle(c, staff)) return 'forbidden'
    await record(tx, { ...who(by), at: now, action: 'reveal', code: c.code })
    const messages = await tx.query(
      'select account, id, text from messages where case_id = $1 order by at, seq',
      [c.id],
    )
    const contacts = await tx.query('select name, phone from case_contacts where case_id = $1', [c.id])
    return { text: c.text, messages: messages.rows, contact: contacts.rows[0] ?? null }
  })
}

/** `settle` of a reply in the name of a user. */
export function settleReply(pool: Pool, id: number, how: Settling, by: Who, now: number): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    if (!(await settle(tx, id, how, now))) return false
    const { rows } = await tx.query(
      'select c.code from outbox x left join cases c on c.id = x.case_id where x.id = $1',
      [id],
    )
    await record(tx, { ...who(by), at: now, action: 'settle', code: rows[0]?.code ?? null, detail: how })
    return true
  })
}
