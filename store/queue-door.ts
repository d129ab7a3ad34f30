import type { Heard } from '../cases/model.ts'
import { addJob, countJobs, openQueue, type QueueCounts, type QueueUrl, type RawQueue } from './queue.ts'

/** The queue for a process that now and then looks into it or puts something in, and lives on while it is away. */
export interface QueueDoor {
  /** @throws within seconds when the queue is away; it may have been added all the same */
  add(id: string, batch: Heard[]): Promise<void>
  /** @throws within seconds when the queue is away */
  counts(): Promise<QueueCounts>
  close(): Promise<void>
}

/** ms for which one answer is good: several who look at once ask once */
const FRESH = 1_000

/** Opens the queue when it is first needed, and anew after that has failed. */
export function openQueueDoor(url: QueueUrl, onError: (error: Error) => void): QueueDoor {
  let opening: Promise<RawQueue> | null = null
  let counting: { at: number; counts: Promise<QueueCounts> } | null = null
  const queue = () => {
    opening ??= openQueue(url, onError).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  return {
    add: async (id, batch) => addJob(await queue(), id, batch),
    counts() {
      const now = performance.now()
      if (!counting || now - counting.at > FRESH)
        counting = { at: now, counts: queue().then((raw) => countJobs(raw)) }
      return counting.counts
    },
    async close() {
      const raw = await opening?.catch(() => null)
      await raw?.close()
    },
  }
}
