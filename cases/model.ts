/** The words of the domain as data. Times are epoch milliseconds; ids are the platform's or the world file's own. */

export const STATUSES = ['open', 'assigned', 'accepted', 'resolved', 'closed'] as const
export type Status = (typeof STATUSES)[number]

export const EVENT_TYPES = [
  'opened',
  'assigned',
  'accepted',
  'returned',
  'transferred',
  'extended',
  'reminded',
  'escalated',
  'supervised',
  'joined',
  'resolved',
  'satisfied',
  'dissatisfied',
  'reopened',
  'closed',
  'merged',
  'dismissed',
  'located',
  'split',
  'marked',
  'verified',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** What time alone does to a case: reminders on 接单 and on the deadline, and going up. */
export type Step = 'accept' | 'accept-up' | 'half' | 'last-day' | 'overdue'

/** By which way a case came in; all lead to the same cases. */
export const CHANNELS = ['group', 'direct', 'phone', 'visit', 'meeting', 'desk', 'hotline'] as const
export type Channel = (typeof CHANNELS)[number]

/**
 * How a case ended, counted apart: done by the office, it cannot be solved (with the reason), neighbours helped, its
 * reporter says that it is done, a kept answer was given.
 */
export const OUTCOMES = ['done', 'unsolvable', 'helped', 'confirmed', 'answered'] as const
export type Outcome = (typeof OUTCOMES)[number]

/**
 * What the reporter is asked, each once: where it is, whether it is really done or still is not (`helped`: by neighbours, as he had
 * said).
 */
export type Asked = 'place' | 'done' | 'helped' | 'undone'

export type Urgency = 'urgent' | 'normal' | 'complex'
export type Kind = 'problem' | 'question'

/** The account of messages that people paste: by whom they were said nobody but they say. */
export const PASTED = 'manual'

/** One message as the bot heard it; this shape crosses the queue as JSON. */
export interface Heard {
  /** the WeChat account that heard it */
  account: string
  /** the platform's message id, unique within the account */
  id: string
  /** epoch ms at which it was said */
  at: number
  /** room id; null for a private message to the bot */
  group: string | null
  /** member id; null where the platform names no talker */
  from: string | null
  fromName: string | null
  type: 'text' | 'image' | 'voice' | 'file' | 'system' | 'recall' | 'other'
  /** the text; for media the file's name; for a recall the id of what is withdrawn */
  text: string
  /** member ids that are mentioned, without the bot */
  mentions: string[]
  mentionsBot: boolean
  /** what the sender quotes, as WeChat renders it into the text: its author's name and its text */
  quote: { name: string; text: string } | null
}

/** Somebody who waits for the end of a case, and where to tell him. */
export interface Reporter {
  member: string
  /** the group to mention him in; null: privately */
  group: string | null
  /** when he reported or joined */
  at: number
}

export interface Case {
  id: string
  code: string
  category: string
  kind: Kind
  urgency: Urgency
  confidential: boolean
  channel: Channel
  /** where it is about */
  area: string
  /** whether somebody has named the place; else it is only the area of the group */
  placed: boolean
  /** the office that has it; null only where no office could be found */
  office: string | null
  status: Status
  /** what was said, verbatim, for those who handle it */
  text: string
  /** where it was opened, null for a private message */
  group: string | null
  /** further groups in which a rumour was told on by somebody who reports it already */
  toldIn: string[]
  /** the account that speaks for this case */
  account: string
  openedAt: number
  dueAt: number
  /** when the present office got it; the time for 接单 runs from here */
  assignedAt: number
  acceptedAt: number | null
  resolvedAt: number | null
  closedAt: number | null
  /** what was done, as the office put it; null until 办结 */
  result: string | null
  /** null until 办结 */
  outcome: Outcome | null
  /** staff who verified what was told about a rumour, the one who resolved it first; two are needed to publish it */
  verifiedBy: string[]
  /** when a reporter was asked, and which one whether it is done: a mere yes of another one is none to that */
  asked: Partial<Record<Asked, number>> & { whom?: string }
  supervised: boolean
  /** dueAt has passed before it was resolved */
  overdue: boolean
  /** 退单 happens once in a case's life */
  returned: boolean
  /** the steps of lateness that were taken, so that none repeats; see due.ts */
  taken: Step[]
  reporters: Reporter[]
  /** staff whom it is about: they and their offices must never learn of it */
  about: string[]
  /** counts writes; a save on an older version is refused and the work is done again */
  version: number
}

export interface CaseEvent {
  at: number
  type: EventType
  /** staff id, member id or `system` */
  by: string
  /** the office that has the case after the event */
  office: string | null
  /** a reason, what was done, … ; of a case that the rules opened their reasons, one a line */
  text: string | null
}

export type ReplyKind =
  'receipt' | 'question' | 'closure' | 'answer' | 'refusal' | 'reminder' | 'ledger' | 'notice'

/** Something to be said; becomes a row of the outbox. */
export interface Reply {
  kind: ReplyKind
  account: string
  /** exactly one of group and direct is set */
  group: string | null
  direct: string | null
  mentions: string[]
  /** without the @names: the sink renders those */
  text: string
  /** the case it tells about; null where the reader may not know of one */
  case: string | null
  /** of an urgent matter: ignores quiet hours and the daily budget */
  urgent: boolean
  /** answers somebody who has just written: ignores quiet hours */
  prompt: boolean
  /** epoch ms before which it is not sent */
  notBefore: number
  /** a second reply with the same key is dropped; null: no check */
  key: string | null
}

/** The only form in which cases change: written whole or not at all by `saveChange`. */
export interface Change {
  case: Case
  /** the version the change was computed from; null for a new case */
  from: number | null
  events: CaseEvent[]
  replies: Reply[]
  /** members who wait for this case no longer */
  leaves?: string[]
}
