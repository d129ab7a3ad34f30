import type { Verdict } from '../rules/verdict.ts'
import type { Said } from '../rules/weigh.ts'
import { maySee } from './access.ts'
import { narrow, parseCommand, type Command } from './commands.ts'
import type { County } from './county.ts'
import type { Docket } from './docket.ts'
import { changeOf, handle, rate, refusalText, type Handled } from './handling.ts'
import type { Case, Heard, Reply } from './model.ts'
import { findingOf, homeArea, openCase, secrecyOf } from './opening.ts'
import { caseWords, statusName } from './phrases.ts'
import { answer, joinReceipt } from './replies.ts'
import { similarity } from './similar.ts'
import { canMove, move } from './transitions.ts'

const MINUTE = 60_000
/** Near-identical needs are one case when they are said within this time. */
export const JOIN_WINDOW = 24 * 60 * MINUTE
/** What a reporter adds after his message belongs to it: words for a short time, pictures a little longer. */
const WORDS_WINDOW = 5 * MINUTE
const MEDIA_WINDOW = 10 * MINUTE
/** Pictures are often sent before the words that explain them. */
export const EARLIER_MEDIA = 3 * MINUTE
/** How alike two texts must be to be one need: less when both name the same small place. */
const ALIKE = 0.35
const ALIKE_SAME_PLACE = 0.2
/** Why a case was opened that its sender asked for, whatever the rules say. */
const ASKED = ['本人要求立案']

/** What a person should look at: why, and of a confidential message whom it is about and which office may see it. */
export interface Flagged {
  verdict: Verdict
  /** the reasons of the verdict, in lines for whoever may see the flag */
  why: string[]
  about: string[]
  office: string | null
}

/** What becomes of one message. `case` and `flagged` keep it, the rest is forgotten after days. */
export interface Decision {
  state: 'ignored' | 'flagged' | 'case' | 'command'
  caseId: string | null
  /** said to the sender without a case being changed */
  replies: Reply[]
  flag: Flagged | null
  /** pictures of the same sender from this time on belong to the case too */
  adoptsSince: number | null
  /** the message that its sender takes back */
  withdraws: string | null
}

const decision = (state: Decision['state'], more: Partial<Decision> = {}): Decision => ({
  state,
  caseId: null,
  replies: [],
  flag: null,
  adoptsSince: null,
  withdraws: null,
  ...more,
})
const IGNORED = decision('ignored')

export interface Intake {
  docket: Docket
  county: County
  /** the case that a quoted message or receipt belongs to */
  quoted: (heard: Heard) => string | null
  /** the group in which the sender of a private message wrote last, for those whom the world does not list */
  lastGroup: (heard: Heard) => string | null
  /** rises when the codes of an earlier try were taken */
  attempt: number
}

/** Decides about one message; changes of cases go into the docket. The time of everything is when it was said. */
export function decide(heard: Heard, intake: Intake): Decision {
  const { county } = intake
  const group = heard.group === null ? null : county.directory.group(heard.group)
  if (heard.group !== null && !group) return IGNORED
  if (heard.type === 'recall') return decision('ignored', { withdraws: heard.text })
  if (heard.from === null || heard.type === 'system' || heard.type === 'other') return IGNORED
  if (heard.type !== 'text') return followUp(heard, intake, MEDIA_WINDOW) ?? IGNORED

  const command = parseCommand(heard.text, heard.mentionsBot)
  const done = command && obey(command, heard, intake)
  if (done) return done
  if (group?.kind === 'supervision') return IGNORED
  return need(heard, intake, command?.verb === 'report')
}

/** Carries out a command; null when the words turn out to be talk after all. */
function obey(command: Command, heard: Heard, intake: Intake): Decision | null {
  const { docket, county } = intake
  const say = { heard, county, now: heard.at }
  switch (command.verb) {
    case 'report':
      return null
    case 'join':
      return join(heard, intake)
    case 'mine':
      return decision('command', { replies: [ownCases(heard, intake)] })
    case 'look': {
      const c = docket.byCode(command.code)
      const visible = c && maySee(c, heard.from!, county, heard.group) ? c : null
      const name = visible?.confidential ? 'state-private' : 'state'
      const words = { code: command.code }
      return decision('command', {
        replies: visible
          ? [answer(heard, 'answer', county.wording(name, caseWords(visible, county)), heard.at, visible)]
          : [answer(heard, 'refusal', county.wording('unknown-code', words), heard.at)],
      })
    }
    case 'satisfied':
    case 'dissatisfied': {
      const found = command.code === null ? theOneWaiting(heard, intake) : { c: docket.byCode(command.code) }
      if (found === null || 'which' in found) return found && decision('command', { replies: [found.which] })
      return settle(
        rate(command.verb === 'satisfied', found.c, command.text, say),
        found.c,
        command.code,
        heard,
        intake,
      )
    }
    default: {
      if (command.code === null) {
        if (!county.directory.staffByMember(heard.from!)) return null
        const text = county.wording('need-code', { word: narrow(heard.text).trim() })
        return decision('command', { replies: [answer(heard, 'question', text, heard.at)] })
      }
      const c = docket.byCode(command.code)
      return settle(handle(command.verb, c, command.text, say), c, command.code, heard, intake)
    }
  }
}

function settle(
  handled: Handled,
  c: Case | null,
  code: string | null,
  heard: Heard,
  intake: Intake,
): Decision {
  if ('change' in handled) {
    intake.docket.apply(handled.change)
    return decision('case', { caseId: handled.change.case.id })
  }
  const text = refusalText(handled, c, code ?? c?.code ?? '', intake.county)
  const visible = c && handled.refusal !== 'unknown-code' ? c : null
  return decision('command', { replies: [answer(heard, 'refusal', text, heard.at, visible)] })
}

/** 满意 without a code: the only case that waits for this person's word, a question when there are several. */
function theOneWaiting(heard: Heard, { docket, county }: Intake): { c: Case } | { which: Reply } | null {
  const waiting = docket
    .ofReporter(heard.from!)
    .filter((c) => c.status === 'resolved' && !(c.confidential && heard.group))
  if (waiting.length === 0) return null
  if (waiting.length === 1) return { c: waiting[0]! }
  const text = county.wording('which', { list: waiting.map((c) => c.code).join('、') })
  return { which: answer(heard, 'question', text, heard.at) }
}

function ownCases(heard: Heard, { docket, county }: Intake): Reply {
  const own = docket.ofReporter(heard.from!).filter((c) => heard.group === null || !c.confidential)
  const list = own.slice(0, 5).map((c) => `${c.code} ${statusName(c, county)}`)
  const text = own.length ? county.wording('mine', { list: list.join('\n') }) : county.wording('mine-none')
  return answer(heard, 'answer', text, heard.at)
}

/** 同问 and +1 count when they quote a message of a case or its receipt. */
function join(heard: Heard, intake: Intake): Decision | null {
  const id = intake.quoted(heard)
  const c = id === null ? null : intake.docket.byId(id)
  return c && canMove(c, 'join') && maySee(c, heard.from!, intake.county, heard.group)
    ? joinCase(c, heard, intake)
    : null
}

/** Adds the sender to a case and its message with him; he is told when it ends. */
export function joinCase(
  c: Case,
  heard: Heard,
  { docket, county }: Pick<Intake, 'docket' | 'county'>,
): Decision {
  if (!c.reporters.some((r) => r.member === heard.from)) {
    const reporter = { member: heard.from!, group: c.confidential ? null : heard.group, at: heard.at }
    const by = county.directory.staffByMember(heard.from!)?.id ?? heard.from!
    const moved = move(
      c,
      'join',
      { reporters: [...c.reporters, reporter] },
      [{ type: 'joined', by }],
      heard.at,
    )
    docket.apply(changeOf(c, moved, joinReceipt(moved.case, heard, county, heard.at)))
  }
  return decision('case', { caseId: c.id })
}

/** A message that may say what somebody needs. `forced`: its sender asks for a case in so many words. */
function need(heard: Heard, intake: Intake, forced: boolean): Decision {
  const { county, docket } = intake
  const isStaff = county.directory.staffByMember(heard.from!) !== null
  const said: Said = { speaker: isStaff ? 'staff' : 'resident', media: 'text' }
  const { rules } = county
  const judged = forced ? rules.judgeForced(heard.text, said) : rules.judge(heard.text, said)
  // What staff write is mostly notices and news of their own work.
  const wanted = forced ? 'open' : isStaff ? lower(judged.decision) : judged.decision
  if (wanted === 'ignore') return isStaff ? IGNORED : (followUp(heard, intake, WORDS_WINDOW) ?? IGNORED)
  const found = findingOf(judged)
  const lastGroup = intake.lastGroup(heard)
  const added = followUp(heard, intake, WORDS_WINDOW, found.category)
  if (added) return added
  const same = sameNeed(heard, found.category, intake)
  if (same) return joinCase(same, heard, intake)
  // Reasons cost more than a verdict, and few messages come this far.
  const why = forced ? ASKED : rules.explain(heard.text, said).why
  if (wanted === 'open' && (forced || county.directory.settings.open === 'auto')) {
    const change = openCase(heard, { ...found, why }, county, heard.at, 'system', intake.attempt, lastGroup)
    docket.apply(change)
    return decision('case', { caseId: change.case.id, adoptsSince: heard.at - EARLIER_MEDIA })
  }
  const secret = found.confidential ? secrecyOf(heard, county, lastGroup) : null
  const flag = { verdict: judged, why, about: secret?.about ?? [], office: secret?.office?.id ?? null }
  return decision('flagged', { flag })
}

const lower = (d: Verdict['decision']) => (d === 'open' ? 'review' : 'ignore')

/** More from a reporter about the case he has just opened or joined: the same conversation, a short time, no other need. */
function followUp(
  heard: Heard,
  { docket, county }: Intake,
  window: number,
  category?: string,
): Decision | null {
  const fits = (c: Case) =>
    c.status !== 'closed' &&
    (c.group === heard.group || (heard.group === null && c.confidential)) &&
    (category === undefined || (category === c.category && !isAnother(heard, c, county))) &&
    maySee(c, heard.from!, county, heard.group) &&
    c.reporters.some((r) => r.member === heard.from && heard.at >= r.at && heard.at - r.at <= window)
  const c = docket.ofReporter(heard.from!).find(fits)
  return c ? decision('case', { caseId: c.id }) : null
}

/** A need of the same kind, but elsewhere; or another rumour, since what is verified is the one that was told. */
function isAnother(heard: Heard, c: Case, county: County): boolean {
  const place = county.findPlace(heard.text, c.area)
  const { isWithin } = county.directory
  if (place.found && !isWithin(c.area, place.area) && !isWithin(place.area, c.area)) return true
  return c.category === 'rumour' && similarity(c.text, heard.text) < ALIKE
}

/** The open case of this group that says the same: kind of need, words and place alike. */
function sameNeed(heard: Heard, category: string, { docket, county }: Intake): Case | null {
  if (heard.group === null) return null
  const { directory } = county
  const place = county.findPlace(heard.text, homeArea(heard, county))
  const isSame = (c: Case) => {
    if (c.category !== category || heard.at - c.openedAt > JOIN_WINDOW || !canMove(c, 'join')) return false
    if (c.status === 'resolved' || !maySee(c, heard.from!, county, heard.group) || c.confidential)
      return false
    if (!directory.isWithin(c.area, place.area) && !directory.isWithin(place.area, c.area)) return false
    return similarity(c.text, heard.text) >= (place.found && place.area === c.area ? ALIKE_SAME_PLACE : ALIKE)
  }
  return docket.inGroup(heard.group).find(isSame) ?? null
}
