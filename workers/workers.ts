import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { addSpan } from '../cases/deadlines.ts'
import type { Heard } from '../cases/model.ts'
import { createNotices } from '../cases/notices.ts'
import type { CountyKeeper } from '../store/county.ts'
import { inTransaction, type Pool } from '../store/db.ts'
import { buryLetter } from '../store/dead-letters.ts'
import { carryOutDecisions } from '../store/deciding.ts'
import { every } from '../store/every.ts'
import { forget, FORGET_BATCH, forgetCounts } from '../store/forget.ts'
import { warmSegmenter } from '../store/keywords.ts'
import { isOutage } from '../store/outage.ts'
import { openConsumer, type QueueUrl } from '../store/queue.ts'
import { workerMetrics, type WorkerMetrics } from './metrics.ts'
import { sweep } from './sweep.ts'
import { triageBatch } from './triage.ts'

export interface WorkersOptions {
  pool: Pool
  queue: QueueUrl
  county: Pick<CountyKeeper, 'current' | 'refresh'>
  clock: () => number
  log: Logger
  /** ms between two sweeps; null: whoever moves the time sweeps, and nothing is forgotten */
  sweepInterval: number | null
  /** called with every batch that has been filed, duplicates included */
  onFiled?: (batch: Heard[]) => void
  /** where the metrics go; without it nobody asks for them */
  registry?: Registry
}

/** ms between two attempts at a batch while PostgreSQL is away */
const OUTAGE_PAUSES = { first: 100, longest: 2_000 }
/** ms between two looks for what is to be forgotten */
const FORGET_INTERVAL = 3_600_000

/** Takes batches from the queue, files them and looks after deadlines until closed. */
export async function startWorkers(options: WorkersOptions): Promise<{ close(): Promise<void> }> {
  const { pool, county, clock, log, onFiled } = options

  const closing = new AbortController()
  const notices = createNotices()
  const metrics = workerMetrics(options.registry ?? new Registry())
  const file = async (batch: Heard[]) => {
    const began = performance.now()
    const tally = await triageBatch(pool, batch, county.current(), clock(), notices)
    metrics.filed(tally, (performance.now() - began) / 1_000)
  }

  /** An outage of PostgreSQL is waited out here: given back to the queue, the batch would come after later ones. */
  const handle = async (batch: Heard[]) => {
    for (let wait = OUTAGE_PAUSES.first; ; wait = Math.min(wait * 2, OUTAGE_PAUSES.longest)) {
      try {
        await fileAll(batch)
        return onFiled?.(batch)
      } catch (error) {
        if (closing.signal.aborted || !isOutage(error)) throw error
        log.warn({ err: error, messages: batch.length }, 'PostgreSQL is away; a batch waits for it')
        await pause(wait, undefined, { signal: closing.signal }).catch(() => undefined)
      }
    }
  }
  const fileAll = async (batch: Heard[]) => {
    try {
      await file(batch)
    } catch (error) {
      if (isOutage(error)) throw error
      log.warn({ err: error, messages: batch.length }, 'a batch failed; its messages are tried one by one')
      for (const heard of batch) await fileAlone(heard)
    }
  }
  const fileAlone = async (heard: Heard) => {
    try {
      await file([heard])
    } catch (error) {
      if (isOutage(error)) throw error
      await bury(heard, error as Error)
    }
  }
  const bury = async (heard: Heard, error: Error) => {
    log.error(
      { err: error, account: heard.account, message: heard.id },
      'a message cannot be handled and is kept as a dead letter',
    )
    const letter = {
      account: heard.account,
      message: heard.id,
      stage: 'triage',
      reason: error.message,
      payload: heard,
    }
    await buryLetter(pool, letter, clock())
    metrics.buried()
  }

  // Its dictionary takes more than a second to load: not while the first resident waits for his receipt.
  warmSegmenter()
  const consumer = await openConsumer(
    options.queue,
    {
      handle,
      onFailed: async (batch, error) => {
        for (const heard of batch) await bury(heard, error)
      },
      onError: (error) => log.warn({ err: error }, 'the queue is away; trying again'),
    },
    { concurrency: 1 },
  )
  const timers =
    options.sweepInterval === null ? [] : startTimers(options, options.sweepInterval, metrics, closing.signal)
  return {
    async close() {
      closing.abort()
      await Promise.all([consumer.close(), ...timers.map((timer) => timer.close())])
    },
  }
}

/** What time alone brings: deadlines, and forgetting. */
function startTimers(
  { pool, county, clock, log }: WorkersOptions,
  interval: number,
  metrics: WorkerMetrics,
  closing: AbortSignal,
) {
  const look = async () => {
    // A notification may be lost; what falls due depends on the latest settings.
    await county.refresh()
    const began = performance.now()
    await sweep(pool, county.current(), clock())
    metrics.swept((performance.now() - began) / 1_000)
    // The console does it every second; what one that ended has left is done here.
    await carryOutDecisions(pool, county.current(), clock(), log)
  }
  const forgetAll = async () => {
    const now = clock()
    const { keep, timezone } = county.current().directory.settings
    const before = addSpan(now, { ...keep, amount: -keep.amount }, { timezone, days: 'calendar' })
    await forgetCounts(pool, now)
    for (let full = true; full && !closing.aborted;) {
      const forgotten = await inTransaction(pool, (tx) => forget(tx, before, now))
      const counts = Object.values(forgotten)
      if (counts.some((n) => n > 0)) log.info(forgotten, 'what no case needs is forgotten')
      full = counts.includes(FORGET_BATCH)
    }
  }
  return [
    every(interval, look, (err) => log.error({ err }, 'looking after deadlines failed; trying again')),
    every(FORGET_INTERVAL, forgetAll, (err) =>
      log.error({ err }, 'forgetting failed; trying again in an hour'),
    ),
  ]
}
