/** The chat file (one event a line) as data; see the tests for its form. Times are epoch ms. */
export type ChatEvent =
  | { kind: 'tick'; at: number }
  | {
      kind: 'review'
      at: number
      review: string
      by: string
      verdict: 'open' | 'dismiss' | 'merge'
      category?: string
      into?: string
    }
  | ({ kind: 'message' } & ChatMessage)

export interface ChatMessage {
  id: string
  at: number
  /** null: private, to the bot */
  group: string | null
  from: string | null
  body: { type: 'text' | 'image' | 'voice' | 'file' | 'system'; text: string }
  mentions: string[]
  quote: string | null
  recalls: string | null
}

/** A chat file that cannot be played; the message has a line `file:line: reason` for each problem. */
export class ChatFileError extends Error {
  readonly exitCode = 2
}

const BODIES = ['text', 'image', 'voice', 'file', 'system'] as const

/**
 * Parses a chat file.
 * @throws ChatFileError naming every line that is wrong
 */
export function parseChat(text: string, file: string): ChatEvent[] {
  const events: ChatEvent[] = []
  const problems: string[] = []
  let last = -Infinity
  text.split('\n').forEach((line, i) => {
    if (!line.trim()) return
    try {
      const event = parseEvent(JSON.parse(line) as unknown)
      if (event.at < last) throw new Error('is earlier than the line before it; sort the lines by "at"')
      last = event.at
      events.push(event)
    } catch (error) {
      const reason = error instanceof SyntaxError ? `is no JSON (${error.message})` : (error as Error).message
      problems.push(`${file}:${i + 1}: ${reason}`)
    }
  })
  if (problems.length) throw new ChatFileError(problems.join('\n'))
  return events
}

function parseEvent(line: unknown): ChatEvent {
  if (typeof line !== 'object' || line === null || Array.isArray(line))
    throw new Error('must be a JSON object')
  const o = line as Record<string, unknown>
  const at = typeof o['at'] === 'string' && /(?:Z|[+-]\d\d:\d\d)$/.test(o['at']) ? Date.parse(o['at']) : NaN
  if (Number.isNaN(at)) throw new Error('"at" must be a time with offset, such as 2026-03-02T08:00:00+08:00')
  if (o['tick'] === true) return { kind: 'tick', at }
  if ('review' in o) return parseReview(o, at)
  return { kind: 'message', ...parseMessage(o, at) }
}

function parseReview(o: Record<string, unknown>, at: number): ChatEvent {
  const verdict = o['verdict']
  if (verdict !== 'open' && verdict !== 'dismiss' && verdict !== 'merge')
    throw new Error('"verdict" must be open, dismiss or merge')
  const review: ChatEvent = { kind: 'review', at, review: string(o, 'review'), by: string(o, 'by'), verdict }
  if (verdict === 'merge') return { ...review, into: string(o, 'into') }
  return 'category' in o ? { ...review, category: string(o, 'category') } : review
}

function parseMessage(o: Record<string, unknown>, at: number): ChatMessage {
  const types = BODIES.filter((type) => type in o)
  const type = types[0]
  if (!type || types.length > 1) throw new Error(`a message has exactly one of ${BODIES.join(', ')}`)
  if ('group' in o === (o['direct'] === true))
    throw new Error('a message has either "group" or "direct": true')
  if (!('from' in o) && type !== 'system') throw new Error('"from" is missing')
  const mentions = o['mentions'] ?? []
  if (!Array.isArray(mentions) || mentions.some((m) => typeof m !== 'string'))
    throw new Error('"mentions" must be a list of member ids')
  return {
    id: string(o, 'id'),
    at,
    group: 'group' in o ? string(o, 'group') : null,
    from: 'from' in o ? string(o, 'from') : null,
    body: { type, text: string(o, type, true) },
    mentions: mentions as string[],
    quote: 'quote' in o ? string(o, 'quote') : null,
    recalls: 'recalls' in o ? string(o, 'recalls') : null,
  }
}

function string(o: Record<string, unknown>, key: string, mayBeEmpty = false): string {
  const value = o[key]
  if (typeof value !== 'string' || (!mayBeEmpty && value === '')) throw new Error(`"${key}" must be a text`)
  return value
}
