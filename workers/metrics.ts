import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { countPending } from '../store/counts.ts'
import type { Queryable } from '../store/db.ts'
import type { QueueCounts } from '../store/queue.ts'

/** What became of a batch. */
export interface Tally {
  /** by the state of the messages in `messages`; `known`: they had been filed before */
  states: Record<'ignored' | 'flagged' | 'case' | 'command' | 'known', number>
  /** cases that begin with it */
  opened: number
  /** ms from being said to being filed, one for each new message */
  lags: number[]
}

export interface WorkerMetrics {
  filed(tally: Tally, seconds: number): void
  buried(): void
  swept(seconds: number): void
}

const LAGS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600]
const SPANS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** The workers' metrics in the registry of their process; labels are words of the code alone. */
export function workerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry]
  const messages = new Counter({
    ...{ name: 'xunqun_messages_filed_total', help: 'Messages by what became of them', registers },
    labelNames: ['state'],
  })
  const batches = new Histogram({
    ...{ name: 'xunqun_batch_seconds', help: 'How long filing a batch takes', registers, buckets: SPANS },
  })
  const lag = new Histogram({
    ...{
      name: 'xunqun_triage_lag_seconds',
      help: 'From being said to being filed',
      registers,
      buckets: LAGS,
    },
  })
  const opened = new Counter({
    ...{ name: 'xunqun_cases_opened_total', help: 'Cases that messages have opened', registers },
  })
  const dead = new Counter({
    ...{ name: 'xunqun_dead_letters_total', help: 'Messages that could not be handled', registers },
  })
  const sweeps = new Histogram({
    ...{
      name: 'xunqun_sweep_seconds',
      help: 'How long looking after deadlines takes',
      registers,
      buckets: SPANS,
    },
  })
  return {
    filed({ states, opened: cases, lags }, seconds) {
      for (const [state, count] of Object.entries(states)) if (count) messages.inc({ state }, count)
      batches.observe(seconds)
      for (const ms of lags) lag.observe(Math.max(0, ms) / 1_000)
      if (cases) opened.inc(cases)
    },
    buried: () => dead.inc(),
    swept: (seconds) => sweeps.observe(seconds),
  }
}

/** What lies in the database and the queue, asked whenever somebody asks for the metrics; what is away has no value then. */
export function stockMetrics(
  registry: Registry,
  db: Queryable,
  queue: { counts(): Promise<QueueCounts> },
): void {
  const registers = [registry]
  let asking: ReturnType<typeof countPending> | null = null
  const pending = () => (asking ??= countPending(db).finally(() => (asking = null))).catch(() => null)
  new Gauge({
    ...{ name: 'xunqun_flags_pending', help: 'Flags that wait for a person', registers },
    async collect() {
      this.reset()
      const found = await pending()
      if (found) this.set(found.flags)
      else this.remove()
    },
  })
  new Gauge({
    ...{ name: 'xunqun_outbox', help: 'Replies that are not settled', registers, labelNames: ['status'] },
    async collect() {
      this.reset()
      const found = await pending()
      for (const [status, count] of Object.entries(found?.outbox ?? {})) this.set({ status }, count)
    },
  })
  new Gauge({
    ...{ name: 'xunqun_queue_jobs', help: 'Batches in the queue', registers, labelNames: ['state'] },
    async collect() {
      this.reset()
      const found = await queue.counts().catch(() => null)
      if (!found) return
      const { since: _, ...counts } = found
      for (const [state, count] of Object.entries(counts)) this.set({ state }, count)
    },
  })
}
