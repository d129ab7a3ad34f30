import type { Verdict } from '../rules/verdict.ts'
import type { Complaint } from './complaints.ts'
import type { County } from './county.ts'
import type { Docket } from './docket.ts'
import type { Heard, Reply } from './model.ts'

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
  /** whether its sender wants his messages left alone from now on; null: he says nothing of it */
  leaves: boolean | null
  /** its words are not even kept for days */
  wordless: boolean
}

export const decision = (state: Decision['state'], more: Partial<Decision> = {}): Decision => ({
  state,
  caseId: null,
  replies: [],
  flag: null,
  adoptsSince: null,
  withdraws: null,
  leaves: null,
  wordless: false,
  ...more,
})
export const IGNORED = decision('ignored')

/** All that the decision about one message may look at. */
export interface Intake {
  docket: Docket
  county: County
  /** what waits for a person: the sender's of the last minutes at least */
  complaints: Complaint[]
  /** the case that a quoted message or receipt belongs to */
  quoted: (heard: Heard) => string | null
  /** the group in which the sender of a private message wrote last, for those whom the world does not list */
  lastGroup: (heard: Heard) => string | null
  /** whether a member has asked that his messages be left alone */
  optedOut: (member: string) => boolean
  /** rises when the codes of an earlier try were taken */
  attempt: number
}
