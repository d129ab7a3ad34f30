import type { County } from './county.ts'
import { maskNumbers } from './mask.ts'
import type { Case, Heard, Reply, ReplyKind } from './model.ts'
import { caseWords, unpointed, shorten, withoutReporters } from './phrases.ts'
import { isAbout, isReporter, membersAbout } from './access.ts'
import type { TextName } from './wording.ts'
import type { Staff } from './world.ts'

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

/** What is posted in a group of itself, about no one case; the key keeps it from being said twice. */
export const groupPost = (
  kind: ReplyKind,
  to: { account: string; group: string },
  text: string,
  notBefore: number,
  key: string,
): Reply => ({ ...reply(to.account, kind, text, notBefore), group: to.group, key })

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
  return county.wording(closureName(c), words)
}

function closureName(c: Case): TextName {
  if (c.confidential) return 'closure-private'
  if (c.outcome === 'answered') return 'closure-kept'
  if (isUnpublished(c)) return 'closure-rumour'
  if (c.outcome === 'unsolvable') return 'closure-unsolvable'
  return c.kind === 'question' ? 'closure-answer' : 'closure'
}

/** What one person alone has found out about a rumour is told to nobody: it could be the next; a secret never is. */
export const isUnpublished = (c: Case) =>
  c.category === 'rumour' && !c.confidential && c.outcome !== 'unsolvable' && c.verifiedBy.length < 2

/** Whether one person has looked into a rumour, and a second one's word publishes it; an end by anybody else says nothing of it. */
export const awaitsSecond = (c: Case) => isUnpublished(c) && c.verifiedBy.length === 1

/** One message for each place in which reporters wait, mentioning all of them but whom the case is about. */
export function tellReporters(
  c: Case,
  kind: ReplyKind,
  text: string,
  now: number,
  county: County,
  skip: string[] = [],
): Reply[] {
  const base = { ...reply(c.account, kind, text, now), case: c.id, urgent: c.urgency === 'urgent' }
  const untold = [...skip, ...membersAbout(c, county)]
  const waiting = c.reporters.filter((r) => !untold.includes(r.member))
  const groups = [...new Set(waiting.map((r) => r.group))]
  return groups.flatMap((group): Reply[] => {
    const members = waiting.filter((r) => r.group === group).map((r) => r.member)
    if (group !== null) return [{ ...base, group, mentions: members }]
    return members.map((direct) => ({ ...base, direct }))
  })
}

/** A rumour is urgent too, but nobody is in danger. */
const isDanger = (c: Case) => c.urgency === 'urgent' && c.category !== 'rumour'

/** The receipt for the one who opened the case, unless it is about himself. */
export function receipt(c: Case, heard: Heard, county: County, now: number): Reply[] {
  if (heard.from === null || !isReporter(c, heard.from)) return []
  const words = caseWords(c, county)
  const name: TextName = c.confidential
    ? 'receipt-private'
    : c.office === null
      ? 'receipt-held'
      : isDanger(c)
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
    return tellReporters(c, 'closure', closureText(c, county), now, county, others)
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
 * Tells an office's people privately, each by name; where it has nobody on WeChat, or there is no office, the
 * supervision groups hear of it, unless the case is confidential. `urgent` cases are told to all of them at any hour.
 */
export function tellOffice(
  c: Case,
  name: TextName,
  county: County,
  now: number,
  more: Record<string, string> = {},
  skip: string[] = [],
): Reply[] {
  const { directory } = county
  const office = c.office === null ? null : directory.office(c.office)
  const words = { ...caseWords(c, county), text: shorten(unpointed(c.text)), ...more }
  const to = (person: string) => ({
    ...reply(c.account, 'reminder', county.wording(name, { ...words, name: person }), now),
    case: c.id,
    urgent: c.urgency === 'urgent',
  })
  const staff = (office ? directory.staffOf(office.id) : []).filter(
    (s) => s.wechat !== null && isHandler(s) && !isAbout(c, s) && !skip.includes(s.id),
  )
  if (staff.length) return staff.map((s) => ({ ...to(s.name), direct: s.wechat }))
  if (c.confidential) return []
  const groups = directory.supervisionGroupsFor(office?.area ?? c.area)
  return groups.map((g) => ({ ...to(office?.name ?? ''), group: g.id }))
}

const isHandler = ({ role }: Staff) => role === 'handler' || role === 'reviewer'

/** A new task for an office: said privately to its people unless they saw the receipt in their own group. */
export function dispatchNotice(c: Case, county: County, now: number, seenIn: string | null): Reply[] {
  const all = tellOffice(c, dispatchName(c), county, now)
  if (c.confidential || c.urgency === 'urgent' || c.office === null || seenIn === null) return all
  return all.filter((r) => r.direct !== null && !county.directory.isMember(r.direct, seenIn))
}

function dispatchName(c: Case): TextName {
  if (c.office === null) return 'held'
  if (c.confidential) return 'dispatched-private'
  if (c.urgency === 'urgent') return 'dispatched-urgent'
  return c.kind === 'question' ? 'dispatched-question' : 'dispatched'
}

/** The groups in which it was told. */
export const groupsOf = (c: Case): string[] => {
  const told = [c.group, ...c.reporters.map((r) => r.group), ...c.toldIn]
  return [...new Set(told.filter((group) => group !== null))]
}

/** How much of a rumour is said again with what is true. */
const ABOUT = 24

/** What two people have verified, in each group where the rumour was told; nobody is named. */
export function clarifications(c: Case, county: County, now: number): Reply[] {
  const told = withoutReporters(c.result ?? '', c, county, '某')
  const about = shorten(withoutReporters(c.text, c, county, '某'), ABOUT)
  const words = { ...caseWords(c, county), text: shorten(told, LONGEST_QUOTE), about }
  const base = reply(c.account, 'notice', county.wording('clarification', words), now)
  return groupsOf(c).map((group) => ({ ...base, group, case: c.id, urgent: c.urgency === 'urgent' }))
}
