import type { Logger } from 'pino'
import { setTimeout as pause } from 'node:timers/promises'
import type { Puppet } from 'wechaty-puppet'
import { limited } from '../store/limited.ts'
import { createNames } from './names.ts'
import type { Clock, Echo, Take } from './ports.ts'
import { translate, type Translation } from './translate.ts'

/** A message that could not be fetched or understood. */
export interface Unread {
  account: string
  message: string
  reason: string
  /** what the gateway gave of it */
  payload: unknown
  at: number
}

export interface Listening {
  /** a message with this id has arrived */
  hear(id: string): void
  /** resolves when all that arrived until now has been passed on */
  idle(): Promise<void>
}

export interface ListeningParts {
  /** the puppet to ask; null while the gateway is away */
  puppet(): Puppet | null
  /** who is logged in */
  account(): string | null
  take: Take
  unread(message: Unread): Promise<void>
  onEcho(echo: Echo): Promise<void>
  clock: Clock
  log: Logger
}

/** How many payloads are fetched at the same time, in how long, and the pauses before it is tried again, all in ms. */
const AT_ONCE = 32
const LIMIT = 4_000
const PAUSES = [100, 300, 600, 1_000]

/**
 * Fetches what arrives, many at a time, and passes it on in the order of arrival. The same message may come any
 * number of times: only the database knows for certain what it has.
 */
export function createListening({
  puppet,
  account,
  take,
  unread,
  onEcho,
  clock,
  log,
}: ListeningParts): Listening {
  const names = createNames(puppet)
  const waiting: (() => void)[] = []
  let fetching = 0
  let tail: Promise<unknown> = Promise.resolve()

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (fetching >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
    else fetching++
    try {
      return await work()
    } finally {
      // Whoever waits takes over the place.
      const next = waiting.shift()
      if (next) next()
      else fetching--
    }
  }

  async function fetch(id: string): Promise<unknown> {
    for (let attempt = 0; ; attempt++) {
      try {
        const asked = puppet()
        if (!asked) throw new Error('the gateway is away')
        return await limited(asked.messagePayload(id), LIMIT, 'fetching a message')
      } catch (error) {
        const wait = PAUSES[attempt]
        if (wait === undefined) throw error
        await pause(wait)
      }
    }
  }

  async function read(id: string, own: string): Promise<{ payload: unknown; translation: Translation }> {
    try {
      const payload = await fetch(id)
      const talker = (payload as { talkerId?: unknown } | null)?.talkerId
      const [name, ownName] = await Promise.all([
        typeof talker === 'string' && talker ? names.of(talker) : null,
        names.of(own),
      ])
      return { payload, translation: translate(payload, { account: own, name: ownName }, name, clock()) }
    } catch (error) {
      const [reason] = (error as Error).message.split('\n', 1)
      return { payload: null, translation: { unreadable: `it cannot be fetched: ${reason}` } }
    }
  }

  function pass(id: string, own: string, payload: unknown, translation: Translation): void {
    if ('heard' in translation) return report(take(translation.heard))
    if ('echo' in translation) return report(onEcho(translation.echo))
    log.warn({ account: own, message: id }, 'a message cannot be read; the console shows why')
    // A gateway may repeat there what it has not understood.
    log.debug({ message: id, reason: translation.unreadable }, 'why')
    report(unread({ account: own, message: id, reason: translation.unreadable, payload, at: clock() }))
  }
  const report = (passing: Promise<void>) => {
    passing.catch((error: unknown) => log.error({ err: error }, 'a message could not be passed on'))
  }

  return {
    hear(id) {
      const own = account() ?? 'unknown'
      const reading = inTurn(() => read(id, own))
      tail = tail.then(async () => {
        const { payload, translation } = await reading
        pass(id, own, payload, translation)
      })
    },
    idle: async () => {
      await tail
    },
  }
}
