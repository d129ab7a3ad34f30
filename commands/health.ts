import { setTimeout as pause } from 'node:timers/promises'
import { readConfig, type Config } from '../config/config.ts'
import type { Service } from '../config/connection.ts'
import { listAccounts } from '../store/console/system.ts'
import { nextWake } from '../store/cases.ts'
import { openPool, type Pool } from '../store/db.ts'
import { queueCounts } from '../store/queue.ts'
import { connectionError, POSTGRES, REDIS } from '../config/connection.ts'
import { runCommand, UserError } from '../config/fail.ts'

// For health checks of the processes that have no port: `node --import tsx commands/health.ts bot|workers`.
// It looks at what the process has done lately, not whether it runs: a bot that waits for a scan is not well.
const MINUTE = 60_000
/** An account that is online shows a sign of life every few seconds. */
const SIGN_WITHIN = 2 * MINUTE
/** A sweep may be long when much falls due at once. */
const SWEEP_SLACK = 5 * MINUTE
/** Between two jobs there is a moment in which none is worked on. */
const LOOKS = 3

await runCommand(async () => {
  const role = process.argv[2]
  if (process.argv.length > 3 || (role !== 'bot' && role !== 'workers'))
    throw new UserError('Usage: health bot|workers', 2)
  const config = readConfig(process.env)
  if (config.databaseUrl === null) throw new UserError('DATABASE_URL is not set')
  const { databaseUrl } = config
  const pool = openPool(databaseUrl, () => undefined, 1)
  try {
    await (role === 'bot' ? checkBot(pool) : checkSweep(pool, config.sweepInterval))
  } catch (error) {
    throw connectionError(error, POSTGRES, databaseUrl)
  } finally {
    await pool.end()
  }
  if (role === 'workers') await checkQueue(databaseUrl, config)
})

async function checkBot(pool: Pool): Promise<void> {
  const accounts = await listAccounts(pool)
  const since = Date.now() - SIGN_WITHIN
  if (accounts.some((a) => a.state === 'online' && (a.lastEventAt ?? 0) >= since)) return
  const states = accounts.map((a) => `${a.id} is ${a.state}, last heard of ${iso(a.lastEventAt)}`)
  throw new UserError(`No account listens: ${states.join('; ') || 'none has ever logged in'}`)
}

async function checkSweep(pool: Pool, interval: number): Promise<void> {
  const wake = await nextWake(pool)
  if (wake !== null && wake < Date.now() - interval - SWEEP_SLACK)
    throw new UserError(`Deadlines are not looked after: one is due since ${iso(wake)}`)
}

/** Batches that wait although none is worked on: nobody takes them. */
async function checkQueue(databaseUrl: string, { redisUrl }: Config): Promise<void> {
  let waiting = 0
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await pause(1_000)
    const counts = await (redisUrl === null
      ? queueCounts({ postgres: databaseUrl }).catch(named(databaseUrl, POSTGRES))
      : queueCounts({ redis: redisUrl }).catch(named(redisUrl, REDIS)))
    if (counts.waiting === 0 || counts.active > 0) return
    waiting = counts.waiting
  }
  throw new UserError(`${waiting} batches wait in the queue and nobody takes them`)
}

function named(url: string, service: Service) {
  return (error: unknown): never => {
    throw connectionError(error, service, url)
  }
}

function iso(at: number | null): string {
  return at === null ? 'never' : new Date(at).toISOString()
}
