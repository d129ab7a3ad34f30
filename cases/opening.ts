import type { Verdict } from '../rules/verdict.ts'
import { caseIdFor, codeFor } from './codes.ts'
import { knownCategory, type County } from './county.ts'
import { dueAt } from './deadlines.ts'
import type { Case, CaseEvent, Change, Channel, Heard, Kind, Reply, Urgency } from './model.ts'
import type { Place } from './place.ts'
import { unpointed } from './phrases.ts'
import { answer, closureText, dispatchNotice, receipt, tellReporters } from './replies.ts'
import { disciplineOfficeFor, officeFor, personsNamed } from './routing.ts'
import { TABLE } from './transitions.ts'
import type { KeptAnswer, Office } from './world.ts'

/** What the rules or a reviewer say of a message that becomes a case. */
export interface Finding {
  category: string
  kind: Kind
  urgency: Urgency
  confidential: boolean
  /** the rules' reasons, in lines; a reviewer gives none */
  why?: string[]
}

/** The finding of a verdict that is not `ignore`. */
export function findingOf(verdict: Verdict): Finding {
  const { category, kind, urgency, confidential } = verdict
  if (category === null || kind === null || urgency === null)
    throw new Error('an ignored message opens no case')
  return { category, kind, urgency, confidential }
}

/**
 * The finding with the category that a person gives instead, with its own deadline and secrecy. What is confidential
 * stays so.
 */
export function recategorised(found: Finding, category: string | undefined, county: County): Finding {
  const other =
    category === undefined || category === found.category ? undefined : knownCategory(category, county)
  if (!other) return found
  const confidential = found.confidential || other.confidential
  return { category: other.id, kind: found.kind, urgency: other.deadline, confidential }
}

/** A need as it came in. */
export interface Opening {
  heard: Heard
  found: Finding
  county: County
  now: number
  /** `system`, a staff id, or the name of another system */
  by: string
  /** rises when a code turned out to be taken */
  attempt: number
  /** where the sender of a private message wrote last */
  lastGroup?: string | null
  /** other than from WeChat: by which way, where it is if that was asked, and the account that speaks for the case */
  intake?: { channel: Channel; area: string | null; account: string }
  /** where it is, as a reviewer says: he has read what the words say of the place */
  area?: string | undefined
  /** the answer that settles it at once */
  kept?: KeptAnswer | null
  /** of a confidential one: staff whom it is about besides those whom its words name */
  about?: string[]
}

/** Where a need is, who would get it, whom it would be about, and by when it would have to be done (epoch ms). */
export interface Plan {
  place: Place
  office: Office | null
  about: string[]
  dueAt: number
}

/** What `openCase` makes of a need before anything else: the place, the office and the deadline. */
export function planCase(opening: Omit<Opening, 'now' | 'by' | 'attempt'>): Plan {
  const { heard, found, county } = opening
  const place = placeOf(opening)
  const { area } = place
  const secret = found.confidential ? secrecyAt(heard.text, area, county, opening.about) : null
  return {
    place,
    office: secret ? secret.office : officeFor(county.directory, county.categories, found.category, area),
    about: secret?.about ?? [],
    dueAt: dueAt(heard.at, { ...found, area }, county.directory),
  }
}

/** Opens a case from a message: finds the place, the office and the deadline. The clock starts when it was said. */
export function openCase(opening: Opening): Change {
  const { heard, county, now, by, kept = null, intake } = opening
  const { why, ...found } = opening.found
  const { place, office, about, dueAt } = planCase(opening)
  const c: Case = {
    id: caseIdFor(heard.account, heard.id),
    code: codeFor(county.secret, `${heard.account}\n${heard.id}`, opening.attempt),
    ...found,
    channel: intake?.channel ?? (heard.group === null ? 'direct' : 'group'),
    area: place.area,
    placed: place.found,
    office: office?.id ?? null,
    status: office ? 'assigned' : 'open',
    text: heard.text,
    group: heard.group,
    toldIn: [],
    account: intake?.account ?? heard.account,
    openedAt: heard.at,
    dueAt,
    assignedAt: now,
    acceptedAt: null,
    resolvedAt: null,
    closedAt: null,
    result: null,
    outcome: null,
    verifiedBy: [],
    asked: {},
    supervised: false,
    overdue: false,
    returned: false,
    taken: [],
    reporters: reportersOf(heard, found.confidential, about, county),
    about,
    version: 1,
  }
  const opened: CaseEvent = { at: now, type: 'opened', by, office: c.office, text: why?.join('\n') ?? null }
  if (kept && office) return answered(c, opened, kept, county, now)
  const question = whereIsIt(c, heard, county, now)
  return {
    case: question.length ? { ...c, asked: { place: now } } : c,
    from: null,
    events: [opened],
    replies: [...receipt(c, heard, county, now), ...question, ...dispatchNotice(c, county, now, heard.group)],
  }
}

/** Whoever is complained about reports nothing that he would be told of. */
function reportersOf(heard: Heard, confidential: boolean, about: string[], { directory }: County) {
  const staff = heard.from === null ? null : directory.staffByMember(heard.from)
  if (heard.from === null || (staff && about.includes(staff.id))) return []
  return [{ member: heard.from, group: confidential ? null : heard.group, at: heard.at }]
}

/** The short way of a question: answered from what is kept, with its source; dispatched only if that will not do. */
function answered(c: Case, opened: CaseEvent, kept: KeptAnswer, county: County, now: number): Change {
  const result = `${unpointed(kept.text)}（来源：${kept.source}）`
  const settled: Case = { ...c, status: TABLE.resolve.to, resolvedAt: now, result, outcome: 'answered' }
  return {
    case: settled,
    from: null,
    events: [opened, { ...opened, type: 'resolved', by: 'system', text: result }],
    // Who has asked privately has just written, and disturbs nobody else at night.
    replies: tellReporters(settled, 'closure', closureText(settled, county), now, county).map((closure) => ({
      ...closure,
      prompt: closure.direct !== null,
    })),
  }
}

/** How long the list of places in a question may be, in characters. */
const CHOICES = 40

/** Asks once where it is, with the areas of the group to choose from, if that must be known and nobody has said it. */
function whereIsIt(c: Case, heard: Heard, county: County, now: number): Reply[] {
  const mustKnow = county.categories.get(c.category)?.place ?? false
  const choices = county.directory.areas.filter((a) => a.parent === c.area).map((a) => a.name)
  if (c.placed || !mustKnow || c.confidential || choices.length < 2 || heard.from === null) return []
  const list = choices.reduce((text, name) =>
    text.length + name.length < CHOICES ? `${text}、${name}` : text,
  )
  const question = answer(heard, 'question', county.wording('ask-place', { code: c.code, list }), now, c)
  return [{ ...question, urgent: c.urgency === 'urgent', prompt: heard.group === null }]
}

/** The staff whom a confidential message may be about, and the one office that may know of it; null: none is clean. */
export function secrecyOf(heard: Heard, county: County, lastGroup: string | null) {
  return secrecyAt(heard.text, placeIn(heard, county, lastGroup).area, county)
}

/** The same of words about an area. */
export function secrecyAt(
  text: string,
  area: string,
  { directory }: County,
  also: string[] = [],
): { about: string[]; office: Office | null } {
  const named = personsNamed(directory, text, area)
  const staff = [...new Set([...named.staff, ...also])].sort()
  const accused = { ...named, staff, floor: also.length ? null : named.floor }
  return { about: staff, office: disciplineOfficeFor(directory, accused, area) }
}

function placeOf({
  heard,
  county,
  lastGroup = null,
  intake,
  area,
}: Pick<Opening, 'heard' | 'county' | 'lastGroup' | 'intake' | 'area'>): Place {
  if (area !== undefined) return { area, found: true }
  if (!intake) return placeIn(heard, county, lastGroup)
  const given = intake.area ?? county.directory.top().code
  const named = county.findPlace(heard.text, given)
  // Words narrow down the place that was given, and never lead away from it.
  if (named.found && county.directory.isWithin(named.area, given)) return named
  return { area: given, found: intake.area !== null }
}

const placeIn = (heard: Heard, county: County, lastGroup: string | null): Place =>
  county.findPlace(heard.text, homeArea(heard, county, lastGroup))

/**
 * The group's area; for a private message the area of the sender's residents' group as the world lists it, else of the
 * one in which he wrote last, else the top.
 */
export function homeArea(
  heard: Pick<Heard, 'group' | 'from'>,
  { directory }: County,
  lastGroup: string | null = null,
): string {
  const listed =
    heard.from === null ? undefined : directory.groupsOf(heard.from).find((g) => g.kind === 'residents')
  const group = heard.group === null ? (listed?.id ?? lastGroup) : heard.group
  return (group === null ? null : directory.group(group))?.area ?? directory.top().code
}
