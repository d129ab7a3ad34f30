/** What a reporter says of a case of his own: where it is, that it is done, that it still is not. */
import type { Verdict } from '../rules/verdict.ts'
import { maySpeakOf } from './access.ts'
import { decision, type Decision, type Intake } from './decision.ts'
import { changeOf, inChat } from './handling.ts'
import { answersWhere, locate } from './locating.ts'
import type { Case, Heard } from './model.ts'
import { isAskedDone, rate } from './rating.ts'
import { answer } from './replies.ts'
import { NEIGHBOUR, saysDone, saysUndone } from './settled.ts'
import { canMove, move } from './transitions.ts'

/** What a reporter says of a case of his own, and not of another need. */
export const toldOfOwn = (heard: Heard, judged: Verdict, intake: Intake): Decision | null =>
  whereAnswered(heard, judged, intake) ??
  (judged.category === null ? doneAlready(heard, intake) : null) ??
  notDone(heard, judged.category, intake)

/** The sender's cases that are spoken of where he writes: a confidential one only privately, wherever it came from. */
export const ownHere = (heard: Heard, { docket, county }: Intake): Case[] =>
  docket
    .ofReporter(heard.from!)
    .filter((c) => c.confidential || c.group === heard.group)
    .filter((c) => maySpeakOf(c, heard.from!, county, heard.group))

/** 还是堵的, of what the office has ended: its reporter is told once how he says so. */
function notDone(heard: Heard, category: string | null, intake: Intake): Decision | null {
  if (!saysUndone(heard.text)) return null
  const { docket, county } = intake
  const ended = ownHere(heard, intake).filter(
    (c) => c.status === 'resolved' && (category === null || category === c.category),
  )
  const [c] = ended
  if (!c || ended.length > 1) return null
  if (c.asked.undone !== undefined) return decision('case', { caseId: c.id })
  const asked = { ...c.asked, undone: heard.at }
  docket.apply(changeOf(c, move(c, 'ask', { asked }, [], heard.at), []))
  const text = county.wording('ask-undone', { code: c.code })
  return decision('case', { caseId: c.id, replies: [answer(heard, 'question', text, heard.at, c)] })
}

/** The answer of somebody who was asked where it is; what would open a case of another kind is none. */
function whereAnswered(heard: Heard, judged: Verdict, intake: Intake): Decision | null {
  const { county, docket } = intake
  const isOther = (c: Case) => judged.decision === 'open' && judged.category !== c.category
  const asked = ownHere(heard, intake).find((c) => answersWhere(heard, c, county) && !isOther(c))
  const change = asked && locate(asked, heard, county)
  if (!change) return null
  docket.apply(change)
  return decision('case', { caseId: change.case.id })
}

/**
 * 修好了，谢谢 of a reporter: what the office has ended is closed by it; of what it has not he is asked once whether it is
 * done, and his saying so again is the answer.
 */
function doneAlready(heard: Heard, intake: Intake): Decision | null {
  if (!saysDone(heard.text)) return null
  const { docket, county } = intake
  const say = inChat(heard, county)
  // Whose own office has it is not asked: he would be judging its work.
  const isJudge = (c: Case) => c.status !== 'closed' && c.kind === 'problem' && c.office !== say.staff?.office
  const quoted = intake.quoted(heard)
  const own = ownHere(heard, intake).filter((c) => isJudge(c) && (quoted === null || c.id === quoted))
  const meant = own.length === 1 ? own[0]! : null
  if (meant && (meant.status === 'resolved' || isAskedDone(meant))) {
    const rated = rate(true, meant, heard.text, say)
    if ('refusal' in rated) return null
    docket.apply(rated.change)
    return decision('case', { caseId: meant.id })
  }
  const unasked = (meant ? [meant] : own).filter((c) => canMove(c, 'ask') && c.asked.done === undefined)
  if (unasked.length === 0) return null
  const thanked = NEIGHBOUR.test(heard.text) ? { helped: heard.at } : {}
  for (const c of unasked) {
    const asked = { ...c.asked, ...thanked, done: heard.at, whom: heard.from! }
    docket.apply(changeOf(c, move(c, 'ask', { asked }, [], heard.at), []))
  }
  const text = meant
    ? county.wording('ask-done', { code: meant.code })
    : county.wording('ask-which-done', { list: unasked.map((c) => c.code).join('、') })
  const replies = [answer(heard, 'question', text, heard.at, meant)]
  return meant ? decision('case', { caseId: meant.id, replies }) : decision('command', { replies })
}
