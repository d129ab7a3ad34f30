/** One entry of a simulated chat. */
export interface StageLine {
  id: string
  /** epoch ms */
  at: number
  /** member id; null: WeChat itself */
  who: string | null
  name: string | null
  kind: string
  /** for media the file's name, for a recall the id of what is withdrawn */
  text: string
  /** said by the bot's account */
  own: boolean
}

/** What somebody is made to say: a text or a picture. */
export interface Speech {
  /** epoch ms */
  at: number
  /** null: privately to the bot */
  group: string | null
  /** member id */
  from: string
  text?: string
  /** a picture's file name */
  image?: string
  quote?: { id: string }
  /** member ids, or `bot` */
  mentions?: string[]
}

/** The simulated WeChat behind the chat page; only `npm start` without a real gateway has one. */
export interface Stage {
  /** the bot's own */
  account: { id: string; name: string }
  groups(): { id: string; topic: string }[]
  members(group: string): { id: string; name: string }[]
  /** oldest first; of a group, or of the private talk between the bot and a member */
  history(conversation: string): StageLine[]
  say(speech: Speech): Promise<unknown>
  /** calls back whenever something is said; returns what ends it */
  onChange(listener: () => void): () => void
}
