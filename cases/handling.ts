import { maySee, maySupervise, mayHandle, isReporter } from './access.ts'
import type { HandlerVerb } from './commands.ts'
import type { County } from './county.ts'
import { addSpan } from './deadlines.ts'
import type { Case, Change, Heard, Reply } from './model.ts'
import { caseWords, dayAndTime, shorten } from './phrases.ts'
import { answer, closureText, dispatchNotice, LONGEST_QUOTE, tellOffice, tellReporters } from './replies.ts'
import { oneLevelUpFor, otherOfficeFor } from './routing.ts'
import { canMove, handOver, move, type Moved } from './transitions.ts'
import type { Staff } from './world.ts'
import type { TextName } from './wording.ts'

/** Either the case changes, or one line says why it does not. */
export type Handled = { change: Change } | { refusal: TextName; words?: Record<string, string> }

const WORD: Record<HandlerVerb, string> = {
  accept: '接单',
  resolve: '办结',
  return: '退单',
  transfer: '转办',
  extend: '延期',
  supervise: '督办',
}

type Say = { heard: Heard; county: County; now: number }
type Tools = Say & { c: Case; staff: Staff; text: string }

/** 接单、办结、退单、转办、延期、督办 by whoever wrote it. `c` is null when no case has the code. */
export function handle(verb: HandlerVerb, c: Case | null, text: string, say: Say): Handled {
  const { heard, county } = say
  const staff = heard.from === null ? null : county.directory.staffByMember(heard.from)
  if (!c || heard.from === null || !maySee(c, heard.from, county, heard.group))
    return { refusal: 'unknown-code' }
  if (!staff) return { refusal: 'not-staff', words: { word: WORD[verb] } }
  if (verb === 'supervise' && !maySupervise(c, staff, county)) return { refusal: 'not-reviewer' }
  const dispatcher = verb === 'transfer' && maySupervise(c, staff, county)
  if (verb !== 'supervise' && !dispatcher && !mayHandle(c, staff)) return { refusal: 'not-yours' }
  if (!canMove(c, verb)) return { refusal: 'wrong-state' }
  return VERBS[verb]({ ...say, c, staff, text })
}

const VERBS: Record<HandlerVerb, (tools: Tools) => Handled> = {
  accept(t) {
    const moved = move(t.c, 'accept', { acceptedAt: t.now }, [{ type: 'accepted', by: t.staff.id }], t.now)
    return confirm(t, moved, 'accepted')
  },

  resolve(t) {
    if (!t.text) return { refusal: 'need-text' }
    const events = [{ type: 'resolved' as const, by: t.staff.id, text: t.text }]
    const result = t.text.replace(/[。.!！\s]+$/, '')
    return { change: resolveChange(t, move(t.c, 'resolve', { resolvedAt: t.now, result }, events, t.now)) }
  },

  return(t) {
    if (!t.text) return { refusal: 'need-reason', words: { word: '退单' } }
    if (t.c.returned) return { refusal: 'returned-before' }
    const to = otherOfficeFor(t.c, t.county)
    if (!to) return { refusal: 'no-higher' }
    const events = [{ type: 'returned' as const, by: t.staff.id, text: t.text }]
    const moved = move(t.c, 'return', { ...handOver(t.c, to.id, t.now), returned: true }, events, t.now)
    return confirm(t, moved, 'returned', dispatchNotice(moved.case, t.county, t.now, t.heard.group))
  },

  transfer(t) {
    const to = t.county.directory.officeByName(t.text)
    const allowed =
      to && (!t.c.confidential || to.kind === 'discipline') && !connected(t.c, to.area, t.county)
    if (!allowed) return { refusal: 'need-office', words: { text: t.text } }
    if (to.id === t.c.office) return { refusal: 'same-office' }
    const type = t.c.status === 'open' ? ('assigned' as const) : ('transferred' as const)
    const moved = move(t.c, 'transfer', handOver(t.c, to.id, t.now), [{ type, by: t.staff.id }], t.now)
    return confirm(t, moved, 'transferred', dispatchNotice(moved.case, t.county, t.now, t.heard.group))
  },

  extend(t) {
    const [, days, reason] = /^(\d{1,3})\s*(?:天|日)?[\s,，:：]*(.*)$/s.exec(t.text) ?? []
    if (!days || Number(days) < 1 || Number(days) > 30 || !reason) return { refusal: 'need-days' }
    if (t.now >= t.c.dueAt) return { refusal: 'too-late' }
    const dueAt = addSpan(t.c.dueAt, { amount: Number(days), unit: 'd' }, t.county.directory.settings)
    const change = { dueAt, taken: t.c.taken.filter((step) => step !== 'last-day') }
    const moved = move(t.c, 'extend', change, [{ type: 'extended', by: t.staff.id, text: t.text }], t.now)
    const words = { code: t.c.code, due: dayAndTime(dueAt, t.county), text: shorten(reason, LONGEST_QUOTE) }
    const news = tellReporters(moved.case, 'answer', t.county.wording('extended-reporters', words), t.now)
    return confirm(t, moved, 'extended', news)
  },

  supervise(t) {
    const moved = move(
      t.c,
      'supervise',
      { supervised: true },
      [{ type: 'supervised', by: t.staff.id }],
      t.now,
    )
    return confirm(t, moved, 'supervised', tellOffice(moved.case, 'remind-supervised', t.county, t.now))
  },
}

/** 办结: every reporter is told and asked; the handler too where he cannot see that. */
function resolveChange(t: Tools, moved: Moved): Change {
  const c = moved.case
  const { county, now } = t
  const replies = tellReporters(c, 'closure', closureText(c, county), now)
  if (!replies.some((r) => r.group !== null && r.group === t.heard.group))
    replies.push(answer(t.heard, 'answer', county.wording('resolved', caseWords(c, county)), now, c))
  return changeOf(t.c, moved, replies)
}

/** 满意 and 不满意 of a reporter. */
export function rate(satisfied: boolean, c: Case | null, reason: string, say: Say): Handled {
  const { heard, county, now } = say
  if (!c || heard.from === null || !maySee(c, heard.from, county, heard.group))
    return { refusal: 'unknown-code' }
  if (!isReporter(c, heard.from)) return { refusal: 'not-reporter' }
  if (!canMove(c, satisfied ? 'satisfy' : 'reopen')) return { refusal: 'wrong-state' }
  const by = county.directory.staffByMember(heard.from)?.id ?? heard.from
  if (satisfied) {
    const events = [
      { type: 'satisfied' as const, by },
      { type: 'closed' as const, by: 'system' },
    ]
    const moved = move(c, 'satisfy', { closedAt: now }, events, now)
    const text = county.wording('satisfied', caseWords(moved.case, county))
    return { change: changeOf(c, moved, [answer(heard, 'answer', text, now, c)]) }
  }
  if (!reason) return { refusal: 'need-reason', words: { word: '不满意' } }
  const up = oneLevelUpFor(c, county)
  const office = up?.id ?? c.office!
  const late = now >= c.dueAt
  const change: Partial<Case> = {
    ...handOver(c, office, now),
    resolvedAt: null,
    result: null,
    supervised: c.supervised || !up,
  }
  if (late && !c.taken.includes('overdue'))
    Object.assign(change, { overdue: true, taken: [...change.taken!, 'overdue'] })
  const events = [
    { type: 'dissatisfied' as const, by, text: reason },
    { type: 'reopened' as const, by: 'system' },
    ...(up || c.supervised ? [] : [{ type: 'supervised' as const, by: 'system' }]),
  ]
  const moved = move(c, 'reopen', change, events, now)
  const text = county.wording(up ? 'dissatisfied' : 'dissatisfied-top', caseWords(moved.case, county))
  const replies = [
    answer(heard, 'answer', text, now, c),
    ...dispatchNotice(moved.case, county, now, heard.group),
  ]
  return { change: changeOf(c, moved, replies) }
}

/** The confirmation goes to whoever acted, the rest to whom it concerns. */
function confirm(t: Tools, moved: Moved, name: TextName, others: Reply[] = []): Handled {
  const c = moved.case
  const own = answer(t.heard, 'answer', t.county.wording(name, caseWords(c, t.county)), t.now, c)
  return { change: changeOf(t.c, moved, [own, ...others]) }
}

export const changeOf = (before: Case, moved: Moved, replies: Reply[]): Change => ({
  case: moved.case,
  from: before.version,
  events: moved.events,
  replies,
})

/** The line that says why nothing happened. */
export function refusalText(
  r: { refusal: TextName; words?: Record<string, string> },
  c: Case | null,
  code: string,
  county: County,
): string {
  const seen = c && r.refusal !== 'unknown-code' ? caseWords(c, county) : { code }
  return county.wording(r.refusal, { ...seen, ...r.words })
}

/** Offices of the area in which an accused person serves, and those below it, never get the case. */
const connected = (c: Case, area: string, { directory }: County) =>
  c.about.some((id) => {
    const office = directory.office(directory.staffById(id)?.office ?? '')
    return office !== null && directory.isWithin(area, office.area)
  })
