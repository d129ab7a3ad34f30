import { randomUUID } from 'node:crypto'
import { types } from 'wechaty-puppet'
import { drawPhoto } from './photo.ts'
import { kindOf, toPayload, type Kind, type Payload, type SimMessage } from './payload.ts'

/** One entry of a conversation as a page shows it. */
export interface Line {
  id: string
  at: number
  /** member id; null: WeChat itself */
  who: string | null
  name: string | null
  kind: Kind
  /** for media the file's name, for a recall the id of what is withdrawn */
  text: string
  /** said by the bot's account */
  own: boolean
}

/** What the bot's account has said. */
export interface Sent {
  at: number
  id: string
  group: string | null
  direct: string | null
  mentions: string[]
  text: string
}

export interface GroupInfo {
  id: string
  topic: string
}
export interface MemberInfo {
  id: string
  name: string
}

const KEPT = 20_000
const LINES = 200

/** The memory of a simulated WeChat: who is in which group and what was said. It keeps the last 20,000 messages, or as told. */
export class Chat {
  readonly account: MemberInfo
  readonly sent: Sent[] = []
  readonly #kept: number
  readonly #groups = new Map<string, { topic: string; members: Set<string> }>()
  readonly #names = new Map<string, string>()
  readonly #payloads = new Map<string, unknown>()
  readonly #pictures = new Map<string, Uint8Array>()
  readonly #lines = new Map<string, Line[]>()
  readonly #listeners = new Set<(conversation: string) => void>()

  constructor(
    account: MemberInfo,
    groups: (GroupInfo & { members: string[] })[],
    members: MemberInfo[],
    kept = KEPT,
  ) {
    this.account = account
    this.#kept = kept
    for (const { id, name } of [account, ...members]) this.#names.set(id, name)
    for (const { id, topic, members } of groups) this.#groups.set(id, { topic, members: new Set(members) })
  }

  groups(): GroupInfo[] {
    return [...this.#groups].map(([id, { topic }]) => ({ id, topic }))
  }

  members(group: string): MemberInfo[] {
    return [...(this.#groups.get(group)?.members ?? [])].map((id) => ({ id, name: this.nameOf(id) }))
  }

  /** @param conversation a group, or the member whom the bot talks with privately */
  history(conversation: string): Line[] {
    return [...(this.#lines.get(conversation) ?? [])]
  }

  /** Calls with the id of the conversation whenever something is said in it; returns how to stop that. */
  onChange(listener: (conversation: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  nameOf(id: string): string {
    return this.#names.get(id) ?? id
  }

  roomOf(id: string): { topic: string; members: string[] } | undefined {
    const group = this.#groups.get(id)
    return group && { topic: group.topic, members: [this.account.id, ...group.members] }
  }

  payloadOf(id: string): Payload | undefined {
    return this.#payloads.get(id) as Payload | undefined
  }

  pictureOf(id: string): { name: string; bytes: Uint8Array } | undefined {
    const payload = this.payloadOf(id)
    if (payload?.type !== types.Message.Image) return undefined
    const name = payload.filename ?? id
    return { name, bytes: this.#pictures.get(id) ?? drawPhoto(name) }
  }

  /** Remembers what a member says; what has been said before stays as it was. */
  add(message: SimMessage): string {
    const id = message.id ?? randomUUID()
    if (this.#payloads.has(id)) return id
    this.#welcome(message)
    const payload = toPayload(id, message, {
      account: this.account.id,
      nameOf: (who) => this.nameOf(who),
      find: (quoted) => this.payloadOf(quoted),
    })
    this.keep(id, payload)
    if (message.picture) this.#pictures.set(id, message.picture)
    const text = payload.filename ?? payload.text ?? ''
    this.#note(message.group ?? message.from ?? this.account.id, {
      ...{ id, at: message.at, who: message.from, name: message.from && this.nameOf(message.from) },
      ...{ kind: kindOf(message), text, own: message.from === this.account.id },
    })
    return id
  }

  /** Remembers what the bot says. */
  addOwn(conversation: string, text: string, mentions: string[], at: number): string {
    const inGroup = this.#groups.has(conversation)
    const id = randomUUID()
    this.sent.push({
      ...{ at, id, text, mentions },
      ...{ group: inGroup ? conversation : null, direct: inGroup ? null : conversation },
    })
    if (this.sent.length > this.#kept) this.sent.shift()
    this.keep(id, {
      ...{
        id,
        type: types.Message.Text,
        timestamp: at,
        text,
        mentionIdList: mentions,
        talkerId: this.account.id,
      },
      ...{ roomId: inGroup ? conversation : '', listenerId: inGroup ? '' : conversation },
    } satisfies Payload)
    const { id: who, name } = this.account
    this.#note(conversation, { id, at, who, name, kind: 'text', text, own: true })
    return id
  }

  keep(id: string, payload: unknown): void {
    this.#payloads.set(id, payload)
    const [oldest] = this.#payloads.keys()
    if (this.#payloads.size > this.#kept && oldest !== undefined) this.#payloads.delete(oldest)
  }

  /** Groups and members that nobody announced are new ones. */
  #welcome({ group, from }: SimMessage): void {
    if (from && !this.#names.has(from)) this.#names.set(from, from)
    if (!group) return
    const known = this.#groups.get(group) ?? { topic: group, members: new Set<string>() }
    this.#groups.set(group, known)
    if (from && from !== this.account.id) known.members.add(from)
  }

  #note(conversation: string, line: Line): void {
    const lines = this.#lines.get(conversation) ?? []
    this.#lines.set(conversation, lines)
    lines.push(line)
    if (lines.length > LINES) lines.shift()
    for (const listener of this.#listeners) listener(conversation)
  }
}
