import { types } from 'wechaty-puppet'
import type { Heard } from '../cases/model.ts'
import type { Echo } from './ports.ts'

/** The own account; its name is what others write behind an @. */
export interface Self {
  account: string
  name: string | null
}
export type Translation = { heard: Heard } | { echo: Echo } | { unreadable: string }

const TYPES: Record<number, Heard['type']> = {
  [types.Message.Text]: 'text',
  [types.Message.Image]: 'image',
  [types.Message.Audio]: 'voice',
  [types.Message.Attachment]: 'file',
  [types.Message.Video]: 'file',
  [types.Message.GroupNote]: 'system',
  [types.Message.Recalled]: 'recall',
}
/** Ids are keys of the database, whose index takes no longer ones. */
export const LONGEST_ID = 500
/** below it a time is counted in seconds, above it in milliseconds: 1973 and 5138 */
const SECONDS_BELOW = 1e11
const DAY = 86_400_000
const QUOTE = /^「([^：:\n]*)[：:]([\s\S]*?)」\s*\n(?:- ?){5,}\s*\n([\s\S]*)$/
const MENTION_END = '\u2005'

/**
 * Makes of a puppet's message what crosses the queue. The text is without the quote and without the mention of the
 * bot, which only the edge can tell from other words; all else in it stays as it was said.
 * @param fromName the talker's name, if it is known
 * @param now epoch ms, for messages that do not say when they were said
 */
export function translate(payload: unknown, self: Self, fromName: string | null, now: number): Translation {
  if (typeof payload !== 'object' || payload === null) return { unreadable: 'there is no payload' }
  const raw = payload as Record<string, unknown>
  const [id, talker, room, listener] = [raw.id, raw.talkerId, raw.roomId, raw.listenerId].map(clean)
  if (!id) return { unreadable: 'it has no id' }
  const long = [id, talker, room, listener].find((key) => key && key.length > LONGEST_ID)
  if (long) return { unreadable: `an id of ${long.length} characters` }
  const at = timeOf(raw.timestamp, now)
  const text = clean(raw.text)
  if (talker === self.account) {
    return {
      echo: {
        account: self.account,
        id,
        at,
        group: room || null,
        direct: room ? null : listener || null,
        text,
      },
    }
  }
  // Some gateways name the room as the talker of what WeChat itself writes there.
  const from = talker && talker !== room ? talker : null
  if (!room && !from) return { unreadable: 'it names neither a room nor a talker' }
  const type = (typeof raw.type === 'number' && TYPES[raw.type]) || 'other'
  const said =
    type === 'text' ? readText(text, self) : { text: clean(raw.filename) || text, quote: null, bot: false }
  const mentioned = Array.isArray(raw.mentionIdList) ? raw.mentionIdList.map(clean).filter(Boolean) : []
  return {
    heard: {
      ...{ account: self.account, id, at, group: room || null, from, fromName: fromName && clean(fromName) },
      ...{ type, text: type === 'recall' ? text.trim() : said.text, quote: said.quote },
      mentions: mentioned.filter((member) => member !== self.account),
      mentionsBot: said.bot || mentioned.includes(self.account),
    },
  }
}

/** The text as a group sees it that mentions people: WeChat puts the names in front and a blank of its own behind each. */
export function renderMentions(names: string[], text: string): string {
  return names.map((name) => `@${name}${MENTION_END}`).join('') + text
}

function readText(raw: string, self: Self): { text: string; quote: Heard['quote']; bot: boolean } {
  const [, name, quoted, answer] = QUOTE.exec(raw) ?? []
  const said = answer ?? raw
  const text = withoutMention(said, self)
  const quote =
    quoted === undefined ? null : { name: name!.trim(), text: withoutMention(quoted, self).trim() }
  return { text: text.trim(), quote, bot: text !== said }
}

/** A mention ends with U+2005, a blank or the text; a longer name that only begins alike is somebody else's. */
function withoutMention(text: string, { name }: Self): string {
  const names = ['bot', ...(name ? [name] : [])].map((n) => n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return text.replace(
    new RegExp(`@(?:${names.join('|')})(?:[\\s\u2005\u3000]+|(?=[，,。.：:！!？?、])|$)`, 'giu'),
    '',
  )
}

/** Without what PostgreSQL's text cannot hold: NUL and halves of characters. What is no text is none. */
export function clean(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? Buffer.from(value).toString().replaceAll('\0', '\ufffd') : ''
}

function timeOf(value: unknown, now: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return now
  const at = Math.floor(value < SECONDS_BELOW ? value * 1000 : value)
  return at > now + DAY ? now : at
}
