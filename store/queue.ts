import { createPostgresBackend, Queue, withBackend, Worker, type Job } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { Heard } from '../cases/model.ts'
import { limited } from './limited.ts'

/** Where the queue lives: in a schema of its own in PostgreSQL, or in Redis. The same code serves both. */
export type QueueUrl = { postgres: string } | { redis: string }

export interface Producer {
  /**
   * Puts a batch into the queue; adding the same id again is harmless.
   * @param id neither digits only nor with a colon
   * @throws within `ADD_LIMIT` ms when the queue is away; it may have been added all the same
   */
  add(id: string, batch: Heard[]): Promise<void>
  close(): Promise<void>
}

export interface Consumer {
  /** Waits for the jobs that are being handled. */
  close(): Promise<void>
}

export interface Handlers {
  handle(batch: Heard[]): Promise<void>
  /** The last attempt is gone. When it resolves the job is forgotten, when it rejects it is asked again later. */
  onFailed(batch: Heard[], error: Error): Promise<void>
  onError(error: Error): void
}

export interface QueueCounts {
  waiting: number
  active: number
  delayed: number
  failed: number
  /** null: none waits */
  since: number | null
}

const NAME = 'heard'
const ADD_LIMIT = 5_000
const LOOK_LIMIT = 2_000
const CONNECT_LIMIT = 5_000
/** about an hour of attempts: long enough for a database that is being repaired, and then a person should know */
const ATTEMPTS = 65
const LONGEST_PAUSE = 60_000
const JOB = { attempts: ATTEMPTS, backoff: { type: 'custom' }, removeOnComplete: true }
/** A killed worker's jobs are taken over after LOCK + STALLED_CHECK ms at the latest. */
const LOCK = 6_000
const STALLED_CHECK = 3_000
const FAILED_CHECK = 30_000
const postgres = withBackend(createPostgresBackend)

/**
 * Opens the sending side.
 * @throws the backend's own error when it cannot be reached or refuses the credentials
 */
export async function openProducer(url: QueueUrl, onError: (error: Error) => void): Promise<Producer> {
  const queue = await openQueue(url, quieter(onError))
  return {
    add: (id, batch) => addJob(queue, id, batch),
    close: () => queue.close(),
  }
}

/**
 * Opens the receiving side; it goes on by itself after any loss of the backend.
 * @throws like openProducer
 */
export async function openConsumer(
  url: QueueUrl,
  handlers: Handlers,
  { concurrency }: { concurrency: number },
): Promise<Consumer> {
  const onError = quieter(handlers.onError)
  const queue = await openQueue(url, onError)
  const work = (job: Job<Heard[]>) => handlers.handle(job.data)
  const worker = openWorker(url, work, concurrency)
  worker.on('error', onError)

  const giveUp = async (job: Job<Heard[]>) => {
    await handlers.onFailed(job.data, new Error(job.failedReason))
    await job.remove()
  }
  // What was given up while nobody could note it (the database away, too) still lies in the queue.
  const giveUpAll = async () => {
    for (const job of await queue.getFailed(0, 99)) await giveUp(job)
  }
  worker.on('failed', (job) => {
    if (job?.finishedOn) giveUp(job).catch(onError)
  })
  const timer = setInterval(() => giveUpAll().catch(onError), FAILED_CHECK)
  giveUpAll().catch(onError)
  return {
    async close() {
      clearInterval(timer)
      await worker.close()
      await queue.close()
    },
  }
}

/** How much lies in the queue at this moment, and since when (epoch ms) the oldest batch waits. */
export async function countJobs(queue: RawQueue): Promise<QueueCounts> {
  const looking = Promise.all([
    queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
    queue.getJobs('waiting', 0, 0, true),
  ])
  const [counts, [oldest]] = await limited(looking, LOOK_LIMIT, 'looking into the queue')
  return {
    waiting: counts.waiting ?? 0,
    active: counts.active ?? 0,
    delayed: counts.delayed ?? 0,
    failed: counts.failed ?? 0,
    since: oldest?.timestamp ?? null,
  }
}

/** Puts a batch into the queue, as `Producer.add` does. */
export async function addJob(queue: RawQueue, id: string, batch: Heard[]): Promise<void> {
  await limited(queue.add(NAME, batch, { ...JOB, jobId: id }), ADD_LIMIT, 'adding to the queue')
}

export interface RawQueue {
  add(name: string, data: Heard[], options: object): Promise<unknown>
  getFailed(start: number, end: number): Promise<Job<Heard[]>[]>
  getJobs(type: 'waiting', start: number, end: number, oldestFirst: boolean): Promise<Job<Heard[]>[]>
  getJobCounts(...types: ('waiting' | 'active' | 'delayed' | 'failed')[]): Promise<Record<string, number>>
  close(): Promise<void>
}

/** BullMQ joins a lost backend again by itself, but would wait for ever for one that was never there: so knock first. */
export async function openQueue(url: QueueUrl, onError: (error: Error) => void): Promise<RawQueue> {
  await knock(url)
  const queue =
    'postgres' in url
      ? new postgres.Queue<Heard[]>(NAME, { connection: postgresOptions(url.postgres, 2) })
      : new Queue<Heard[]>(NAME, { connection: { ...redisOptions(url.redis), enableOfflineQueue: false } })
  queue.on('error', onError)
  try {
    await limited(queue.waitUntilReady(), CONNECT_LIMIT, 'connecting to the queue')
  } catch (error) {
    await queue.close()
    throw error
  }
  return queue as RawQueue
}

function openWorker(url: QueueUrl, work: (job: Job<Heard[]>) => Promise<void>, concurrency: number) {
  const options = {
    concurrency,
    lockDuration: LOCK,
    stalledInterval: STALLED_CHECK,
    maxStalledCount: 5,
    runRetryDelay: 500,
    settings: { backoffStrategy: (attempts: number) => Math.min(500 * 2 ** (attempts - 1), LONGEST_PAUSE) },
  }
  return 'postgres' in url
    ? new postgres.Worker<Heard[], void>(NAME, work as never, {
        ...options,
        connection: postgresOptions(url.postgres, concurrency + 2),
      })
    : new Worker<Heard[], void>(NAME, work as never, {
        ...options,
        connection: { ...redisOptions(url.redis), maxRetriesPerRequest: null },
      })
}

const postgresOptions = (connectionString: string, max: number) => ({
  connectionString,
  max,
  schema: 'bullmq',
  migrate: true,
  keepAlive: true,
  connectionTimeoutMillis: CONNECT_LIMIT,
  // every connection is a process of PostgreSQL's: none is kept that is not used
  idleTimeoutMillis: 2_000,
  application_name: 'xunqun-queue',
})

const redisOptions = (url: string) => ({
  url,
  connectTimeout: CONNECT_LIMIT,
  retryStrategy: (times: number) => Math.min(times * 100, 2_000),
})

async function knock(url: QueueUrl): Promise<void> {
  if ('postgres' in url) {
    const client = new pg.Client({ connectionString: url.postgres, connectionTimeoutMillis: CONNECT_LIMIT })
    await client.connect()
    await client.end()
    return
  }
  const redis = new Redis(url.redis, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: CONNECT_LIMIT,
  })
  let cause: Error | undefined
  redis.on('error', (error) => (cause ??= error))
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    throw cause ?? error
  } finally {
    redis.disconnect()
  }
}

/** A backend that is away makes BullMQ report the same error many times a second; once in 5 s tells as much. */
function quieter(onError: (error: Error) => void): (error: Error) => void {
  let last = ''
  let at = -Infinity
  return (error) => {
    if (error.message === last && performance.now() - at < 5_000) return
    last = error.message
    at = performance.now()
    onError(error)
  }
}
