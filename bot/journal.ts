import type { Logger } from 'pino'
import { setTimeout as pause } from 'node:timers/promises'
import {
  endBlindWindow,
  forgetAccount,
  openBlindWindow,
  saveAccount,
  touchAccount,
  type AccountState,
} from '../store/accounts.ts'
import { inTransaction, type Pool, type Queryable } from '../store/db.ts'
import { limited } from '../store/limited.ts'

/** Writes down what becomes of the account, in order; while PostgreSQL is away it waits and loses nothing. */
export interface Journal {
  state(account: string, state: AccountState, more?: { qrcode?: string; error?: string }): void
  /** logged in and listening: the blind window ends */
  online(account: string, name: string | null): void
  /** deaf since `from` (epoch ms) */
  blind(account: string, from: number, reason: string): void
  forget(account: string): void
  /** was connected at `at`, with so much in its spool; not kept when PostgreSQL is away */
  seen(account: string, at: number): void
  /** waits at the most `limit` ms for what is not yet written */
  close(limit?: number): Promise<void>
}

const PAUSES = { first: 250, longest: 5_000 }

export function openJournal(
  pool: Pool,
  clock: () => number,
  log: Logger,
  backlog: () => number = () => 0,
): Journal {
  const entries: ((q: Queryable) => Promise<void>)[] = []
  let writing: Promise<void> | null = null
  let touching: Promise<void> | null = null
  let closed = false

  const enter = (entry: (q: Queryable) => Promise<void>) => {
    entries.push(entry)
    writing ??= writeAll().finally(() => (writing = null))
  }
  async function writeAll(): Promise<void> {
    let wait = PAUSES.first
    while (entries[0]) {
      try {
        await inTransaction(pool, entries[0])
        entries.shift()
        wait = PAUSES.first
      } catch (error) {
        if (closed) return
        log.warn(
          { err: error, entries: entries.length },
          'the state of the account cannot be written; trying again',
        )
        await pause(wait)
        wait = Math.min(wait * 2, PAUSES.longest)
      }
    }
  }

  return {
    state(
      account,
      state,
      { qrcode = null, error = null }: { qrcode?: string | null; error?: string | null } = {},
    ) {
      const at = clock()
      enter((q) => saveAccount(q, account, { state, name: null, qrcode, error }, at))
    },
    online(account, name) {
      const at = clock()
      enter(async (q) => {
        await endBlindWindow(q, account, at)
        await saveAccount(q, account, { state: 'online', name, qrcode: null, error: null }, at)
        await touchAccount(q, account, at)
      })
    },
    blind: (account, from, reason) => enter((q) => openBlindWindow(q, account, from, reason)),
    forget: (account) => enter((q) => forgetAccount(q, account)),
    seen(account, at) {
      touching ??= touchAccount(pool, account, at, backlog())
        .catch((error: unknown) => log.debug({ err: error }, 'the last sign of life was not written'))
        .finally(() => (touching = null))
    },
    async close(limit = 2_000) {
      const rest = Promise.all([writing, touching])
      await limited(rest, limit, 'writing the state of the account').catch((error: unknown) => {
        log.warn({ err: error, entries: entries.length }, 'the state of the account was not written')
      })
      closed = true
    },
  }
}
