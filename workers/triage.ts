import { parseCommand } from '../cases/commands.ts'
import { waitingAfter } from '../cases/complaints.ts'
import { countyAt, type County } from '../cases/county.ts'
import { Docket } from '../cases/docket.ts'
import { nextDue } from '../cases/due.ts'
import { decide } from '../cases/intake.ts'
import type { Change, Heard, Reply } from '../cases/model.ts'
import { JOIN_WINDOW, MEDIA_WINDOW } from '../cases/needs.ts'
import { createNotices, type Notices } from '../cases/notices.ts'
import { shadowOf, type Shadowed } from '../cases/shadow.ts'
import { loadCases, saveCases, type CaseQuery } from '../store/cases.ts'
import { forgetLetters } from '../store/dead-letters.ts'
import type { Pool, Queryable } from '../store/db.ts'
import {
  adoptPictures,
  filedIds,
  lastGroups,
  fileMessages,
  lockConversations,
  quotedCases,
  waitingComplaints,
  withdrawMessages,
  type Adoption,
  type Filed,
  type Withdrawal,
} from '../store/messages.ts'
import { optedOut, saveChoices, type Choice } from '../store/opted-out.ts'
import { insertReplies } from '../store/outbox.ts'
import { wantPictures } from '../store/pictures.ts'
import { saveShadowed } from '../store/rules-shadow.ts'
import { untilSaved } from '../store/retry.ts'
import type { Tally } from './metrics.ts'

const key = (h: Pick<Heard, 'account' | 'id'>) => `${h.account}\n${h.id}`

/**
 * Files a batch of messages in one transaction: each message in exactly one place, each case once, however often
 * the batch comes. Tries again when a case was changed meanwhile or a code is taken.
 */
export async function triageBatch(
  pool: Pool,
  batch: Heard[],
  county: County,
  now: number,
  notices: Notices = createNotices(),
): Promise<Tally> {
  const heard = unique(batch).map((h) => readable(h, now))
  const { announced, tally } = await untilSaved(pool, (tx, attempt) =>
    triage(tx, heard, county, now, attempt, notices),
  )
  notices.written(announced)
  return tally
}

async function triage(
  tx: Queryable,
  batch: Heard[],
  county: County,
  now: number,
  attempt: number,
  notices: Notices,
): Promise<{ announced: Reply[]; tally: Tally }> {
  await lockConversations(tx, batch)
  const known = await filedIds(tx, batch)
  const fresh = batch.filter((h) => !known.has(key(h)))
  if (fresh.length === 0) return { announced: [], tally: tallyOf(batch, [], [], now) }
  const quotes = await quotedCases(tx, fresh)
  const docket = new Docket(await loadCases(tx, casesFor(fresh, quotes, county)))
  const quoted = (h: Heard) => quotes.get(key(h)) ?? ownQuote(h, filed, docket)
  const groups = await lastGroups(tx, fresh)
  const lastGroup = (h: Heard) => groups.get(h.from ?? '') ?? null
  const leftAlone = await optedOut(tx, membersOf(fresh))
  let complaints = await waitingComplaints(tx, fresh)
  const filed: Filed[] = []
  const adoptions: Adoption[] = []
  const withdrawn: Withdrawal[] = []
  const choices: Choice[] = []
  const shadows: { heard: Heard; shadowed: Shadowed }[] = []
  const replies = []
  for (const h of fresh) {
    const local = countyAt(county, areaOf(h.group ?? lastGroup(h), county))
    const isLeftAlone = (member: string) => leftAlone.has(member)
    const looked = { quoted, lastGroup, optedOut: isLeftAlone }
    const made = decide(h, { docket, county: local, complaints, ...looked, attempt })
    complaints = waitingAfter(complaints, h, made)
    if (made.leaves !== null) {
      choices.push({ member: h.from!, out: made.leaves })
      leftAlone[made.leaves ? 'add' : 'delete'](h.from!)
    }
    filed.push({
      heard: made.wordless ? { ...h, text: '' } : h,
      state: made.state,
      caseId: made.caseId,
      flag: made.flag,
    })
    const shadowed = made.wordless ? null : shadowOf(h, local)
    if (shadowed) shadows.push({ heard: h, shadowed })
    replies.push(...made.replies)
    if (made.adoptsSince !== null)
      adoptions.push({ heard: h, caseId: made.caseId!, since: made.adoptsSince, until: h.at })
    if (made.withdraws !== null) withdrawn.push({ account: h.account, group: h.group, id: made.withdraws })
  }
  const changes = docket.changes()
  await saveCases(tx, changes, (c) => nextDue(c, county)?.at ?? null)
  await fileMessages(tx, filed, now)
  await saveShadowed(tx, shadows)
  await saveChoices(tx, choices, now)
  await withdrawMessages(tx, withdrawn)
  await forgetLetters(tx, fresh)
  await adoptPictures(tx, adoptions)
  await wantPictures(
    tx,
    filed.filter(mayShowPictures).map(({ heard }) => heard),
    now,
  )
  // What is announced is of today, however late a message comes; one that comes again announces nothing.
  const today = fresh.map((h) => ({ ...h, at: now }))
  const announced = notices.due(today, county)
  await insertReplies(tx, [...changes.flatMap((change) => change.replies), ...replies, ...announced], now)
  return { announced, tally: tallyOf(batch, filed, changes, now) }
}

const areaOf = (group: string | null, { directory }: County) =>
  group === null ? null : (directory.group(group)?.area ?? null)

/** A picture itself, or words that may have some: those of a case or of what waits for a person. */
const mayShowPictures = ({ heard, flag, state }: Filed) =>
  heard.type === 'image' || flag !== null || state === 'case'

function tallyOf(batch: Heard[], filed: Filed[], changes: Change[], now: number): Tally {
  const states = { ignored: 0, flagged: 0, case: 0, command: 0, known: batch.length - filed.length }
  for (const { state } of filed) states[state] += 1
  const opened = changes.filter((change) => change.from === null).length
  return { states, opened, lags: filed.map(({ heard }) => now - heard.at) }
}

/** A quote of a message that came in the same batch. */
function ownQuote(h: Heard, filed: Filed[], docket: Docket): string | null {
  const words = h.quote?.text
  if (!words) return null
  const isMeant = ({ heard, caseId }: Filed) =>
    heard.group === h.group &&
    heard.text.startsWith(words) &&
    !(caseId !== null && docket.byId(caseId)?.confidential)
  return filed.findLast(isMeant)?.caseId ?? null
}

/** All cases that any message of the batch may be about; `quotes` as `quotedCases` gives them. */
export function casesFor(batch: Heard[], quotes: Map<string, string>, { directory }: County): CaseQuery {
  const since = Math.min(...batch.map((h) => h.at))
  const officeOf = (h: Heard) => directory.staffByMember(h.from ?? '')
  const commands = batch.flatMap((h) => (h.type === 'text' ? [parseCommand(h.text, h.mentionsBot)] : []))
  return {
    ids: [...quotes.values()],
    codes: commands.flatMap((c) => (c && 'code' in c && c.code !== null ? [c.code] : [])),
    groups: [...new Set(batch.flatMap((h) => (h.group === null ? [] : [h.group])))],
    since: since - JOIN_WINDOW,
    reporters: membersOf(batch),
    // A picture may show what its sender has just ended.
    offices: batch.flatMap((h) => (h.type === 'text' ? [] : (officeOf(h)?.office ?? []))),
    resolvedSince: since - MEDIA_WINDOW,
  }
}

const membersOf = (batch: Heard[]) => [...new Set(batch.flatMap((h) => h.from ?? []))]

/** In the order they were said; the same message twice counts once. */
const unique = (batch: Heard[]) =>
  [...new Map(batch.map((h) => [key(h), h])).values()].sort((a, b) => a.at - b.at)

/** PostgreSQL stores no NUL and no half of a surrogate pair; a clock that runs ahead moves no deadline. */
function readable(h: Heard, now: number): Heard {
  const clean = (text: string) => text.toWellFormed().replaceAll('\u0000', '')
  return {
    ...h,
    at: Math.min(h.at, now),
    text: clean(h.text),
    fromName: h.fromName === null ? null : clean(h.fromName),
    quote: h.quote && { name: clean(h.quote.name), text: clean(h.quote.text) },
  }
}
