/** What somebody needs, found in what he says: a case that is new, or one that is there already. */
import type { Said } from '../rules/weigh.ts'
import type { Verdict } from '../rules/verdict.ts'
import { isAbout, maySee } from './access.ts'
import { anyAnswer, keptAnswer } from './answers.ts'
import { mayBeMore } from './complaints.ts'
import type { County } from './county.ts'
import type { Docket } from './docket.ts'
import { decision, IGNORED, type Decision, type Intake } from './decision.ts'
import { changeOf } from './handling.ts'
import { locate } from './locating.ts'
import type { Case, Heard } from './model.ts'
import { toldOfOwn } from './own-case.ts'
import { findingOf, homeArea, openCase, secrecyOf, type Finding } from './opening.ts'
import { answer, groupsOf, joinReceipt } from './replies.ts'
import { officeFor } from './routing.ts'
import { similarity } from './similar.ts'
import { isSmallTalk } from './small-talk.ts'
import { canMove, move } from './transitions.ts'
import type { KeptAnswer } from './world.ts'

const MINUTE = 60_000
/** Near-identical needs are one case when they are said within this time. */
export const JOIN_WINDOW = 24 * 60 * MINUTE
/** What a reporter adds after his message belongs to it: words for a short time, pictures a little longer. */
const WORDS_WINDOW = 5 * MINUTE
export const MEDIA_WINDOW = 10 * MINUTE
/** Pictures are often sent before the words that explain them. */
export const EARLIER_MEDIA = 3 * MINUTE
/** How alike two texts must be to be one need: less when both name the same small place. */
const ALIKE = 0.35
const ALIKE_SAME_PLACE = 0.2
const OTHER = 'other'
/** How people ask; an answer is given to nothing else. */
const ASKS = /[?？吗么怎咋哪啥谁]|多少|几[点号时天]|什么|是否|能不能|可不可以/
/** Why a question was answered that the rules take for talk. */
const KEPT = ['有现成答复']
/** Why a case was opened that its sender asked for, whatever the rules say. */
const ASKED = ['本人要求立案']
/** Why a person looks at what the rules alone would have opened. */
const OF_STAFF = '请人看：是工作人员发的，不自动立案'
const BY_PEOPLE = '请人看：本县定的是全部由人立案'

/** A message that may say what somebody needs. `forced`: its sender asks for a case in so many words. */
export function need(heard: Heard, intake: Intake, forced: boolean): Decision {
  const { county } = intake
  const isStaff = county.directory.staffByMember(heard.from!) !== null
  const said: Said = { speaker: isStaff ? 'staff' : 'resident', media: 'text' }
  const { rules } = county
  const judged = forced ? rules.judgeForced(heard.text, said) : rules.judge(heard.text, said)
  const told = forced ? null : toldOfOwn(heard, judged, intake)
  if (told) return told
  // What staff write is mostly notices and news of their own work.
  const wanted = forced ? 'open' : isStaff ? lower(judged.decision) : judged.decision
  if (wanted === 'ignore') return isStaff ? IGNORED : aside(heard, intake)
  const found = findingOf(judged)
  const lastGroup = intake.lastGroup(heard)
  const added = followUp(heard, intake, WORDS_WINDOW, found.category)
  if (added) return added
  const same = sameNeed(heard, found.category, intake)
  if (same) return joinCase(same, heard, intake)
  // Reasons cost more than a verdict, and few messages come this far.
  const why = forced ? ASKED : rules.explain(heard.text, said).why
  const auto = forced || county.directory.settings.open === 'auto'
  const kept = auto && !isStaff ? answerFor(heard, found, county, lastGroup) : null
  const category = kept?.category ?? found.category
  if (auto && (kept || wanted === 'open')) return open(heard, { ...found, category, why }, intake, kept)
  const secret = found.confidential ? secrecyOf(heard, county, lastGroup) : null
  const held = judged.decision === 'open' ? [isStaff ? OF_STAFF : BY_PEOPLE] : []
  const flag = {
    verdict: judged,
    why: [...held, ...why],
    about: secret?.about ?? [],
    office: secret?.office?.id ?? null,
  }
  // Whoever writes privately waits for a word; in a group nobody has asked for one.
  const replies = heard.group === null ? [answer(heard, 'answer', county.wording('received'), heard.at)] : []
  return decision('flagged', { flag, replies })
}

function open(heard: Heard, found: Finding, intake: Intake, kept: KeptAnswer | null): Decision {
  const { docket, county, attempt } = intake
  const lastGroup = intake.lastGroup(heard)
  const change = openCase({ heard, found, county, now: heard.at, by: 'system', attempt, lastGroup, kept })
  docket.apply(change)
  return decision('case', { caseId: change.case.id, adoptsSince: heard.at - EARLIER_MEDIA })
}

/** Talk for the rules: more about a case of its sender, or a question that the county has put down an answer to. */
function aside(heard: Heard, intake: Intake): Decision {
  const more = isSmallTalk(heard.text) ? null : followUp(heard, intake, WORDS_WINDOW)
  if (more) return more
  const { county } = intake
  const { directory, categories } = county
  if (!ASKS.test(heard.text) || directory.answers.length === 0 || directory.settings.open !== 'auto')
    return IGNORED
  const area = county.findPlace(heard.text, homeArea(heard, county, intake.lastGroup(heard))).area
  const kept = anyAnswer(heard.text, area, county)
  const category = kept && categories.get(kept.category ?? OTHER)
  if (!kept || !category) return IGNORED
  const { id, deadline: urgency } = category
  return open(
    heard,
    { category: id, kind: 'question', urgency, confidential: false, why: KEPT },
    intake,
    kept,
  )
}

const lower = (d: Verdict['decision']) => (d === 'open' ? 'review' : 'ignore')

function answerFor(heard: Heard, found: Finding, county: County, lastGroup: string | null) {
  if (found.kind !== 'question' || found.confidential) return null
  const area = county.findPlace(heard.text, homeArea(heard, county, lastGroup)).area
  if (found.category === OTHER) return anyAnswer(heard.text, area, county)
  return keptAnswer(heard.text, found.category, area, county.directory)
}

/**
 * More from a reporter about the case he has just opened or joined: the same conversation, a short time, no other need, and no
 * complaint since that waits for a person.
 */
export function followUp(heard: Heard, intake: Intake, window: number, category?: string): Decision | null {
  const { docket, county, complaints } = intake
  const isFresh = (at: number) =>
    heard.at >= at && heard.at - at <= window && !mayBeMore(complaints, heard, at)
  const fits = (c: Case) =>
    c.status !== 'closed' &&
    (c.group === heard.group || (heard.group === null && c.confidential)) &&
    (category === undefined || (category === c.category && !isAnother(heard, c, county))) &&
    maySee(c, heard.from!, county, heard.group) &&
    c.reporters.some((r) => r.member === heard.from && isFresh(r.at))
  const c = docket.ofReporter(heard.from!).find(fits)
  if (!c) return null
  const located = heard.type === 'text' ? locate(c, heard, county) : null
  if (located) docket.apply(located)
  return decision('case', { caseId: c.id })
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
  const here = docket.inGroup(heard.group).find(isSame)
  return here ?? (category === 'rumour' ? sameRumour(heard, place.area, docket, county) : null)
}

/** The same rumour in another group, told as lately as any need that is joined: verified once, and denied wherever it was told. */
function sameRumour(heard: Heard, area: string, docket: Docket, county: County): Case | null {
  const office = officeFor(county.directory, county.categories, 'rumour', area)
  const isSame = (c: Case) =>
    c.category === 'rumour' &&
    heard.at - c.openedAt <= JOIN_WINDOW &&
    !c.confidential &&
    c.office === office?.id &&
    c.status !== 'resolved' &&
    canMove(c, 'join') &&
    similarity(c.text, heard.text) >= ALIKE
  return docket.where(isSame)[0] ?? null
}

/** Adds the sender to a case and its message with him; he is told when it ends. */
export function joinCase(
  c: Case,
  heard: Heard,
  { docket, county }: Pick<Intake, 'docket' | 'county'>,
): Decision {
  const staff = county.directory.staffByMember(heard.from!)
  if (!c.reporters.some((r) => r.member === heard.from) && !isAbout(c, staff)) {
    const reporter = { member: heard.from!, group: c.confidential ? null : heard.group, at: heard.at }
    const moved = move(
      c,
      'join',
      { reporters: [...c.reporters, reporter] },
      [{ type: 'joined', by: staff?.id ?? heard.from! }],
      heard.at,
    )
    docket.apply(changeOf(c, moved, joinReceipt(moved.case, heard, county, heard.at)))
  } else if (c.category === 'rumour' && heard.group !== null && !groupsOf(c).includes(heard.group)) {
    // Its reporter tells it on in another group: that one is to hear what comes of it, too.
    docket.apply(changeOf(c, move(c, 'join', { toldIn: [...c.toldIn, heard.group] }, [], heard.at), []))
  }
  return decision('case', { caseId: c.id })
}
