/** Steps become deeds: who, which case and which message is meant, by what there is. */
import { maySupervise } from '../../../cases/access.ts'
import { caseIdFor } from '../../../cases/codes.ts'
import { narrow } from '../../../cases/commands.ts'
import type { Case, Heard } from '../../../cases/model.ts'
import { keyOf, type Deed, type State } from './state.ts'
import type { Line, Spelling, Step, Who } from './steps.ts'
import { county, GROUPS, PEOPLE, STAFF } from './world.ts'

const { directory } = county
const MINUTE = 60_000
const START = Date.parse('2026-03-02T09:00:00+08:00')
/** A code that no case has. */
export const NO_CODE = 'Z9Z9'

export const empty = (): State => ({
  now: START,
  ...{ cases: new Map(), events: new Map(), outbox: [], filed: new Map(), left: new Set() },
})

/** Null where there is nothing to do it to. */
export function deedOf(step: Step, state: State): Deed | null {
  const c = 'of' in step ? nth(newest(state.cases), step.of) : null
  switch (step.do) {
    case 'hear':
      return { do: 'hear', batch: step.lines.map((line, i) => heardOf(line, state, state.filed.size + i)) }
    case 'again': {
      const known = [...state.filed.values()].map((f) => f.heard).filter((h) => h.account === 'bot')
      const from = known.length ? step.from % known.length : 0
      return { do: 'hear', batch: known.slice(from, from + step.count).toReversed() }
    }
    case 'wait':
      return { do: 'wait', until: state.now + step.minutes * MINUTE, sweeps: step.sweeps }
    case 'act':
      return c && { ...step, staff: staffOf(step.who, c), caseId: c.id }
    case 'mark':
      return c && { ...step, staff: staffOf(step.who, c), caseId: c.id }
    case 'split':
      return c && splitOf(step, c, state)
    case 'form': {
      const from = step.reporter && person(step.reporter, null)
      const id = { account: 'phone', id: `f${state.filed.size}` }
      return { do: 'form', heard: { ...message(step.text, state.now), ...id, from }, area: step.area }
    }
    case 'review': {
      const flags = [...state.filed.values()].filter((f) => f.state === 'flagged')
      const flag = nth(flags, step.flag)
      const into = nth(newest(state.cases), step.into)?.code ?? ''
      return flag && { ...step, message: keyOf(flag.heard), into }
    }
    case 'restart':
      return step
  }
}

const newest = (cases: State['cases']): Case[] => [...cases.values()].reverse()
const nth = <T>(list: readonly T[], n: number): T | null => list[n % (list.length || 1)] ?? null

/** The message that opened a case stays with it. */
function splitOf(step: Step & { do: 'split' }, c: Case, state: State): Deed | null {
  const later = [...state.filed.values()].filter(
    ({ caseId, heard: h }) => caseId === c.id && h.type === 'text' && caseIdFor(h.account, h.id) !== c.id,
  )
  const other = nth(later, step.message)
  const by = directory.staff.find((s) => maySupervise(c, s, county))?.id
  return by === undefined || !other
    ? null
    : { do: 'split', caseId: c.id, message: keyOf(other.heard), found: step.found, by }
}

function person({ as, n }: Who, c: Case | null): string {
  const likely = (c && RELATED[as](c)) ?? []
  return nth(likely.length ? likely : PEOPLE, n)!
}
const wechatOf = (id: string) => directory.staffById(id)?.wechat ?? []
const RELATED: Record<Who['as'], (c: Case) => string[]> = {
  anybody: () => [],
  reporter: (c) => c.reporters.map((r) => r.member),
  office: (c) =>
    directory.staffOf(c.office ?? '').flatMap((s) => (s.role === 'leader' ? [] : (s.wechat ?? []))),
  reviewer: () => directory.staff.filter((s) => s.role === 'reviewer').flatMap((s) => s.wechat ?? []),
  accused: (c) => c.about.flatMap(wechatOf),
}

const staffOf = (who: Who, c: Case): string =>
  directory.staffByMember(person(who, c))?.id ?? STAFF[who.n % STAFF.length]!

const message = (text: string, at: number): Heard => ({
  ...{ account: 'bot', id: '', at, group: null, from: null, fromName: null, type: 'text', text },
  ...{ mentions: [], mentionsBot: false, quote: null },
})

const AMONG: Record<Line['among'], (c: Case) => boolean> = {
  all: () => true,
  live: (c) => c.status === 'assigned' || c.status === 'accepted',
  resolved: (c) => c.status === 'resolved',
  rumours: (c) => c.category === 'rumour',
}

function heardOf(line: Line, state: State, count: number): Heard {
  const all = newest(state.cases)
  const likely = all.filter(AMONG[line.among])
  const c = nth(likely.length ? likely : all, line.of)
  const from = person(line.who, c)
  const text = line.text.replace('{}', c ? spelled(c.code, line.code) : NO_CODE).replace(/\s+/g, ' ')
  const recalled = nth([...state.filed.values()].reverse(), line.of)?.heard.id ?? ''
  return {
    ...message(line.type === 'recall' ? recalled : text.trim(), state.now - line.ago * MINUTE),
    ...{ id: `m${count}`, from, type: line.type, mentionsBot: line.bot },
    group: placeOf(line, from, c),
    quote: quoteOf(line.quotes, c, state),
  }
}

const WIDTH = 0xfee0
export function spelled(code: string, how: Spelling): string {
  if (how === 'lower') return code.toLowerCase()
  if (how === 'wide') return [...code].map((x) => String.fromCharCode(x.charCodeAt(0) + WIDTH)).join('')
  return how === 'none' ? '' : how === 'wrong' ? NO_CODE : code
}

/** Whether somebody has written the code, in whatever spelling. */
export const writes = (text: string, code: string) => narrow(text).toUpperCase().includes(code)

export const homeOf = (member: string) =>
  directory.groupsOf(member).find((g) => g.kind === 'residents')?.id ?? 'g-qiaotou'

function placeOf({ where, who }: Line, from: string, c: Case | null): string | null {
  if (where === 'direct') return null
  if (where === 'elsewhere') return nth(GROUPS, who.n)
  return where === 'case' && c ? c.group : homeOf(from)
}

function quoteOf(quotes: Line['quotes'], c: Case | null, state: State): Heard['quote'] {
  if (quotes === 'nothing' || !c) return null
  const reply = quotes === 'reply' ? state.outbox.findLast((r) => r.case === c.id) : null
  return { name: '某人', text: reply?.text ?? c.text }
}
