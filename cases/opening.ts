import type { Verdict } from '../rules/verdict.ts'
import { caseIdFor, codeFor } from './codes.ts'
import type { County } from './county.ts'
import { dueAt } from './deadlines.ts'
import type { Case, Change, Heard, Kind, Urgency } from './model.ts'
import { dispatchNotice, receipt } from './replies.ts'
import { disciplineOfficeFor, officeFor, personsNamed } from './routing.ts'
import type { Office } from './world.ts'

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
 * Opens a case from a message: finds the place, the office and the deadline. The clock starts when it was said.
 * `attempt` rises when a code turned out to be taken; `lastGroup` is where the sender of a private message wrote last.
 */
export function openCase(
  heard: Heard & { text: string },
  { why, ...found }: Finding,
  county: County,
  now: number,
  by: string,
  attempt: number,
  lastGroup: string | null = null,
): Change {
  const { directory, categories } = county
  const area = areaOf(heard, county, lastGroup)
  const source = `${heard.account}\n${heard.id}`
  const secret = found.confidential ? secrecyOf(heard, county, lastGroup) : null
  const office = secret ? secret.office : officeFor(directory, categories, found.category, area)
  const c: Case = {
    id: caseIdFor(heard.account, heard.id),
    code: codeFor(county.secret, source, attempt),
    ...found,
    area,
    office: office?.id ?? null,
    status: office ? 'assigned' : 'open',
    text: heard.text,
    group: heard.group,
    account: heard.account,
    openedAt: heard.at,
    dueAt: dueAt(heard.at, found.urgency, directory.settings),
    assignedAt: now,
    acceptedAt: null,
    resolvedAt: null,
    closedAt: null,
    result: null,
    supervised: false,
    overdue: false,
    returned: false,
    taken: [],
    reporters:
      heard.from === null
        ? []
        : [{ member: heard.from, group: found.confidential ? null : heard.group, at: heard.at }],
    about: secret?.about ?? [],
    version: 1,
  }
  return {
    case: c,
    from: null,
    events: [{ at: now, type: 'opened', by, office: c.office, text: why?.join('\n') ?? null }],
    replies: [...receipt(c, heard, county, now), ...dispatchNotice(c, county, now, heard.group)],
  }
}

/** The staff whom a confidential message may be about, and the one office that may know of it; null: none is clean. */
export function secrecyOf(
  heard: Heard,
  county: County,
  lastGroup: string | null,
): { about: string[]; office: Office | null } {
  const { directory } = county
  const area = areaOf(heard, county, lastGroup)
  const accused = personsNamed(directory, heard.text, area)
  return { about: accused.staff, office: disciplineOfficeFor(directory, accused, area) }
}

const areaOf = (heard: Heard, county: County, lastGroup: string | null) =>
  county.findPlace(heard.text, homeArea(heard, county, lastGroup)).area

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
