/** One message as the simulated WeChat shows it. */
export interface StageMessage {
  id: string
  /** epoch ms */
  at: number
  /** null: a line of WeChat's own */
  from: { id: string; name: string } | null
  /** said by the bot's account */
  own: boolean
  /** for media the file's name */
  text: string
  type: string
}

/** What the chat page can make somebody say. */
export interface Line {
  /** null: privately to the bot */
  group: string | null
  /** member id */
  from: string
  text?: string
  /** a picture's file name */
  image?: string
  /** id of the message that is quoted */
  quote?: string
  /** member ids, or `bot` */
  mentions?: string[]
}

/** The simulated WeChat behind the chat page; only `npm start` without a real gateway has one. */
export interface Stage {
  groups(): { id: string; topic: string }[]
  members(group: string): { id: string; name: string }[]
  /** oldest first; without a group the private chat between `member` and the bot */
  history(group: string | null, member?: string): StageMessage[]
  say(line: Line): Promise<void>
  /** calls back after every change; returns what ends it */
  onChange(listener: () => void): () => void
}
