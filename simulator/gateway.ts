import { randomUUID } from 'node:crypto'
import { log, types } from 'wechaty-puppet'
import { PuppetServer } from 'wechaty-puppet-service'
import { Chat, type GroupInfo, type Line, type MemberInfo, type Sent } from './chat.ts'
import type { SimMessage } from './payload.ts'
import { SimulatedPuppet } from './puppet.ts'
import { freePort } from '../config/ports.ts'

export type { GroupInfo, Line, MemberInfo, Sent } from './chat.ts'
export type { SimMessage } from './payload.ts'

/** What the chat page of the console needs of a gateway. */
export interface ChatRoom {
  account: MemberInfo
  groups(): GroupInfo[]
  members(group: string): MemberInfo[]
  /** the last 200 entries of a group, or of the private talk with a member; oldest first */
  history(conversation: string): Line[]
  /** the id of what was said */
  say(message: SimMessage): Promise<string>
  /** calls with the id of the group or member whenever something is said there; returns how to stop that */
  onChange(listener: (conversation: string) => void): () => void
}

/**
 * What goes wrong with sends: `hang` never leaves and never answers; `no-answer` leaves and never answers; `error` does
 * not leave and says so; `no-id` leaves and is answered without an id.
 */
export type SendFault = 'hang' | 'no-answer' | 'error' | 'no-id'

/** A simulated WeChat account behind a real gRPC gateway, with what a drill needs to go wrong. */
export interface Gateway extends ChatRoom {
  /** host:port */
  endpoint: string
  token: string
  /** what the bot has said, oldest first; the last 20,000 */
  sent: readonly Sent[]
  onSent(listener: (sent: Sent) => void): () => void
  /** whether a client has the stream of events; what is said while none has reaches nobody */
  attached(): boolean
  fault: { send: SendFault | null }
  /** whether the account's own messages are heard again, as WeChat does; true at first */
  echo: boolean
  /** makes the gateway hear a message whose payload is anything at all; null: it cannot be fetched */
  emitRaw(id: string, payload: unknown): void
  logout(): Promise<void>
  login(): void
  /** shows a code to be scanned */
  scan(qrcode: string): void
  /** ends the gateway; what was said stays known */
  stop(): Promise<void>
  /** a new gateway for the same account on the same port and token */
  restart(): Promise<void>
}

export interface GatewayOptions {
  /** a free one when left out */
  port?: number
  token?: string
  account: MemberInfo
  groups: (GroupInfo & { members: string[] })[]
  members: MemberInfo[]
  /** the time of what the bot says, epoch ms */
  clock?: () => number
  /** messages that can still be fetched and quoted; 20,000 when left out */
  kept?: number
}

export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  // It logs every message, and to standard error.
  log.level('silent')
  const { clock = Date.now, token = `insecure_${randomUUID()}` } = options
  const endpoint = `127.0.0.1:${options.port || (await freePort())}`
  const chat = new Chat(options.account, options.groups, options.members, options.kept)
  const heardSending = new Set<(sent: Sent) => void>()
  let running = await open()

  async function open() {
    const puppet = new SimulatedPuppet({
      account: chat.account.id,
      nameOf: (id) => chat.nameOf(id),
      roomOf: (id) => chat.roomOf(id),
      payloadOf: (id) => chat.payloadOf(id),
      pictureOf: (id) => chat.pictureOf(id),
      speak,
    })
    const server = new PuppetServer({ endpoint, token, puppet, tls: { disable: true } })
    await quietly(() => server.start())
    puppet.enter()
    return { puppet, server }
  }

  const emit = (messageId: string) => running.puppet.emit('message', { messageId })
  const never = () => new Promise<never>(() => undefined)

  async function speak(conversation: string, text: string, mentions: string[]): Promise<string | undefined> {
    const fault = gateway.fault.send
    if (fault === 'error') throw new Error('the simulated gateway was told to fail')
    if (fault === 'hang') return never()
    const id = chat.addOwn(conversation, text, mentions, clock())
    if (gateway.echo) setImmediate(emit, id)
    for (const listener of heardSending) listener(chat.sent.at(-1)!)
    if (fault === 'no-answer') return never()
    return fault === 'no-id' ? undefined : id
  }

  const gateway: Gateway = {
    endpoint,
    token,
    account: chat.account,
    sent: chat.sent,
    attached: () => running.puppet.listenerCount('message') > 0,
    fault: { send: null },
    echo: true,
    groups: () => chat.groups(),
    members: (group) => chat.members(group),
    history: (conversation) => chat.history(conversation),
    onChange: (listener) => chat.onChange(listener),
    onSent(listener) {
      heardSending.add(listener)
      return () => heardSending.delete(listener)
    },
    async say(message) {
      const id = chat.add(message)
      emit(id)
      return id
    },
    emitRaw(id, payload) {
      if (payload !== null) chat.keep(id, payload)
      emit(id)
    },
    logout: () => running.puppet.logout('logged out on the phone'),
    login: () => running.puppet.enter(),
    scan: (qrcode) => void running.puppet.emit('scan', { qrcode, status: types.ScanStatus.Waiting }),
    async stop() {
      await running.server.stop()
      await running.puppet.stop()
    },
    async restart() {
      await gateway.stop()
      running = await open()
    },
  }
  return gateway
}

/** The puppet server calls something of grpc-js that is deprecated; nobody who reads that here can do anything about it. */
async function quietly(work: () => Promise<void>): Promise<void> {
  const before = process.noDeprecation
  process.noDeprecation = true
  await work().finally(() => (process.noDeprecation = before ?? false))
}
