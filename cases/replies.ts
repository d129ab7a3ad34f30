import type { County } from './county.ts'
import { maskNumbers } from './mask.ts'
import type { Case, Heard, Reply, ReplyKind } from './model.ts'
import { caseWords, shorten } from './phrases.ts'
import { isAbout } from './access.ts'
import type { TextName } from './wording.ts'

/** Receipts of people who join wait this long, so that a burst of them leaves as one message. */
const JOIN_HOLD = 30_000

const reply = (account: string, kind: ReplyKind, text: string, now: number): Reply => ({
  kind,
  account,
  group: null,
  direct: null,
  mentions: [],
  text: maskNumbers(text),
  case: null,
  urgent: false,
  prompt: false,
  notBefore: now,
  key: null,
})

/**
 * Answers the sender where he wrote. What concerns a confidential case is answered privately, wherever it was asked.
 * `about` is null in refusals: whoever may not see a case learns nothing from the answer's record either.
 */
export function answer(
  heard: Heard,
  kind: ReplyKind,
  text: string,
  now: number,
  about: Case | null = null,
): Reply {
  const base = { ...reply(heard.account, kind, text, now), case: about?.id ?? null, prompt: true }
  if (heard.group === null || about?.confidential) return { ...base, direct: heard.from }
  return { ...base, group: heard.group, mentions: heard.from ? [heard.from] : [] }
}

/** What officials write is quoted up to this length; the history keeps all of it. */
export const LONGEST_QUOTE = 200

/** What was done, and the question whether that will do. */
export function closureText(c: Case, county: County): string {
  const words = { ...caseWords(c, county), text: shorten(c.result ?? '', LONGEST_QUOTE) }
  return county.wording(c.confidential ? 'closure-private' : 'closure', words)
}

/** One message for each place in which reporters wait, mentioning all of them. */
export function tellReporters(
  c: Case,
  kind: ReplyKind,
  text: string,
  now: number,
  skip: string[] = [],
): Reply[] {
  const base = { ...reply(c.account, kind, text, now), case: c.id, urgent: c.urgency === 'urgent' }
  const waiting = c.reporters.filter((r) => !skip.includes(r.member))
  const groups = [...new Set(waiting.map((r) => r.group))]
  return groups.flatMap((group): Reply[] => {
    const members = waiting.filter((r) => r.group === group).map((r) => r.member)
    if (group !== null) return [{ ...base, group, mentions: members }]
    return members.map((direct) => ({ ...base, direct }))
  })
}

/** The receipt for the one who opened the case. */
export function receipt(c: Case, heard: Heard, county: County, now: number): Reply[] {
  if (heard.from === null) return []
  const words = caseWords(c, county)
  const name: TextName = c.confidential
    ? 'receipt-private'
    : c.office === null
      ? 'receipt-held'
      : c.urgency === 'urgent'
        ? 'receipt-urgent'
        : 'receipt-opened'
  const isPrivate = c.confidential || heard.group === null
  const base = reply(c.account, 'receipt', county.wording(name, words), now)
  const to = isPrivate ? { direct: heard.from, prompt: true } : { group: heard.group, mentions: [heard.from] }
  return [{ ...base, ...to, case: c.id, urgent: c.urgency === 'urgent' }]
}

/**
 * What somebody hears who joined: a receipt, or what was done when that has been told already. Private cases are not
 * spoken of in the group.
 */
export function joinReceipt(c: Case, heard: Heard, county: County, now: number): Reply[] {
  if (heard.from === null) return []
  if (c.status === 'resolved') {
    const others = c.reporters.flatMap((r) => (r.member === heard.from ? [] : [r.member]))
    return tellReporters(c, 'closure', closureText(c, county), now, others)
  }
  const base = { ...reply(c.account, 'receipt', '', now), case: c.id, urgent: c.urgency === 'urgent' }
  if (c.confidential || heard.group === null)
    return [
      {
        ...base,
        direct: heard.from,
        prompt: true,
        text: county.wording('receipt-private', caseWords(c, county)),
      },
    ]
  const text = county.wording('receipt-joined', caseWords(c, county))
  return [{ ...base, group: heard.group, mentions: [heard.from], text, notBefore: now + JOIN_HOLD }]
}

/**
 * Tells an office's people privately; where it has nobody on WeChat, its supervision groups hear of it,
 * unless the case is confidential. `urgent` cases are told to all of them at any hour.
 */
export function tellOffice(
  c: Case,
  name: TextName,
  county: County,
  now: number,
  more: Record<string, string> = {},
): Reply[] {
  const { directory } = county
  const office = c.office === null ? null : directory.office(c.office)
  if (!office) return []
  const text = county.wording(name, { ...caseWords(c, county), text: shorten(c.text), ...more })
  const base = { ...reply(c.account, 'reminder', text, now), case: c.id, urgent: c.urgency === 'urgent' }
  const staff = directory
    .staffOf(office.id)
    .filter((s) => s.wechat !== null && (s.role === 'handler' || s.role === 'reviewer') && !isAbout(c, s))
  if (staff.length) return staff.map((s) => ({ ...base, direct: s.wechat }))
  if (c.confidential) return []
  return directory.supervisionGroupsFor(office.area).map((g) => ({ ...base, group: g.id }))
}

/** A new task for an office: said privately to its people unless they saw the receipt in their own group. */
export function dispatchNotice(c: Case, county: County, now: number, seenIn: string | null): Reply[] {
  const name: TextName = c.confidential
    ? 'dispatched-private'
    : c.urgency === 'urgent'
      ? 'dispatched-urgent'
      : 'dispatched'
  const all = tellOffice(c, name, county, now)
  if (c.confidential || c.urgency === 'urgent' || seenIn === null) return all
  return all.filter((r) => r.direct !== null && !county.directory.isMember(r.direct, seenIn))
}
