import type { Heard } from '../cases/model.ts'

/** One message to be put into a group or sent privately; exactly one of group and direct is set. */
export interface Post {
  group: string | null
  direct: string | null
  lines: Line[]
}

/** Part of a post and whom it is for. */
export interface Line {
  mentions: { id: string; name: string }[]
  /** without the @names: the sink renders those */
  text: string
}

/**
 * What became of a post. `unknown` (a time-out, a lost connection while sending) is never repeated blindly;
 * `refused` certainly did not leave, and may be tried again after `retryAfter` ms (null: never).
 */
export type SendResult =
  | { status: 'sent'; id: string | null; text: string }
  | { status: 'unknown'; reason: string; text: string }
  | { status: 'refused'; reason: string; retryAfter: number | null }

/** Says things for one account. `text` of a result is the text as it was rendered, which is what an echo repeats. */
export interface Sink {
  /** the account while it is logged in and connected, else null */
  account(): string | null
  send(post: Post): Promise<SendResult>
}

/** Takes what was heard; resolves when it is safe on disk. */
export type Take = (heard: Heard) => Promise<void>

/** What the own account was seen to say. */
export interface Echo {
  account: string
  id: string
  at: number
  group: string | null
  direct: string | null
  text: string
}

/** ms since the epoch; in a replay the time of the chat */
export type Clock = () => number
