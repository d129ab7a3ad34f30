import type { QueueUrl } from '../../store/queue.ts'
import { openQueueDoor } from '../../store/queue-door.ts'

/** How many jobs of each kind lie in the queue at this moment. */
export async function queueCounts(url: QueueUrl) {
  const door = openQueueDoor(url, () => undefined)
  try {
    const { since: _, ...counts } = await door.counts()
    return counts
  } finally {
    await door.close()
  }
}
