import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import { setTimeout as pause } from 'node:timers/promises'
import type { Puppet } from 'wechaty-puppet'
import { UserError } from '../config/fail.ts'
import { limited } from '../store/limited.ts'
import { connect, type Address, type Connection, type GrpcError, type Timing } from './connection.ts'
import type { Journal } from './journal.ts'
import type { Owner } from './owner.ts'
import type { Clock } from './ports.ts'
import type { Self } from './translate.ts'

/** The account's session at its gateway, which is joined again for ever when it is lost. */
export interface Session {
  /** the account while it is connected, logged in and ours alone; else null */
  speaker(): { account: string; puppet: Puppet } | null
  /** the latest connection's puppet; null while there is none */
  puppet(): Puppet | null
  /** who is logged in, or was last */
  self(): Self | null
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
 * Takes possession of the gateway and connects to it.
 * @throws UserError when another bot has it, nobody answers or the token is refused
 */
export async function openSession(parts: SessionParts): Promise<Session> {
  const { address, journal, owner, clock, log, timing } = parts
  const place = address.endpoint ?? address.puppet
  const stranger = `gateway ${place}`
  const closing = new AbortController()
  let self: Self | null = null
  let online = false
  let connection: Connection | null = null
  let lastSign = clock()

  const known = () => self?.account ?? stranger
  const goDeaf = (from: number, reason: string) => {
    if (online) journal.blind(known(), from, reason)
    online = false
  }

  const listener = {
    onSign: () => void (lastSign = clock()),
    onMessage: parts.onMessage,
    onError: (error: Error) => log.warn({ err: error }, 'the gateway reports an error'),
    onScan(qrcode: string) {
      log.warn({ account: known() }, 'a person must scan a code to log in; the console shows it')
      goDeaf(lastSign, 'logged out')
      journal.state(known(), 'scan', { qrcode })
    },
    onLogin(account: string, puppet: Puppet) {
      logIn(account, puppet).catch((error: unknown) => log.error({ err: error }, 'logging in failed'))
    },
    onLogout(reason: string) {
      log.warn({ account: known(), reason }, 'the account is logged out')
      goDeaf(clock(), 'logged out')
      journal.state(known(), 'offline', { error: reason })
    },
    onLost(error: Error) {
      log.warn({ account: known(), err: error }, 'the gateway is lost')
      connection = null
      goDeaf(lastSign, 'the gateway was lost')
      journal.state(known(), 'error', { error: `the gateway is lost: ${error.message}` })
      void joinAgain()
    },
  }

  async function logIn(account: string, puppet: Puppet): Promise<void> {
    if (self?.account !== account) {
      journal.forget(known())
      self = { account, name: null }
    }
    online = true
    const mine = await owner.claim(account)
    if (!mine)
      log.error({ account }, 'another bot speaks for this account: this one stays silent until that one ends')
    const name = await limited(puppet.contactPayload(account), NAME_LIMIT, 'asking for the own name').then(
      (contact) => contact.name || null,
      () => null,
    )
    if (self.account !== account || !online) return
    if (name) self = { account, name }
    journal.online(account, self.name)
    log.info({ account }, 'logged in')
    parts.onOnline()
  }

  async function join(): Promise<void> {
    const joined = await connect(address, listener, timing)
    if (closing.signal.aborted) await joined.close()
    else connection = joined
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

  const seeing = setInterval(() => {
    if (online && self) journal.seen(self.account, lastSign)
  }, timing.seen)

  try {
    await takePossession(owner, address, timing.succession)
    journal.state(stranger, 'connecting')
    await join()
  } catch (error) {
    clearInterval(seeing)
    journal.state(stranger, 'error', { error: (error as Error).message })
    throw explain(error as GrpcError, place)
  }
  return {
    speaker() {
      if (!online || !connection || !self || !owner.holds(self.account)) return null
      return { account: self.account, puppet: connection.puppet }
    },
    puppet: () => connection?.puppet ?? null,
    self: () => self,
    async close() {
      closing.abort()
      clearInterval(seeing)
      await connection?.close()
      connection = null
      goDeaf(clock(), 'the bot was stopped')
      journal.state(known(), 'offline')
    },
  }
}

/** A bot that was just ended, or killed, may still hold the lock for a moment. */
async function takePossession(owner: Owner, address: Address, patience: number): Promise<void> {
  const secret = createHash('sha256').update(`${address.endpoint} ${address.token}`).digest('hex')
  const key = `${address.puppet} ${secret}`
  const end = performance.now() + patience
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
