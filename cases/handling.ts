import { maySee, maySupervise, mayHandle, staffMaySee } from './access.ts'
import type { HandlerVerb } from './commands.ts'
import type { County } from './county.ts'
import { addSpan } from './deadlines.ts'
import type { Case, Change, Heard, Outcome, Reply } from './model.ts'
import { caseWords, dayAndTime, shorten } from './phrases.ts'
import {
  answer,
  awaitsSecond,
  clarifications,
  closureText,
  dispatchNotice,
  LONGEST_QUOTE,
  tellOffice,
  tellReporters,
} from './replies.ts'
import { otherOfficeFor } from './routing.ts'
import { canMove, handOver, move, type Moved } from './transitions.ts'
import type { Staff } from './world.ts'
import type { TextName } from './wording.ts'

/** Either the case changes, or one line says why it does not. */
export type Handled = { change: Change } | { refusal: TextName; words?: Record<string, string> }

const WORD: Record<HandlerVerb, string> = {
  accept: '接单',
  resolve: '办结',
  decline: '无法解决',
  return: '退单',
  transfer: '转办',
  extend: '延期',
  supervise: '督办',
  verify: '核实',
}

/** Who acts: whoever wrote `heard` in a chat, or a person of the staff in the console, who is not answered there. */
export interface Say {
  heard: Heard | null
  staff: Staff | null
  county: County
  now: number
}
type Tools = Say & { c: Case; staff: Staff; text: string }

export const inChat = (heard: Heard, county: County): Say => ({
  heard,
  staff: heard.from === null ? null : county.directory.staffByMember(heard.from),
  county,
  now: heard.at,
})

/** 接单、办结、无法解决、退单、转办、延期、督办、核实. `c` is null when no case has the code. */
export function handle(verb: HandlerVerb, c: Case | null, text: string, say: Say): Handled {
  const { staff, county } = say
  if (!c || !mayKnow(c, say)) return { refusal: 'unknown-code' }
  if (!staff) return { refusal: 'not-staff', words: { word: WORD[verb] } }
  const above = maySupervise(c, staff, county)
  if (verb === 'supervise' && !above) return { refusal: 'not-reviewer' }
  const dispatches = (verb === 'transfer' || verb === 'verify') && above
  if (verb !== 'supervise' && !dispatches && !mayHandle(c, staff)) return { refusal: 'not-yours' }
  if (!canMove(c, verb === 'decline' ? 'resolve' : verb)) return { refusal: 'wrong-state' }
  return VERBS[verb]({ ...say, c, staff, text })
}

export const mayKnow = (c: Case, { heard, staff, county }: Say): boolean =>
  heard?.from ? maySee(c, heard.from, county, heard.group) : staff !== null && staffMaySee(c, staff, county)

const VERBS: Record<HandlerVerb, (tools: Tools) => Handled> = {
  accept(t) {
    const moved = move(t.c, 'accept', { acceptedAt: t.now }, [{ type: 'accepted', by: t.staff.id }], t.now)
    return confirm(t, moved, 'accepted')
  },

  resolve(t) {
    if (!t.text) return { refusal: 'need-text' }
    const [, reason] = UNSOLVABLE.exec(t.text) ?? []
    if (reason !== undefined) return VERBS.decline({ ...t, text: reason })
    return resolveAs(HELPED.test(t.text) ? 'helped' : 'done', t)
  },

  decline(t) {
    if (!t.text) return { refusal: 'need-reason', words: { word: WORD.decline } }
    return resolveAs('unsolvable', t)
  },

  return(t) {
    if (!t.text) return { refusal: 'need-reason', words: { word: WORD.return } }
    if (t.c.returned) return { refusal: 'returned-before' }
    const to = otherOfficeFor(t.c, t.county)
    if (!to) return { refusal: 'no-higher' }
    const events = [{ type: 'returned' as const, by: t.staff.id, text: t.text }]
    const moved = move(t.c, 'return', { ...handOver(t.c, to.id, t.now), returned: true }, events, t.now)
    return confirm(t, moved, 'returned', dispatchNotice(moved.case, t.county, t.now, groupOf(t)))
  },

  transfer(t) {
    const to = t.county.directory.officeByName(t.text)
    const allowed =
      to && (!t.c.confidential || to.kind === 'discipline') && !connected(t.c, to.area, t.county)
    if (!allowed) return { refusal: 'need-office', words: { text: t.text } }
    if (to.id === t.c.office) return { refusal: 'same-office' }
    const type = t.c.status === 'open' ? ('assigned' as const) : ('transferred' as const)
    const moved = move(t.c, 'transfer', handOver(t.c, to.id, t.now), [{ type, by: t.staff.id }], t.now)
    return confirm(t, moved, 'transferred', dispatchNotice(moved.case, t.county, t.now, groupOf(t)))
  },

  extend(t) {
    const [, days, reason] = /^(\d{1,3})\s*(?:天|日)?[\s,，:：]*(.*)$/s.exec(t.text) ?? []
    if (!days || Number(days) < 1 || Number(days) > 30 || !reason) return { refusal: 'need-days' }
    if (t.now >= t.c.dueAt) return { refusal: 'too-late' }
    const dueAt = addSpan(t.c.dueAt, { amount: Number(days), unit: 'd' }, t.county.directory.settings)
    const change = { dueAt, taken: t.c.taken.filter((step) => step !== 'last-day') }
    const moved = move(t.c, 'extend', change, [{ type: 'extended', by: t.staff.id, text: t.text }], t.now)
    const words = { code: t.c.code, due: dayAndTime(dueAt, t.county), text: shorten(reason, LONGEST_QUOTE) }
    const text = t.county.wording('extended-reporters', words)
    return confirm(t, moved, 'extended', tellReporters(moved.case, 'answer', text, t.now, t.county))
  },

  supervise(t) {
    const moved = move(
      t.c,
      'supervise',
      { supervised: true },
      [{ type: 'supervised', by: t.staff.id }],
      t.now,
    )
    const reminders = tellOffice(moved.case, 'remind-supervised', t.county, t.now)
    const isReached = reminders.some((r) => r.direct !== null)
    return confirm(t, moved, isReached ? 'supervised' : 'supervised-unreached', reminders)
  },

  verify(t) {
    const { c, staff } = t
    if (c.category !== 'rumour') return { refusal: 'not-rumour' }
    if (c.verifiedBy.includes(staff.id)) return { refusal: 'verified-same' }
    if (!awaitsSecond(c)) return { refusal: 'wrong-state' }
    const verifiedBy = [...c.verifiedBy, staff.id]
    const events = [{ type: 'verified' as const, by: staff.id, text: t.text || null }]
    const moved = move(c, 'verify', { verifiedBy }, events, t.now)
    return confirm(t, moved, 'verified', clarifications(moved.case, t.county, t.now))
  },
}

/** 办结 K7M2 无法解决，因为… */
const UNSOLVABLE = /^(?:暂时)?(?:无法|不能|没法)(?:解决|办理)[\s,，:：。]*(?:因为)?(.*)$/s
/** Who handles it says that neighbours did it. */
const HELPED = /(?:邻居|乡亲|乡邻|街坊|志愿者|热心村民)[^,，。]{0,10}(?:帮|修|送|解决|搞|弄)/

/** 办结: every reporter is told and asked; the handler too where he cannot see that. */
function resolveAs(outcome: Outcome, t: Tools): Handled {
  const { county, now, heard, staff } = t
  const events = [{ type: 'resolved' as const, by: staff.id, text: t.text }]
  const result = t.text.replace(/[。.!！\s]+$/, '')
  const verifiedBy = t.c.category === 'rumour' ? [staff.id] : []
  const moved = move(t.c, 'resolve', { resolvedAt: now, result, outcome, verifiedBy }, events, now)
  const c = moved.case
  const replies = tellReporters(c, 'closure', wordsFor(t, c), now, county)
  if (heard && !replies.some((r) => r.group !== null && r.group === heard.group))
    replies.push(answer(heard, 'answer', county.wording('resolved', caseWords(c, county)), now, c))
  const second = { text: shorten(result, LONGEST_QUOTE) }
  const others = awaitsSecond(c) ? tellOffice(c, 'verify-wanted', county, now, second, [staff.id]) : []
  return { change: changeOf(t.c, moved, [...replies, ...others]) }
}

/** An officer who answers a question in its own group has said it there himself. */
function wordsFor({ heard, county, text }: Tools, c: Case): string {
  const saidIt = c.kind === 'question' && heard !== null && heard.group === c.group && heard.text === text
  return saidIt ? county.wording('closure-said', caseWords(c, county)) : closureText(c, county)
}

/** The confirmation goes to whoever acted in a chat, the rest to whom it concerns. */
function confirm(t: Tools, moved: Moved, name: TextName, others: Reply[] = []): Handled {
  const c = moved.case
  const text = t.county.wording(name, caseWords(c, t.county))
  const own = t.heard ? [answer(t.heard, 'answer', text, t.now, c)] : []
  return { change: changeOf(t.c, moved, [...own, ...others]) }
}

const groupOf = ({ heard }: Say) => heard?.group ?? null

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
