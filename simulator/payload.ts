import { types, type payloads } from 'wechaty-puppet'

/** What somebody says in the simulated WeChat; exactly one of text, image, voice, file, system and recalls is the matter of it. */
export interface SimMessage {
  /** left out: a new one. The same id again is heard again, unchanged. */
  id?: string
  /** epoch ms */
  at: number
  /** null: privately to the bot */
  group: string | null
  /** null: WeChat itself */
  from: string | null
  text?: string
  /** file names */
  image?: string
  voice?: string
  file?: string
  /** what the image is; left out: one is drawn */
  picture?: Uint8Array
  /** a line that WeChat writes */
  system?: string
  /** member ids, `bot` for the bot */
  mentions?: string[]
  quote?: { id: string }
  /** id of the message that is withdrawn */
  recalls?: string
}

export type Kind = 'text' | 'image' | 'voice' | 'file' | 'system' | 'recall'
export type Payload = payloads.Message
/** a mention ends with a blank of its own, by which WeChat tells it from the text */
export const MENTION_END = '\u2005'
const QUOTE_LINE = '- '.repeat(15).trim()
const TYPES: Record<Kind, types.Message> = {
  text: types.Message.Text,
  image: types.Message.Image,
  voice: types.Message.Audio,
  file: types.Message.Attachment,
  system: types.Message.GroupNote,
  recall: types.Message.Recalled,
}

export interface Surroundings {
  account: string
  nameOf(id: string): string
  /** a message that was said before */
  find(id: string): Payload | undefined
}

export function kindOf(message: SimMessage): Kind {
  if (message.recalls !== undefined) return 'recall'
  return (['image', 'voice', 'file', 'system'] as const).find((kind) => message[kind] !== undefined) ?? 'text'
}

/** The payload as a gateway makes it of what WeChat delivers: mentions and quotes are rendered into the text. */
export function toPayload(id: string, message: SimMessage, around: Surroundings): Payload {
  const kind = kindOf(message)
  const mentionIdList = (message.mentions ?? []).map((m) => (m === 'bot' ? around.account : m))
  const media = message.image ?? message.voice ?? message.file
  return {
    id,
    type: TYPES[kind],
    timestamp: message.at,
    talkerId: message.from ?? '',
    roomId: message.group ?? '',
    listenerId: message.group ? '' : around.account,
    mentionIdList,
    text: kind === 'text' ? renderText(message, around) : (message.recalls ?? message.system ?? ''),
    ...(media === undefined ? {} : { filename: media }),
  }
}

function renderText(message: SimMessage, around: Surroundings): string {
  const text = (message.mentions ?? []).reduceRight(
    (sofar, id) => mention(sofar, id, around),
    message.text ?? '',
  )
  const quoted = message.quote && around.find(message.quote.id)
  return quoted ? `「${around.nameOf(quoted.talkerId)}：${excerpt(quoted)}」\n${QUOTE_LINE}\n${text}` : text
}

/** `@bot` and `@name` become mentions where they stand; one that is not written goes to the front. */
function mention(text: string, id: string, { account, nameOf }: Surroundings): string {
  const name = `@${nameOf(id === 'bot' ? account : id)}`
  const written = [name, `@${id}`].find((form) => text.includes(form))
  if (!written) return `${name}${MENTION_END}${text}`
  const at = text.indexOf(written)
  return `${text.slice(0, at)}${name}${MENTION_END}${text.slice(at + written.length).replace(/^[ \u2005]/, '')}`
}

/** WeChat quotes an answer without what that one quoted, and media by their kind. */
function excerpt(quoted: Payload): string {
  if (quoted.type === types.Message.Image) return '[图片]'
  if (quoted.type === types.Message.Audio) return '[语音]'
  if (quoted.type === types.Message.Attachment) return `[文件]${quoted.filename}`
  const text = quoted.text ?? ''
  const line = text.startsWith('「') ? text.indexOf(`」\n${QUOTE_LINE}\n`) : -1
  return line < 0 ? text : text.slice(line + QUOTE_LINE.length + 3)
}
