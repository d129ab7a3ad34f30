import { maySee, maySpeakOf } from './access.ts'
import { narrow, parseCommand, type Command, type HandlerVerb } from './commands.ts'
import { mayBeMore } from './complaints.ts'
import { decision, IGNORED, type Decision, type Intake } from './decision.ts'
import { handle, inChat, refusalText, type Handled } from './handling.ts'
import type { County } from './county.ts'
import { PASTED, type Case, type Heard, type Reply } from './model.ts'
import { EARLIER_MEDIA, followUp, joinCase, MEDIA_WINDOW, need } from './needs.ts'
import { ownHere } from './own-case.ts'
import { caseWords, statusName } from './phrases.ts'
import { isAskedDone, rate } from './rating.ts'
import { answer } from './replies.ts'
import { saysYes } from './settled.ts'
import { canMove } from './transitions.ts'

/** Decides about one message; changes of cases go into the docket. The time of everything is when it was said. */
export function decide(heard: Heard, intake: Intake): Decision {
  const { county } = intake
  const group = heard.group === null ? null : county.directory.group(heard.group)
  if (heard.group !== null && !group) return IGNORED
  if (heard.type === 'recall') return decision('ignored', { withdraws: heard.text })
  if (heard.from === null || heard.type === 'system' || heard.type === 'other') return IGNORED
  const leftAlone = heard.group !== null && !heard.mentionsBot && intake.optedOut(heard.from)
  if (heard.type !== 'text') return leftAlone ? WORDLESS : (media(heard, intake) ?? IGNORED)

  const obeyed = isObeyed(heard, county)
  const command = obeyed ? parseCommand(heard.text, heard.mentionsBot) : null
  const done = command && obey(command, heard, intake)
  if (done) return done
  if (group?.kind === 'supervision') return IGNORED
  const asks = command?.verb === 'report'
  if (leftAlone && !asks) return WORDLESS
  const acted = obeyed ? (confirmation(heard, intake) ?? officersAnswer(heard, intake)) : null
  return acted ?? need(heard, intake, asks)
}

/** Whoever pastes a text can put any name above it: what one of the staff is said to have written is talk. */
const isObeyed = ({ account, from }: Heard, { directory }: County) =>
  account !== PASTED || directory.staffByMember(from!) === null

const WORDLESS = decision('ignored', { wordless: true })

/**
 * Pictures belong to what their sender has just reported, or has just ended as a handler; after a complaint that waits, to
 * nothing until a person has decided about that.
 */
function media(heard: Heard, intake: Intake): Decision | null {
  const { directory } = intake.county
  const staff = directory.staffByMember(heard.from!)
  const isFree = heard.group === null || directory.group(heard.group)?.kind === 'supervision'
  const [ended] = intake.docket.where(
    (c) =>
      staff?.office === c.office &&
      c.status === 'resolved' &&
      (isFree || c.group === heard.group) &&
      !(c.confidential && heard.group) &&
      heard.at >= c.resolvedAt! &&
      heard.at - c.resolvedAt! <= MEDIA_WINDOW &&
      !mayBeMore(intake.complaints, heard, c.resolvedAt!),
  )
  return ended && maySee(ended, heard.from!, intake.county, heard.group)
    ? decision('case', { caseId: ended.id })
    : followUp(heard, intake, MEDIA_WINDOW)
}

/** Carries out a command; null when the words turn out to be talk after all. */
function obey(command: Command, heard: Heard, intake: Intake): Decision | null {
  const { docket, county } = intake
  const say = inChat(heard, county)
  switch (command.verb) {
    case 'report':
      return null
    case 'join':
      return join(heard, intake)
    case 'mine':
      return decision('command', { replies: [ownCases(heard, intake)] })
    case 'choose': {
      const text = county.wording(command.out ? 'opted-out' : 'opted-in')
      const replies = [answer(heard, 'answer', text, heard.at)]
      return decision('command', { replies, leaves: command.out })
    }
    case 'look': {
      const c = docket.byCode(command.code)
      const visible = c && maySee(c, heard.from!, county, heard.group) ? c : null
      const name = visible?.confidential ? 'state-private' : 'state'
      const words = { code: command.code }
      const unknown = answer(heard, 'refusal', county.wording('unknown-code', words), heard.at)
      if (!visible) return decision('command', { replies: [unknown] })
      const state = answer(
        heard,
        'answer',
        county.wording(name, caseWords(visible, county)),
        heard.at,
        visible,
      )
      return decision('command', { replies: [state, ...covering(visible, command.code, heard, county)] })
    }
    case 'satisfied':
    case 'dissatisfied': {
      const found =
        command.code === null
          ? theOneWaiting(command.verb, heard, intake)
          : { c: docket.byCode(command.code) }
      if (found === null || 'which' in found) return found && decision('command', { replies: [found.which] })
      const rated = rate(command.verb === 'satisfied', found.c, command.text, say)
      return settle(rated, found.c, command.code, heard, intake)
    }
    default: {
      if (command.code === null) {
        if (!say.staff) return null
        const text = county.wording('need-code', { word: narrow(heard.text).trim() })
        return decision('command', { replies: [answer(heard, 'question', text, heard.at)] })
      }
      const c = docket.byCode(command.code)
      const made = settle(handle(command.verb, c, command.text, say), c, command.code, heard, intake)
      return ENDS.includes(command.verb) && made.caseId
        ? { ...made, adoptsSince: heard.at - EARLIER_MEDIA }
        : made
    }
  }
}

const ENDS: HandlerVerb[] = ['resolve', 'decline']

function settle(
  handled: Handled,
  c: Case | null,
  code: string | null,
  heard: Heard,
  intake: Intake,
): Decision {
  if ('change' in handled) {
    intake.docket.apply(handled.change)
    const replies = covering(handled.change.case, code, heard, intake.county)
    return decision('case', { caseId: handled.change.case.id, replies })
  }
  const text = refusalText(handled, c, code ?? c?.code ?? '', intake.county)
  const visible = c && handled.refusal !== 'unknown-code' ? c : null
  const refusal = answer(heard, 'refusal', text, heard.at, visible)
  const cover = visible ? covering(visible, code, heard, intake.county) : []
  return decision('command', { replies: [refusal, ...cover] })
}

/**
 * In a group the code of a confidential case is answered as one that does not exist, beside the private answer: silence
 * would tell everybody there that it does.
 */
function covering(c: Case, code: string | null, heard: Heard, county: County): Reply[] {
  if (!c.confidential || heard.group === null || code === null) return []
  return [answer(heard, 'refusal', county.wording('unknown-code', { code }), heard.at)]
}

/**
 * 满意 without a code: the only case that waits for this person's word, a question when there are several. Whether a case
 * is done already is asked for a yes alone.
 */
function theOneWaiting(
  verb: 'satisfied' | 'dissatisfied',
  heard: Heard,
  { docket, county }: Intake,
): { c: Case } | { which: Reply } | null {
  const waits = (c: Case) => c.status === 'resolved' || (verb === 'satisfied' && isAskedDone(c))
  const all = docket
    .ofReporter(heard.from!)
    .filter((c) => waits(c) && maySpeakOf(c, heard.from!, county, heard.group))
  // A kept answer asks for no word beside what an office has done.
  const handled = all.filter((c) => c.outcome !== 'answered')
  const waiting = handled.length ? handled : all
  if (waiting.length === 0) return null
  if (waiting.length === 1) return { c: waiting[0]! }
  const text = county.wording('which', { list: waiting.map((c) => c.code).join('、') })
  return { which: answer(heard, 'question', text, heard.at) }
}

/** 是的, to the question whether a case is done; to the question which of several is, it is no answer. */
function confirmation(heard: Heard, intake: Intake): Decision | null {
  const [asked, ...others] = ownHere(heard, intake).filter(
    (c) => isAskedDone(c) && c.asked.whom === heard.from && saysYes(heard.text, heard.at, c.asked.done),
  )
  return asked && others.length === 0
    ? settle(rate(true, asked, '', inChat(heard, intake.county)), asked, null, heard, intake)
    : null
}

/** An officer who quotes a question that his office has, and answers it. */
function officersAnswer(heard: Heard, intake: Intake): Decision | null {
  const say = inChat(heard, intake.county)
  const id = say.staff && heard.quote ? intake.quoted(heard) : null
  const c = id === null ? null : intake.docket.byId(id)
  if (c?.kind !== 'question' || c.confidential || isNoAnswer(heard.text)) return null
  const handled = handle('resolve', c, heard.text, say)
  return 'change' in handled ? settle(handled, c, null, heard, intake) : null
}
const SHORTEST_ANSWER = 4
/** He has read it, and will find out: 收到，我们核实后回复您. */
const PROMISE =
  /^(?:[您你]好[\s,，。!！]*)?(?:(?:收到|好的|知道了|我们?|这就|马上|稍等|正在)[\s,，。!！]*)+(?:先|去|来|会)*(?:问|查|核实|了解|确认|联系|反馈|处理|谢|感谢|辛苦)(?!了|过).{0,12}$/u

const isNoAnswer = (text: string) => [...text].length < SHORTEST_ANSWER || PROMISE.test(text.trim())

function ownCases(heard: Heard, { docket, county }: Intake): Reply {
  const own = docket.ofReporter(heard.from!).filter((c) => maySpeakOf(c, heard.from!, county, heard.group))
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
