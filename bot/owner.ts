import type { Logger } from 'pino'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { limited } from '../store/limited.ts'

/**
 * Sees to it that one bot alone speaks for an account: advisory locks on a connection of their own, which PostgreSQL
 * gives free when the process or its host dies.
 */
export interface Owner {
  /** asks for `key` from now on, again and again; whether it is held now */
  claim(key: string): Promise<boolean>
  holds(key: string): boolean
  close(): Promise<void>
}

const CHECK = 2_000
const LIMIT = 5_000
// A host that vanished must not keep the lock for the two hours of TCP's defaults.
const KEEPALIVE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

export function openOwner(connectionString: string, log: Logger): Owner {
  const wanted = new Set<string>()
  const held = new Set<string>()
  const closing = new AbortController()
  let client: pg.Client | null = null
  let turn: Promise<void> = Promise.resolve()

  const drop = (error: unknown) => {
    if (!client) return
    if (held.size)
      log.warn({ err: error }, 'the lock of the account is lost; nothing is said until it is held again')
    // What is lost already cannot be ended, and why it is lost has been said.
    void client.end().catch(() => undefined)
    client = null
    held.clear()
  }

  async function connect(): Promise<pg.Client> {
    const options = {
      connectionString,
      options: KEEPALIVE,
      application_name: 'xunqun-owner',
      keepAlive: true,
    }
    const fresh = new pg.Client({ ...options, connectionTimeoutMillis: LIMIT })
    fresh.on('error', (error) => client === fresh && drop(error))
    fresh.on('end', () => client === fresh && drop(new Error('the connection has ended')))
    await fresh.connect()
    return fresh
  }

  /** Makes sure that the connection lives, and asks for what is wanted and not held. */
  async function check(): Promise<void> {
    try {
      client ??= await connect()
      const asked = [...wanted].filter((key) => !held.has(key))
      const query = client.query<{ key: string; got: boolean }>(
        `select key, pg_try_advisory_lock(hashtextextended('xunqun bot ' || key, 0)) as got from unnest($1::text[]) as key`,
        [asked],
      )
      for (const { key, got } of (await limited(query, LIMIT, 'asking for the lock')).rows)
        if (got) held.add(key)
    } catch (error) {
      drop(error)
      log.debug({ err: error }, 'the lock of the account cannot be asked for')
    }
  }
  const inTurn = () => (turn = turn.then(check))

  const watching = (async () => {
    while (!closing.signal.aborted) {
      await pause(CHECK, undefined, { signal: closing.signal }).catch(() => undefined)
      if (!closing.signal.aborted && wanted.size) await inTurn()
    }
  })()

  return {
    async claim(key) {
      wanted.add(key)
      await inTurn()
      return held.has(key)
    },
    holds: (key) => held.has(key),
    async close() {
      closing.abort()
      await watching
      await turn
      const last = client
      client = null
      held.clear()
      await last?.end()
    },
  }
}
