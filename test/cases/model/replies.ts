/** What must hold of all that is said: to whom, how often, and in which words. Each gives a line for each breach. */
import { Docket } from '../../../cases/docket.ts'
import { decide } from '../../../cases/intake.ts'
import type { Case, Heard } from '../../../cases/model.ts'
import { shorten } from '../../../cases/phrases.ts'
import { homeOf, NO_CODE, spelled, writes } from './deeds.ts'
import type { Rule } from './histories.ts'
import type { Moment, Posted, State, Turn } from './state.ts'
import { county, PEOPLE } from './world.ts'

const { directory } = county
const receivers = (r: Posted): string[] => (r.direct === null ? r.mentions : [r.direct])
const memberOf = (by: string) => directory.staffById(by)?.wechat ?? by
const accused = (c: Case) => c.about.flatMap((id) => directory.staffById(id)?.wechat ?? [])

/** At each 办结 every reporter is told once, where he waits, and whoever joins after it then (chat.md: closure). */
export const everyReporterToldOnce: Rule = (moment) =>
  moment.turns.flatMap((turn) => {
    const c = turn.after
    const due = closuresDue(turn, moment)
    return c.reporters.flatMap(({ member, group }) => {
      const told = moment.said.filter(
        (r) => r.kind === 'closure' && r.case === c.id && receivers(r).includes(member),
      )
      const expected = accused(c).includes(member) ? 0 : (due.get(member) ?? 0)
      const astray = told.filter((r) => (group === null ? r.direct !== member : r.group !== group))
      return [
        ...(told.length === expected
          ? []
          : [`${c.code}: ${member} hears ${told.length} of ${expected} closures`]),
        ...(astray.length ? [`${c.code}: ${member} waits elsewhere`] : []),
      ]
    })
  })

/** How many closures each member should get by what happened to a case. */
function closuresDue({ before, after, events }: Turn, { deed }: Moment): Map<string, number> {
  const joiners = events.flatMap((e) => (e.type === 'joined' ? [memberOf(e.by)] : []))
  const first = after.reporters.map((r) => r.member).filter((m) => !joiners.includes(m))
  const waiting = new Set(before ? before.reporters.map((r) => r.member) : first)
  const due = new Map<string, number>()
  const add = (member: string) => due.set(member, (due.get(member) ?? 0) + 1)
  let isResolved = before?.status === 'resolved'
  for (const [i, { type, by }] of events.entries()) {
    if (type === 'joined') {
      waiting.add(memberOf(by))
      if (isResolved) add(memberOf(by))
    }
    // Who says himself that it is done is thanked for it.
    const isOwnWord = deed.do === 'hear' && events[i + 1]?.type === 'satisfied' && events[i + 1]!.by === by
    const told = isOwnWord ? [...waiting].filter((m) => m !== memberOf(by)) : waiting
    if (type === 'resolved') for (const member of told) add(member)
    if (type === 'resolved' || type === 'reopened' || type === 'closed') isResolved = type === 'resolved'
  }
  return due
}

/** Nothing is said twice for one cause (chat.md: it must change nothing; ARCHITECTURE: each row once). */
export const nothingSaidTwice: Rule = ({ said, deed, turns }) => {
  const counts = new Map<string, { reply: Posted; n: number }>()
  for (const r of said) {
    const key = JSON.stringify([r.case, r.kind, r.group, receivers(r), r.text])
    counts.set(key, { reply: r, n: (counts.get(key)?.n ?? 0) + 1 })
  }
  return [...counts.values()].flatMap(({ reply: r, n }) => {
    const wrote =
      deed.do === 'hear' ? deed.batch.filter((h) => receivers(r).includes(h.from ?? '')).length : 0
    const events = turns.find((t) => t.after.id === r.case)?.events ?? []
    const again = events.map((e) => events.filter((x) => x.type === e.type).length)
    return n > Math.max(1, wrote, ...again) ? [`said ${n} times: ${r.text}`] : []
  })
}

/**
 * Of a confidential case its reporters hear and the people of the discipline office that has it, privately; nobody whom
 * it is about, and no group (world.md: a discipline office alone sees confidential cases; ADR 0009).
 */
export const secretsKept: Rule = (moment) =>
  [...moment.after.cases.values()]
    .filter((c) => c.confidential)
    .flatMap((c) => {
      const entitled = entitledTo(c, moment)
      return moment.said.flatMap((r) => {
        const concerns = r.case === c.id || (r.text.includes(c.code) && !echoes(r, c.code, moment))
        const leaks = r.direct === null ? r.group !== null : !entitled.has(r.direct)
        return concerns && leaks ? [`${c.code}: ${r.direct ?? r.group} hears of it: ${r.text}`] : []
      })
    })

function entitledTo(c: Case, { before, turns }: Moment): Set<string> {
  const turn = turns.find((t) => t.after.id === c.id)
  const was = before.cases.get(c.id)
  const offices = [
    c.office,
    was?.confidential ? was.office : null,
    ...(turn?.events ?? []).map((e) => e.office),
  ]
  const officers = offices.flatMap((id) => {
    const isDiscipline = id !== null && directory.office(id)?.kind === 'discipline'
    return isDiscipline ? directory.staffOf(id) : []
  })
  const wechats = officers
    .filter((s) => s.role === 'handler' || s.role === 'reviewer')
    .flatMap((s) => s.wechat ?? [])
  const reporters = [...(was?.reporters ?? []), ...c.reporters].map((r) => r.member)
  return new Set([...wechats, ...reporters].filter((m) => !accused(c).includes(m)))
}

/** What waits for its time is not said of a case that has become confidential meanwhile (ADR 0009). */
export const nothingWaitsToLeak: Rule = ({ after, turns }) =>
  turns
    .filter((t) => t.after.confidential)
    .flatMap(({ after: c }) =>
      after.outbox
        .filter((r) => r.case === c.id && r.group !== null && r.notBefore > after.now)
        .map((r) => `${c.code}: ${r.group} will hear of it: ${r.text}`),
    )

/** A refusal may repeat a code to whoever has just written it. */
const echoes = (r: Posted, code: string, { deed }: Moment) =>
  deed.do === 'hear' &&
  r.case === null &&
  r.kind === 'refusal' &&
  deed.batch.some((h) => h.group === r.group && receivers(r).includes(h.from ?? '') && writes(h.text, code))

/** To whoever may not see it, the code of a secret is an unknown one, whatever he writes of it (chat.md, ADR 0009). */
export const secretsLookLikeNothing: Rule = (moment) => {
  const { before, deed } = moment
  if (deed.do !== 'hear' || deed.batch.length !== 1 || before.filed.size === moment.after.filed.size)
    return []
  const [heard] = deed.batch
  const secret = [...before.cases.values()].find(
    (c) => c.confidential && writes(heard!.text, c.code) && !entitledTo(c, moment).has(heard!.from ?? ''),
  )
  return secret ? differences(heard!, secret, before) : []
}

/** The same of 查 by everybody, and of 我的诉求, at the end of a play. */
export const strangersFindNothing = (state: State): string[] =>
  [...state.cases.values()]
    .filter((c) => c.confidential)
    .flatMap((c) => {
      const idle: Moment = { deed: { do: 'restart' }, before: state, after: state, turns: [], said: [] }
      const entitled = entitledTo(c, idle)
      const strangers = PEOPLE.filter((m) => !entitled.has(m))
      return strangers.flatMap((from, i) => {
        const group = i % 2 ? null : homeOf(from)
        const base = { account: 'bot', id: 'last', at: state.now, from, fromName: null, mentions: [], group }
        const asks = (text: string): Heard => ({
          ...base,
          type: 'text',
          text,
          mentionsBot: false,
          quote: null,
        })
        const own = JSON.stringify(decideOn(asks('我的诉求'), state).replies)
        const listed = own.includes(c.code) ? [`${c.code}: is listed to ${from}`] : []
        return [...listed, ...differences(asks(`查 ${c.code}`), c, state)]
      })
    })

/** What is different to the same words with a code that no case has. */
function differences(heard: Heard, { code }: Case, state: State): string[] {
  const swap = (text: string) =>
    (['plain', 'lower', 'wide'] as const).reduce(
      (left, how) => left.replaceAll(spelled(code, how), spelled(NO_CODE, how)),
      text,
    )
  const real = decideOn(heard, state)
  const twin = decideOn({ ...heard, text: swap(heard.text) }, state)
  const [a, b] = [swap(JSON.stringify(real)), JSON.stringify(twin)]
  return a === b ? [] : [`${code}: ${heard.from} can tell it from an unknown code: ${a} ≠ ${b}`]
}

function decideOn(heard: Heard, state: State) {
  const docket = new Docket(state.cases.values())
  const optedOut = (member: string) => state.left.has(member)
  const nothing = { complaints: [], quoted: () => null, lastGroup: () => null }
  const { replies, state: made, caseId } = decide(heard, { docket, county, ...nothing, optedOut, attempt: 0 })
  const changes = docket.changes().map((change) => change.events)
  return { replies, made, caseId, changes }
}

const LONGEST = 100
/** Every text can be read in a chat (keywords/replies.yaml: each under 100 characters, beside what it quotes). */
export const textsReadable: Rule = ({ said, after }) =>
  said.flatMap((r) => {
    if (/undefined|[{}]|NaN|null|\[object/.test(r.text)) return [`is no text for people: ${r.text}`]
    if (r.kind === 'ledger' || r.kind === 'notice' || r.text.length <= LONGEST) return []
    const quoted = [...after.cases.values()].flatMap((c) => [shorten(c.text), c.result ?? ''])
    const own = quoted.filter(Boolean).reduce((text, q) => text.replaceAll(q, ''), r.text)
    return [...own].length > LONGEST ? [`is too long: ${r.text}`] : []
  })

/** A reply goes to one group or one person. */
export const repliesAddressed: Rule = ({ said }) =>
  said.flatMap((r) =>
    (r.group === null) === (r.direct === null) ? [`goes to nobody or two: ${r.text}`] : [],
  )
