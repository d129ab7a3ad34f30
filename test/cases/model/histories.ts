/** What must hold of cases and their histories after every deed. Each gives a line for each breach. */
import { isDeepStrictEqual } from 'node:util'
import { allowed } from '../../../cases/allowed.ts'
import { caseIdFor } from '../../../cases/codes.ts'
import { nextDue } from '../../../cases/due.ts'
import type { Case, CaseEvent, EventType, Status } from '../../../cases/model.ts'
import { keyOf, type Moment, type Turn } from './state.ts'
import { county } from './world.ts'

export type Rule = (moment: Moment) => string[]
/** The lines for the cases that the deed has changed. */
const ofTurns =
  (look: (turn: Turn, moment: Moment) => string | false | null): Rule =>
  (moment) =>
    moment.turns.flatMap((turn) => {
      const wrong = look(turn, moment)
      return wrong ? [`${turn.after.code}: ${wrong}`] : []
    })

const LIVE: Status[] = ['open', 'assigned', 'accepted']
const WITH_OFFICE: Status[] = ['assigned', 'accepted']
const ANY: Status[] = [...LIVE, 'resolved', 'closed']
/** In which states an event may happen, and to which it leads; world.md and chat.md, written down a second time. */
const ALLOWED: Record<EventType, { in: Status[]; to?: Status }> = {
  opened: { in: [] },
  assigned: { in: ['open', 'assigned'], to: 'assigned' },
  accepted: { in: ['assigned'], to: 'accepted' },
  returned: { in: WITH_OFFICE, to: 'assigned' },
  transferred: { in: WITH_OFFICE, to: 'assigned' },
  escalated: { in: WITH_OFFICE, to: 'assigned' },
  marked: { in: LIVE, to: 'assigned' },
  // Without an office only by a reporter's word, which closes it too.
  resolved: { in: LIVE, to: 'resolved' },
  reopened: { in: ['resolved'], to: 'assigned' },
  closed: { in: ['resolved'], to: 'closed' },
  extended: { in: WITH_OFFICE },
  reminded: { in: LIVE },
  // A reopened case that can go no higher is supervised.
  supervised: { in: LIVE },
  located: { in: LIVE },
  joined: { in: [...LIVE, 'resolved'] },
  satisfied: { in: ['resolved'] },
  dissatisfied: { in: ['resolved'] },
  split: { in: ANY },
  verified: { in: ['resolved', 'closed'] },
  merged: { in: [] },
  dismissed: { in: [] },
}

/** A case is only ever where its events lead by the table (world.md: 退单, 办结, 满意, 不满意 and when each may be). */
export const movesAlongTable = ofTurns(({ before, after, events }) => {
  let status: Status | null = before?.status ?? null
  for (const [i, e] of events.entries()) {
    if (status === null) {
      if (e.type !== 'opened') return `begins with ${e.type}`
      status = e.office === null ? 'open' : 'assigned'
      continue
    }
    const { in: from, to }: { in: Status[]; to?: Status } = ALLOWED[e.type]
    if (!from.includes(status)) return `${e.type} while ${status}`
    if (e.type === 'resolved' && status === 'open' && events[i + 1]?.type !== 'satisfied')
      return 'resolved by an office that it has not'
    status = to ?? status
  }
  return status !== after.status && `is ${after.status}, its events lead to ${status}`
})

/** Whoever waits for a case waits until it is closed (chat.md), or has it split: he then waits for the new one. */
export const reportersStay = ofTurns(({ before, after }, { deed, before: { filed } }) => {
  const leaver = deed.do === 'split' && deed.caseId === after.id ? filed.get(deed.message)!.heard.from : null
  const was = before?.reporters.filter((r) => r.member !== leaver) ?? []
  const lost = was.filter((r) => !after.reporters.some((x) => x.member === r.member))
  return lost.length > 0 && `lost ${lost.map((r) => r.member).join()}`
})

/** Only 延期 moves a deadline, and never to an earlier time (world.md: neither moves dueAt; a reopened case keeps it). */
export const deadlineMovesByExtension = ofTurns(({ before, after, events }) => {
  if (!before || before.dueAt === after.dueAt) return null
  if (!events.some((e) => e.type === 'extended')) return 'its deadline moved without an extension'
  return after.dueAt < before.dueAt && 'its deadline moved to an earlier time'
})

/** 退单 works once in a case's life (world.md). */
export const returnedOnce = ofTurns(({ after }, { after: { events } }) => {
  const returns = events.get(after.id)!.filter((e) => e.type === 'returned').length
  return (
    (returns > 1 && `returned ${returns} times`) || (returns === 1 && !after.returned && 'forgot its return')
  )
})

/** A history only grows, and nothing in it is older than the case (ADR 0015). */
export const historyGrows: Rule = ({ before, after }) =>
  [...after.events].flatMap(([id, events]) => {
    const c = after.cases.get(id)!
    const known = before.events.get(id) ?? []
    const isKept = known === events || known.every((e, i) => isDeepStrictEqual(e, events[i]))
    const early = events.find((e) => e.at < c.openedAt)
    return [
      ...(isKept ? [] : [`${c.code}: its history was changed`]),
      ...(early ? [`${c.code}: ${early.type} before it was opened`] : []),
    ]
  })

const BY_TIME = (e: CaseEvent) => e.by === 'system' && (e.type === 'escalated' || e.type === 'reminded')

/** No step of lateness comes twice, and what is overdue stays so and is driven no further (world.md; ADR 0011). */
export const latenessOnce = ofTurns(({ before, after, events }) => {
  if (new Set(after.taken).size !== after.taken.length) return `took a step twice: ${after.taken.join()}`
  if (!before?.overdue) return null
  return (!after.overdue && 'is overdue no more') || (events.some(BY_TIME) && 'was overdue and is driven on')
})

/** Struck off is struck off; only a wrong join is taken apart and a rumour verified afterwards. */
export const closedStaysClosed = ofTurns(({ before, after, events }) => {
  if (before?.status !== 'closed') return null
  const isSplit = events.some((e) => e.type === 'split')
  if (!isSplit && !events.every((e) => e.type === 'verified')) return 'was closed and something happens'
  const still = { reporters: isSplit ? after.reporters : before.reporters, verifiedBy: after.verifiedBy }
  return (
    !isDeepStrictEqual({ ...before, ...still, version: after.version }, after) && 'was closed and changes'
  )
})

/** Whatever is neither done nor closed has a next step of time, or has been overdue (world.md: too late). */
export const nobodyForgotten = ofTurns(
  ({ after: c }) =>
    c.status !== 'closed' &&
    !c.overdue &&
    nextDue(c, county) === null &&
    `is ${c.status} and nothing is ever due`,
)

/** A case has no office only where nobody at or above its place could have it (world.md: office of a case). */
export const officeWherePossible = ofTurns(({ after: c }) => {
  if (c.status === 'open' && c.office !== null) return `waits for an office and has ${c.office}`
  if (c.office !== null || c.status === 'closed') return null
  const fits = county.directory.offices.filter((o) => {
    const kind = c.confidential ? o.kind === 'discipline' : o.kind === 'village' || o.kind === 'township'
    return county.directory.isWithin(c.area, o.area) && (kind || o.handles?.includes(c.category))
  })
  return fits.length > 0 && `has no office, although there is ${fits[0]!.id}`
})

/** A message belongs to at most one case, and goes to another only when that is taken apart (world.md, ARCHITECTURE). */
export const messagesStay: Rule = ({ before, after, deed }) =>
  [...before.filed].flatMap(([key, was]) => {
    const is = after.filed.get(key)
    if (is === was) return []
    if (!is) return [`${key} is gone`]
    return was.caseId !== null && is.caseId !== was.caseId && deed.do !== 'split'
      ? [`${key} changed its case`]
      : []
  })

/** The same line twice changes nothing (chat.md: what a reconnecting client sends). */
export const repeatsChangeNothing: Rule = ({ before, after, deed }) => {
  const isRepeat = deed.do === 'hear' && deed.batch.every((h) => before.filed.has(keyOf(h)))
  return isRepeat && !isDeepStrictEqual(before, after) ? ['a repeated message changed something'] : []
}

/** A restart changes nothing: all that is kept is plain data. */
export const restartsChangeNothing: Rule = ({ before, after, deed }) =>
  deed.do === 'restart' && !isDeepStrictEqual(before, after) ? ['a restart changed something'] : []

/** Of those who said 不要处理我的消息 only what is addressed to the bot opens a case. */
export const leftAlone: Rule = ({ before, deed, turns }) => {
  if (deed.do !== 'hear') return []
  const chose = new Set(deed.batch.filter((h) => /处理我的消息/.test(h.text)).map((h) => h.from))
  const unasked = deed.batch.filter(
    (h) =>
      before.left.has(h.from ?? '') &&
      !chose.has(h.from) &&
      !(h.group === null || h.mentionsBot || h.text.startsWith('我要反映')),
  )
  const ids = unasked.map((h) => caseIdFor(h.account, h.id))
  return turns.flatMap((t) =>
    !t.before && ids.includes(t.after.id) ? [`${t.after.code}: nobody asked for it`] : [],
  )
}

/** Nobody acts on a case about himself, nor has his office it while a clean one is there (world.md: connected). */
export const accusedKeepOut = ofTurns(({ before, after, events }) => {
  const about = before?.confidential ? before.about : []
  const acted = events.find((e) => about.includes(e.by) && e.type !== 'joined')
  if (acted) return `${acted.by} did ${acted.type} in a case about himself`
  if (!after.confidential || after.office === null) return null
  const { directory } = county
  if (directory.office(after.office)?.kind !== 'discipline') return `is confidential and with ${after.office}`
  const own = after.about.some((id) => directory.staffById(id)!.office === after.office)
  const isTop = directory.office(after.office)!.area === directory.top().code
  return own && !isTop && `${after.office} has a case about its own people`
})

/** The console offers what works, and what it does not offer changes nothing (cases/allowed.ts). */
export const onlyWhatIsAllowed: Rule = ({ deed, before, turns }) => {
  if (deed.do !== 'act' && deed.do !== 'mark') return []
  const staff = county.directory.staffById(deed.staff)!
  const c = before.cases.get(deed.caseId)!
  const act = deed.do === 'act' ? deed.verb : 'confidential'
  const may = allowed(c, staff, county, before.now).includes(act)
  const needsNoWords = ['accept', 'supervise', 'verify', 'satisfied'].includes(act)
  if (!may && turns.length) return [`${c.code}: ${act} is not allowed and happens`]
  return may && needsNoWords && !turns.length ? [`${c.code}: ${act} is allowed and does not happen`] : []
}

/** What is secret once stays secret (ADR 0009). */
export const secretForEver = ofTurns(({ before, after }) => {
  const freed = (was: Case) => was.about.some((id) => !after.about.includes(id))
  return Boolean(before?.confidential && (!after.confidential || freed(before))) && 'is secret no more'
})
