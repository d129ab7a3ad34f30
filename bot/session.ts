import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import { setTimeout as pause } from 'node:timers/promises'
import type { Puppet } from 'wechaty-puppet'
import { UserError } from '../config/fail.ts'
import { limited } from '../store/limited.ts'
import { connect, Taken, type Address, type Connection, type GrpcError, type Timing } from './connection.ts'
import type { AccountState } from '../store/accounts.ts'
import type { Journal } from './journal.ts'
import type { Owner } from './owner.ts'
import type { Clock } from './ports.ts'

/** The account's session at its gateway, which is joined again for ever when it is lost. */
export interface Session {
  /**
   * Takes possession of the gateway and connects to it; an account that is logged in there can speak from then on.
   * @throws UserError when another bot has it, nobody answers or the token is refused
   */
  open(): Promise<void>
  /** the account while it is connected, logged in and ours alone; else null */
  speaker(): { account: string; puppet: Puppet } | null
  /** the puppet that hears; null while the gateway is away */
  puppet(): Puppet | null
  /** who is logged in, or was last */
  account(): string | null
  /** null before it was opened */
  state(): AccountState | null
  close(): Promise<void>
}

export interface SessionTiming extends Timing {
  /** ms between two notes that the account was seen */
  seen: number
  /** ms of the shortest and the longest pause before a lost gateway is tried again */
  again: [number, number]
  /** ms that a bot waits for its predecessor to be gone */
  succession: number
}

export interface SessionParts {
  address: Address
  journal: Journal
  owner: Owner
  clock: Clock
  log: Logger
  timing: SessionTiming
  onMessage(id: string): void
  /** logged in, and now able to speak */
  onOnline(): void
}

export const TIMING: SessionTiming = {
  ding: 10_000,
  silence: 35_000,
  connect: 20_000,
  seen: 10_000,
  again: [250, 30_000],
  succession: 8_000,
}
const NAME_LIMIT = 5_000
/**
 * ms before a sign of life within which a message may have been said that never came, or that was not yet safe on disk
 * when the process died: a blind window rather begins too early than too late.
 */
const ON_ITS_WAY = 5_000

export function createSession(parts: SessionParts): Session {
  const { address, journal, owner, clock, log, timing } = parts
  const place = address.endpoint ?? address.puppet
  const stranger = `gateway ${place}`
  const closing = new AbortController()
  let account: string | null = null
  let state: AccountState | null = null
  let connection: Connection | null = null
  let puppet: Puppet | null = null
  let loggingIn: Promise<void> = Promise.resolve()
  let lastSign = clock()

  const enter = (next: AccountState, more?: { qrcode?: string; error?: string }) => {
    state = next
    journal.state(account ?? stranger, next, more)
  }
  const goDeaf = (from: number, reason: string) => {
    if (account && state === 'online') journal.blind(account, from - ON_ITS_WAY, reason)
  }

  const listener = {
    onSign: () => void (lastSign = clock()),
    onMessage: parts.onMessage,
    onError: (error: Error) => log.warn({ err: error }, 'the gateway reports an error'),
    onScan(qrcode: string) {
      log.warn({ account }, 'a person must scan a code to log in; the console shows it')
      goDeaf(lastSign, 'logged out')
      enter('scan', { qrcode })
    },
    onLogin(id: string, from: Puppet) {
      if (account !== id) journal.forget(stranger)
      account = id
      puppet = from
      state = 'online'
      loggingIn = logIn(id, from).catch((error: unknown) => {
        log.error({ err: error }, 'logging in failed')
      })
    },
    onLogout(reason: string) {
      log.warn({ account }, 'the account is logged out')
      log.debug({ account, reason }, 'why')
      goDeaf(clock(), 'logged out')
      enter('offline', { error: reason })
    },
    onLost(error: Error) {
      log.warn({ account, err: error }, 'the gateway is lost')
      drop(error)
      void joinAgain()
    },
  }

  const drop = (error: Error) => {
    connection = puppet = null
    goDeaf(lastSign, 'the gateway was lost')
    enter('error', { error: error.message })
  }

  async function logIn(id: string, from: Puppet): Promise<void> {
    const name = await ownName(from, id)
    const mine = await owner.claim(id)
    if (account !== id || puppet !== from || state !== 'online') return
    if (!mine)
      log.error(
        { account: id },
        'another bot speaks for this account: this one is silent until that one ends',
      )
    journal.online(id, name)
    log.info({ account: id }, 'logged in')
    parts.onOnline()
  }

  async function join(): Promise<void> {
    const joined = await connect(address, listener, timing)
    if (closing.signal.aborted) return joined.close()
    connection = joined
    puppet = joined.puppet
    if (state === 'error') enter('connecting')
  }

  async function joinFirst(end: number): Promise<void> {
    try {
      await join()
    } catch (error) {
      if (!(error instanceof Taken) || performance.now() > end) throw error
      await pause(timing.again[0])
      await joinFirst(end)
    }
  }

  async function joinAgain(): Promise<void> {
    const [shortest, longest] = timing.again
    for (let wait = shortest; !closing.signal.aborted; wait = Math.min(wait * 2, longest)) {
      // Chance keeps many bots from knocking at the same moment.
      await pause(wait * (0.5 + Math.random()), undefined, { signal: closing.signal }).catch(() => undefined)
      if (closing.signal.aborted) return
      try {
        return await join()
      } catch (error) {
        log.warn(
          { err: error, next: Math.min(wait * 2, longest) },
          'the gateway cannot be joined; trying again',
        )
      }
    }
  }

  let seeing: NodeJS.Timeout | null = null
  const see = () => {
    if (account && state === 'online') journal.seen(account, lastSign - ON_ITS_WAY)
  }

  return {
    async open() {
      try {
        const end = performance.now() + timing.succession
        await takePossession(owner, address, end)
        enter('connecting')
        await joinFirst(end)
        await loggingIn
      } catch (error) {
        const failure = explain(error as GrpcError, place)
        if (!(error instanceof UserError)) enter('error', { error: failure.message })
        throw failure
      }
      seeing = setInterval(see, timing.seen)
    },
    speaker() {
      if (!account || !puppet || state !== 'online' || !owner.holds(account)) return null
      return { account, puppet }
    },
    puppet: () => puppet,
    account: () => account,
    state: () => state,
    async close() {
      closing.abort()
      if (seeing) clearInterval(seeing)
      await connection?.close()
      connection = puppet = null
      goDeaf(clock(), 'the bot was stopped')
      if (state && state !== 'error') enter('offline')
    },
  }
}

async function ownName(puppet: Puppet, account: string): Promise<string | null> {
  const asking = limited(puppet.contactPayload(account), NAME_LIMIT, 'asking for the own name')
  return asking.then(
    (contact) => contact.name || null,
    () => null,
  )
}

/** A bot that was just ended, or killed, may still hold the lock for a moment. */
async function takePossession(owner: Owner, address: Address, end: number): Promise<void> {
  const secret = createHash('sha256').update(`${address.endpoint} ${address.token}`).digest('hex')
  const key = `${address.puppet} ${secret}`
  while (!(await owner.claim(key))) {
    if (performance.now() > end) {
      throw new UserError(
        'Another bot is connected to this gateway with this token, or PostgreSQL is away: only one can hear. End it first.',
      )
    }
    await pause(100)
  }
}

function explain(error: GrpcError, place: string): Error {
  if (error instanceof UserError) return error
  const cause = { cause: error }
  if (error.code === 16) {
    return new UserError(
      `The gateway at ${place} refuses the token: correct WECHATY_PUPPET_SERVICE_TOKEN`,
      1,
      cause,
    )
  }
  if (error.code === 14) {
    return new UserError(
      `No gateway answers at ${place}: start it, or correct WECHATY_PUPPET_SERVICE_ENDPOINT`,
      1,
      cause,
    )
  }
  return new UserError(`The gateway at ${place} cannot be used: ${error.message.split('\n', 1)[0]}`, 1, cause)
}
