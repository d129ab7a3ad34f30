import type { Waiting } from '../store/sending.ts'

/** How an account speaks: ms between two sends, the most that chance adds, and a group's messages a day. */
export interface Policy {
  pause: number
  jitter: number
  budget: number
}

/** Receipts that fall due within this many ms leave with one that is due now. */
export const BURST_WINDOW = 60_000
/** UTF-16 length up to which receipts are combined; a mention counts as a name of usual length. */
const COMBINED_LENGTH = 500
const MENTION_LENGTH = 6
/** The first sends after a login are followed by a longer pause: platforms watch what an account does first. */
const SLOW_SENDS = 3
const SLOW_FACTOR = 2
/** A message that is refused this often is given up. */
const MAX_ATTEMPTS = 5

/** The pause in ms after the `sends`-th send (1, 2, …) since the login; `random` is in [0, 1). */
export function pauseAfter(sends: number, policy: Policy, random: number): number {
  const pause = policy.pause + policy.jitter * random
  return Math.round(sends <= SLOW_SENDS ? pause * SLOW_FACTOR : pause)
}

/** When to try again what was refused for the `attempts`-th time; each wait is twice the last. null: give up. */
export function retryAt(attempts: number, retryAfter: number | null, now: number): number | null {
  if (retryAfter === null || attempts >= MAX_ATTEMPTS) return null
  return now + retryAfter * 2 ** (attempts - 1)
}

/** Epoch ms from which the row may leave. */
export const dueAt = (row: Waiting) => Math.max(row.notBefore, row.heldUntil ?? 0)

/**
 * What leaves as one post when it is the turn of `head`: nothing overtakes within one case and conversation, so the
 * first of its line goes in its stead; a receipt takes other receipts of the group along.
 * @param conversation what waits in the conversation and is not held by quiet hours or budget, `head` included, in the
 * order of its planning (notBefore, id)
 * @returns rows in the order of their planning, never none
 */
export function pick(head: Waiting, conversation: Waiting[], now: number): Waiting[] {
  const isDue = (row: Waiting) => dueAt(row) <= now
  const first = conversation.find((row) => isDue(row) && precedes(row, head)) ?? head
  if (first.kind !== 'receipt' || first.group === null) return [first]

  const chosen = new Set([first])
  for (const row of conversation) {
    const joins = row.kind === 'receipt' && row.urgent === first.urgent && (isDue(row) || isSoon(row, now))
    const overtakes = conversation.some((other) => precedes(other, row) && !chosen.has(other))
    if (!joins || overtakes || chosen.has(row)) continue
    if (length(combine([...chosen, row])) > COMBINED_LENGTH) break
    chosen.add(row)
  }
  return [...chosen].sort((a, b) => a.notBefore - b.notBefore || a.id - b.id)
}

/** One message out of several: each text is a line for those whom it is for; the same text once. */
export function combine(rows: Waiting[]): { text: string; mentions: string[] }[] {
  const lines = new Map<string, Set<string>>()
  for (const { text, mentions } of rows) {
    const to = lines.get(text) ?? new Set()
    for (const member of mentions) to.add(member)
    lines.set(text, to)
  }
  return [...lines].map(([text, mentions]) => ({ text, mentions: [...mentions] }))
}

/** Whether `row` must leave before `other`; what is urgent waits for nothing that is not. */
export function precedes(row: Waiting, other: Waiting): boolean {
  if (row.case === null || row.case !== other.case) return false
  if (row.group !== other.group || row.direct !== other.direct) return false
  if (other.urgent && !row.urgent) return false
  return row.notBefore < other.notBefore || (row.notBefore === other.notBefore && row.id < other.id)
}

const length = (lines: { text: string; mentions: string[] }[]) =>
  lines.reduce((sum, { text, mentions }) => sum + text.length + 1 + mentions.length * MENTION_LENGTH, 0)

/** What the platform refused does not leave before its time. */
const isSoon = (row: Waiting, now: number) => row.heldUntil === null && row.notBefore <= now + BURST_WINDOW
