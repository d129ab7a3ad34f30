import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { quietUntil } from '../cases/quiet.ts'
import type { Settings } from '../cases/world.ts'
import type { Pool } from '../store/db.ts'
import { settleEcho } from '../store/echo.ts'
import { isOutage } from '../store/outage.ts'
import * as outbox from '../store/sending.ts'
import type { Scope, Waiting } from '../store/sending.ts'
import { claimPost, type Claimed } from './claim.ts'
import { pauseAfter, retryAt, type Policy } from './lane.ts'
import type { Clock, Echo, Post, SendResult, Sink } from './ports.ts'
import { createSleeper } from './sleeper.ts'

export interface DeliveryParts {
  pool: Pool
  sink: Sink
  /** asked at every step, since an import may change them */
  settings: () => Settings
  policy: Policy
  clock: Clock
  /** in [0, 1) */
  random: () => number
  log: Logger
}

export interface Delivery {
  /**
   * Does at most one post that is due at `now` (epoch ms); concurrent calls wait for one another.
   * @returns the ms at which to look again (the past or `now`: at once); null when nothing waits or nobody is logged in
   * @throws what PostgreSQL throws; the next step makes good for it
   */
  step(now: number): Promise<number | null>
  /** the live loop; resolves after `close` */
  run(): Promise<void>
  /** something new may be due */
  wake(): void
  /** the account has just logged in: starts slowly, and looks at once */
  loggedIn(): void
  /** takes in what the own account was seen to say; never rejects, what PostgreSQL cannot take now is kept */
  onEcho(echo: Echo): Promise<void>
  /** ends the loop after the send that is running */
  close(): Promise<void>
}

/** The loop looks by itself this often, should a wake-up be lost. */
const LOOK_INTERVAL = 3_000
const BACKOFF = { first: 250, most: 5_000 }

/** What PostgreSQL must still be told. */
interface Debt {
  pay(): Promise<unknown>
  /** told instead when PostgreSQL is well and yet does not take it */
  orElse?(error: unknown): Promise<unknown>
}

/**
 * Says what the outbox holds, for the account that is logged in, each post at most once: a row is claimed and committed
 * as `sending` before the sink is called, and nothing takes a row from `sending` or `unknown` back to `pending` unless it
 * surely did not leave or a person says so. What became of a post is kept here until PostgreSQL has it, and nothing else
 * is claimed before; a crash in between leaves `sending`, which the next process turns into `unknown`. What PostgreSQL
 * refuses for good holds up nothing: its post is `unknown`.
 */
export function createDelivery({
  pool,
  sink,
  settings,
  policy,
  clock,
  random,
  log,
}: DeliveryParts): Delivery {
  const lane = { account: null as string | null, sends: 0, freeAt: -Infinity }
  /** in order */
  const owed: Debt[] = []
  const recovered = new Set<string>()
  const sleeper = createSleeper()
  let last: Promise<unknown> = Promise.resolve()
  let running: Promise<void> = Promise.resolve()
  let closed = false

  async function once(now: number): Promise<number | null> {
    await payOwed()
    const account = sink.account()
    if (account === null) return null
    await arrive(account)
    if (now < lane.freeAt) return lane.freeAt
    const quietEnd = quietUntil(now, settings())
    const scope: Scope = { account, now, maxRank: quietEnd === null ? 2 : 1 }
    const claimed = await claimNext(scope)
    if (!claimed) return nextLook(scope, quietEnd)
    await say(claimed, now)
    return lane.freeAt
  }

  async function payOwed(): Promise<void> {
    for (let debt = owed[0]; debt; debt = owed[0]) {
      const instead = await tryToPay(debt)
      if (instead) owed[0] = instead
      else owed.shift()
    }
  }

  /** Gives what is owed in its stead, if anything. */
  async function tryToPay({ pay, orElse }: Debt): Promise<Debt | null> {
    try {
      await pay()
      return null
    } catch (error) {
      if (isOutage(error)) throw error
      log.error({ err: error }, 'PostgreSQL does not take what became of a post')
      return orElse ? { pay: () => orElse(error) } : null
    }
  }

  async function arrive(account: string): Promise<void> {
    if (lane.account !== account) Object.assign(lane, { account, sends: 0 })
    if (recovered.has(account)) return
    const abandoned = await outbox.abandonSending(pool, account)
    if (abandoned)
      log.warn(
        { account, rows: abandoned },
        'replies that were being sent when the bot ended are unknown now',
      )
    recovered.add(account)
  }

  async function claimNext(scope: Scope): Promise<Claimed | null> {
    const id = randomUUID()
    try {
      return await claimPost(pool, id, scope, { settings: settings(), budget: policy.budget, log })
    } catch (error) {
      // The commit itself may have failed half-way: if the claim is there, it is ours, and nothing was sent.
      owed.push({ pay: () => outbox.releaseClaim(pool, id) })
      throw error
    }
  }

  async function say({ id, rows, post }: Claimed, now: number): Promise<void> {
    const result = await send(post)
    const at = Math.max(now, clock())
    lane.sends += 1
    lane.freeAt = at + pauseAfter(lane.sends, policy, random())
    const about = { post: id, rows: rows.map((r) => r.id), status: result.status }
    if (result.status === 'sent') log.debug(about, 'sent')
    else {
      log.warn(about, 'not certainly sent; the console shows why')
      // A gateway may repeat there what it was to send.
      log.debug({ ...about, reason: result.reason }, 'why')
    }
    owed.push({
      pay: () => mark(id, rows, result, at),
      orElse: (error) =>
        outbox.markUnknown(pool, id, `not written: ${(error as Error).message}`, wordsOf(post)),
    })
    await payOwed()
  }

  async function send(post: Post): Promise<SendResult> {
    try {
      return await sink.send(post)
    } catch (error) {
      log.error({ err: error }, 'the sink failed while sending')
      return {
        status: 'unknown',
        reason: String(error),
        text: wordsOf(post),
      }
    }
  }

  async function mark(post: string, rows: Waiting[], result: SendResult, at: number): Promise<void> {
    if (result.status === 'sent') return outbox.markSent(pool, post, result.id, result.text, at)
    if (result.status === 'unknown') return outbox.markUnknown(pool, post, result.reason, result.text)
    const attempts = Math.max(...rows.map((r) => r.attempts)) + 1
    return outbox.markRefused(pool, post, result.reason, retryAt(attempts, result.retryAfter, at))
  }

  async function nextLook(scope: Scope, quietEnd: number | null): Promise<number | null> {
    const { free, held } = await outbox.nextDue(pool, scope)
    const afterQuiet = held === null || quietEnd === null ? null : Math.max(held, quietEnd)
    if (free === null || afterQuiet === null) return free ?? afterQuiet
    return Math.min(free, afterQuiet)
  }

  function step(now: number): Promise<number | null> {
    const mine = last.then(() => once(now))
    // Whoever waits for `mine` is told; the next step only waits its turn.
    last = mine.catch(() => undefined)
    return mine
  }

  async function loop(): Promise<void> {
    let backoff = BACKOFF.first
    while (!closed) {
      try {
        const next = (await step(clock())) ?? Infinity
        backoff = BACKOFF.first
        await sleeper.sleep(Math.min(next - clock(), LOOK_INTERVAL))
      } catch (error) {
        log.error({ err: error, again: backoff }, 'delivery is interrupted')
        await sleeper.sleep(backoff)
        backoff = Math.min(backoff * 2, BACKOFF.most)
      }
    }
  }

  return {
    step,
    run: () => (running = loop()),
    wake: sleeper.wake,
    loggedIn() {
      lane.sends = 0
      sleeper.wake()
    },
    async onEcho(echo) {
      try {
        await settleEcho(pool, echo)
      } catch (error) {
        log.warn({ err: error }, 'an echo is kept until PostgreSQL can take it')
        owed.push({ pay: () => settleEcho(pool, echo) })
      }
    },
    async close() {
      closed = true
      sleeper.wake()
      await running
      await last
      await payOwed().catch((error: unknown) =>
        log.error({ err: error }, 'what became of the last post could not be written: it will be unknown'),
      )
    },
  }
}

/** Without the names of those who are mentioned. */
const wordsOf = (post: Post) => post.lines.map((line) => line.text).join('\n')
