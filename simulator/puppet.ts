import { FileBox, type FileBoxInterface } from 'file-box'
import { types, type payloads } from 'wechaty-puppet'
import { mock, PuppetMock } from 'wechaty-puppet-mock'
import type { Payload } from './payload.ts'

/** What the simulated puppet asks of the simulated WeChat behind it. */
export interface World {
  account: string
  nameOf(id: string): string
  roomOf(id: string): { topic: string; members: string[] } | undefined
  payloadOf(id: string): Payload | undefined
  /** what an image shows; none once it is too old, and of what is no image */
  pictureOf(id: string): { name: string; bytes: Uint8Array } | undefined
  /** the bot speaks; the id that the gateway gives back, if it does */
  speak(conversation: string, text: string, mentions: string[]): Promise<string | undefined>
}

/**
 * A WeChat account as a gateway sees it. The mock brings its own world of random contacts and takes only ids with
 * an @ for rooms, so everything that carries data is answered from `world`.
 */
export class SimulatedPuppet extends PuppetMock {
  readonly #world: World

  constructor(world: World) {
    super({ mocker: new mock.Mocker() })
    this.#world = world
    // A client's connection starts the puppet anew and its end stops it; a phone stays logged in all the time.
    this.on('start', () => this.enter())
    this.on('error', () => undefined)
  }

  enter(): void {
    if (!this.isLoggedIn) this.login(this.#world.account)
  }

  override ding(data?: string): void {
    setImmediate(() => this.emit('dong', { data: data ?? '' }))
  }

  // The mock's type promises no id, as its base class may.
  override messageSendText(conversation: string, text: string, mentions: string[] = []): Promise<never> {
    if (!this.isLoggedIn) return Promise.reject(new Error('not logged in'))
    return this.#world.speak(conversation, text, mentions) as Promise<never>
  }

  override async messageRawPayload(id: string): Promise<Payload> {
    const payload = this.#world.payloadOf(id)
    if (!payload) throw new Error(`no message ${id}`)
    return payload
  }

  override async messageImage(id: string): Promise<FileBoxInterface> {
    const picture = this.#world.pictureOf(id)
    if (!picture) throw new Error(`no picture ${id}`)
    return FileBox.fromBuffer(Buffer.from(picture.bytes), picture.name)
  }

  override async contactRawPayload(id: string): Promise<payloads.Contact> {
    const name = this.#world.nameOf(id)
    return {
      id,
      name,
      gender: types.ContactGender.Unknown,
      type: types.Contact.Individual,
      avatar: '',
      phone: [],
    }
  }

  override async roomRawPayload(id: string): Promise<payloads.Room> {
    const room = this.#world.roomOf(id)
    if (!room) throw new Error(`no room ${id}`)
    return { id, topic: room.topic, memberIdList: room.members, adminIdList: [] }
  }

  override async roomMemberList(id: string): Promise<string[]> {
    return this.#world.roomOf(id)?.members ?? []
  }
}
