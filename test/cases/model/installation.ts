/** An installation without IO: what workers, store and console do with what the pure functions decide. */
import { waitingAfter, type Complaint } from '../../../cases/complaints.ts'
import { Docket } from '../../../cases/docket.ts'
import { nextDue, takeStep } from '../../../cases/due.ts'
import { handle } from '../../../cases/handling.ts'
import { decide } from '../../../cases/intake.ts'
import { markConfidential } from '../../../cases/marking.ts'
import type { Case, Change, Heard, Reply } from '../../../cases/model.ts'
import { EARLIER_MEDIA, joinCase, MEDIA_WINDOW } from '../../../cases/needs.ts'
import { openCase, recategorised, type Finding } from '../../../cases/opening.ts'
import { rate } from '../../../cases/rating.ts'
import { split } from '../../../cases/splitting.ts'
import { keyOf, type Deed, type Filed, type State } from './state.ts'
import { county } from './world.ts'

const TRIES = 10

/** The state after a deed. */
export function perform(deed: Deed, state: State): State {
  for (let attempt = 0; ; attempt++) {
    try {
      return performOnce(deed, state, attempt)
    } catch (error) {
      if (attempt >= TRIES || !(error instanceof CodeTaken)) throw error
    }
  }
}

function performOnce(deed: Deed, state: State, attempt: number): State {
  const now = state.now
  switch (deed.do) {
    case 'hear':
      return hear(deed.batch, state, attempt)
    case 'wait':
      return wait(deed, state)
    case 'act': {
      const c = state.cases.get(deed.caseId)!
      const say = { heard: null, staff: county.directory.staffById(deed.staff), county, now }
      const isRated = deed.verb === 'satisfied' || deed.verb === 'dissatisfied'
      const done = isRated
        ? rate(deed.verb === 'satisfied', c, deed.text, say)
        : handle(deed.verb as Parameters<typeof handle>[0], c, deed.text, say)
      return 'change' in done ? save(state, [done.change]) : state
    }
    case 'mark': {
      const staff = county.directory.staffById(deed.staff)!
      const done = markConfidential(state.cases.get(deed.caseId)!, deed.about, staff, county, now)
      return 'change' in done ? save(hide(state, done.change.case), [done.change]) : state
    }
    case 'split':
      return splitMessage(deed, state, attempt)
    case 'form': {
      const { heard, area } = deed
      const found = findingIn(county.rules.judgeForced(heard.text))
      const intake = { channel: 'phone' as const, area, account: 'bot' }
      const change = openCase({ heard, found, county, now, by: 'tong', attempt, intake })
      return file(save(state, [change]), { heard, state: 'case', caseId: change.case.id, flag: null })
    }
    case 'review':
      return review(deed, state, attempt)
    case 'restart':
      return fromText(toText(state))
  }
}

export class CodeTaken extends Error {}

const findingIn = ({
  category,
  kind,
  urgency,
  confidential,
}: ReturnType<typeof county.rules.judge>): Finding => ({
  ...{ category: category!, kind: kind!, urgency: urgency! },
  confidential,
})

function hear(batch: Heard[], state: State, attempt: number): State {
  const fresh = [...new Map(batch.map((h) => [keyOf(h), h])).values()]
    .filter((h) => !state.filed.has(keyOf(h)))
    .sort((a, b) => a.at - b.at)
    .map((h) => ({ ...h, at: Math.min(h.at, state.now) }))
  const docket = new Docket(state.cases.values())
  let next = state
  const replies: Reply[] = []
  const adoptions: [Heard, string, number][] = []
  let complaints = waiting(state)
  for (const heard of fresh) {
    const made = decide(heard, {
      ...{ docket, county, complaints, attempt },
      quoted: (h) =>
        quotedCase(h, state) ?? ownQuote(h, [...next.filed.values()].slice(state.filed.size), docket),
      lastGroup: (h) => lastGroup(h, state),
      optedOut: (member) => next.left.has(member),
    })
    complaints = waitingAfter(complaints, heard, made)
    replies.push(...made.replies)
    const kept = made.wordless ? { ...heard, text: '' } : heard
    next = file(next, { heard: kept, state: made.state, caseId: made.caseId, flag: made.flag })
    if (made.adoptsSince !== null) adoptions.push([heard, made.caseId!, made.adoptsSince])
    if (made.withdraws !== null) next = withdraw(next, heard, made.withdraws)
    if (made.leaves !== null) next = choose(next, heard.from!, made.leaves)
  }
  next = adoptions.reduce((adopted, adoption) => adopt(adopted, ...adoption), next)
  return save(next, docket.changes(), replies)
}

/** What is flagged and confidential. */
const waiting = ({ filed }: State): Complaint[] =>
  [...filed.values()]
    .filter((f) => f.state === 'flagged' && county.rules.judge(f.heard.text).confidential)
    .map((f) => f.heard)

/** What waits to be said of a case that has become confidential is taken back, but to its reporters. */
function hide(state: State, c: Case): State {
  const isTold = (r: Reply) => c.reporters.some((x) => x.member === r.direct)
  const waits = (r: Reply) => r.case === c.id && r.notBefore > state.now && !isTold(r)
  return { ...state, outbox: state.outbox.filter((r) => !waits(r)) }
}

const file = (state: State, filed: Filed): State => ({
  ...state,
  filed: new Map(state.filed).set(keyOf(filed.heard), filed),
})

function adopt(state: State, { group, from, at }: Heard, caseId: string, since: number): State {
  const complaints = waiting(state).filter((c) => c.group === group && c.from === from)
  const isSecret = (h: Heard) =>
    complaints.some((c) => h.at >= c.at - EARLIER_MEDIA && h.at <= c.at + MEDIA_WINDOW)
  const isBefore = (h: Heard) => h.group === group && h.from === from && h.at >= since && h.at <= at
  const pictures = [...state.filed.values()].filter(
    ({ heard: h, state: s }) => h.type === 'image' && s === 'ignored' && isBefore(h) && !isSecret(h),
  )
  return pictures.reduce((next, f) => file(next, { ...f, state: 'case', caseId }), state)
}

function withdraw(state: State, { account, group }: Heard, id: string): State {
  const filed = state.filed.get(keyOf({ account, id }))
  if (!filed || filed.heard.group !== group || filed.caseId !== null) return state
  return file(state, {
    ...filed,
    heard: { ...filed.heard, text: '', from: null, group: null },
    state: 'ignored',
    flag: null,
  })
}

function choose(state: State, member: string, out: boolean): State {
  const left = new Set(state.left)
  if (out) left.add(member)
  else left.delete(member)
  return { ...state, left }
}

const QUOTED_FOR = 30 * 24 * 3_600_000

/** The latest message, else reply, of the group with the quoted words; never a confidential one. */
function quotedCase({ quote, group, at }: Heard, { filed, outbox, cases, now }: State): string | null {
  if (!quote || group === null) return null
  const fits = (caseId: string | null, when: number) =>
    caseId !== null && !cases.get(caseId)?.confidential && when > at - QUOTED_FOR
  const said = [...filed.values()].filter(
    ({ heard: h, caseId }) =>
      h.group === group && h.at <= at && fits(caseId, h.at) && h.text.startsWith(quote.text),
  )
  const last = said.sort((a, b) => a.heard.at - b.heard.at).at(-1)
  if (last) return last.caseId
  const isMeant = (r: Reply) => r.group === group && r.notBefore <= now && r.text.includes(quote.text)
  return outbox.findLast((r) => isMeant(r) && fits(r.case, r.notBefore))?.case ?? null
}

/** The same of what has come in one batch. */
function ownQuote({ quote, group }: Heard, filed: Filed[], docket: Docket): string | null {
  if (!quote) return null
  const isMeant = ({ heard: h, caseId }: Filed) =>
    h.group === group && h.text.startsWith(quote.text) && !(caseId && docket.byId(caseId)?.confidential)
  return filed.findLast(isMeant)?.caseId ?? null
}

const lastGroup = ({ from }: Heard, { filed }: State): string | null =>
  [...filed.values()]
    .map((f) => f.heard)
    .filter((h) => h.from === from && h.group !== null)
    .sort((a, b) => a.at - b.at)
    .at(-1)?.group ?? null

/** What time makes due happens at its own time, or when somebody looks at last. */
function wait({ until, sweeps }: Deed & { do: 'wait' }, state: State): State {
  let next = state
  for (let sweep = 0; sweeps === 'in time' && sweep < 1_000; sweep++) {
    const dues = [...next.cases.values()].flatMap((c) => nextDue(c, county)?.at ?? [])
    const at = Math.max(state.now, Math.min(...dues))
    if (at > until) break
    next = sweepAt(next, at)
  }
  return sweeps === 'not yet' ? { ...next, now: until } : sweepAt(next, until)
}

function sweepAt(state: State, now: number): State {
  const docket = new Docket(state.cases.values())
  for (const id of state.cases.keys())
    for (let steps = 0; ; steps++) {
      const c = docket.byId(id)!
      const due = nextDue(c, county)
      if (!due || due.at > now) break
      if (steps > 100) throw new Error(`time never ends for ${c.code}: ${due.step}`)
      docket.apply(takeStep(c, due.step, now, county))
    }
  return save({ ...state, now }, docket.changes())
}

function splitMessage(deed: Deed & { do: 'split' }, state: State, attempt: number): State {
  const { filed, now } = state
  const { heard } = filed.get(deed.message)!
  const { deadline: urgency, confidential } = county.categories.get(deed.found)!
  const found = { category: deed.found, kind: 'problem' as const, urgency, confidential }
  const others = [...filed.values()].filter((f) => f.caseId === deed.caseId && f.heard.id !== heard.id)
  const leaves = !others.some((f) => f.heard.from === heard.from)
  const splitting = { heard, found, leaves, by: deed.by, attempt, now }
  const { old, fresh } = split(state.cases.get(deed.caseId)!, county, splitting)
  return file(save(state, [old, fresh]), { heard, state: 'case', caseId: fresh.case.id, flag: null })
}

function review(deed: Deed & { do: 'review' }, state: State, attempt: number): State {
  const filed = state.filed.get(deed.message)!
  const { heard } = filed
  const verdict = filed.flag!.verdict
  const settled = { ...filed, flag: null }
  if (deed.verdict === 'dismiss') return file(state, { ...settled, state: 'ignored' })
  const docket = new Docket(state.cases.values())
  if (deed.verdict === 'merge') {
    const into = docket.byCode(deed.into)
    if (!into || into.status === 'closed' || (verdict.confidential && !into.confidential)) return state
    joinCase(into, heard, { docket, county })
    const merged = file(state, { ...settled, state: 'case', caseId: into.id })
    return save(adopt(merged, heard, into.id, heard.at - EARLIER_MEDIA), docket.changes())
  }
  const found = recategorised(findingIn(verdict), deed.category ?? undefined, county)
  const opening = {
    heard,
    found,
    county,
    now: state.now,
    by: 'qu',
    attempt,
    lastGroup: lastGroup(heard, state),
  }
  const change = openCase(opening)
  const opened = file(state, { ...settled, state: 'case', caseId: change.case.id })
  return save(adopt(opened, heard, change.case.id, heard.at - EARLIER_MEDIA), [change])
}

/** Writes changes as the store does: whole, on the version that they were made from, each code once. */
function save(state: State, changes: Change[], replies: Reply[] = []): State {
  const cases = new Map(state.cases)
  const events = new Map(state.events)
  for (const { case: c, from, events: added, leaves = [] } of changes) {
    if ((cases.get(c.id)?.version ?? null) !== from) throw new Error(`${c.code} is saved on another version`)
    if ([...cases.values()].some((x) => x.code === c.code && x.id !== c.id)) throw new CodeTaken(c.code)
    const gone = (cases.get(c.id)?.reporters ?? []).filter(
      (r) => !leaves.includes(r.member) && !c.reporters.some((x) => x.member === r.member),
    )
    if (gone.length) throw new Error(`the store keeps reporters of ${c.code} whom the change has not`)
    cases.set(c.id, c)
    events.set(c.id, [...(events.get(c.id) ?? []), ...added])
  }
  return post({ ...state, cases, events }, [...changes.flatMap((change) => change.replies), ...replies])
}

/** As the store: a receipt that waits is of no use once the end is told, and a key is there once. */
function post(state: State, replies: Reply[]): State {
  const ended = new Set(replies.flatMap((r) => (r.kind === 'closure' ? r.case : [])))
  const waits = (r: Reply) => r.kind === 'receipt' && ended.has(r.case) && r.notBefore > state.now
  let id = state.outbox.at(-1)?.id ?? -1
  const added = replies.map((r) => ({ ...r, id: ++id }))
  return { ...state, outbox: [...state.outbox.filter((r) => !waits(r)), ...added] }
}

/** What is kept outlives a process as text. */
const toText = (state: State): string =>
  JSON.stringify(state, (_, v: unknown) => (v instanceof Map || v instanceof Set ? { of: [...v] } : v))
function fromText(text: string): State {
  const { cases, events, filed, left, ...rest } = JSON.parse(text)
  return {
    ...rest,
    cases: new Map(cases.of),
    events: new Map(events.of),
    filed: new Map(filed.of),
    left: new Set(left.of),
  }
}
