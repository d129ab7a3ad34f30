import { nextWake } from '../store/cases.ts'
import type { Queryable } from '../store/db.ts'
import type { QueueDoor } from '../store/queue-door.ts'
import type { Check } from '../store/ready.ts'

/** ms: a sweep may be long when much falls due at once, and between two jobs there is a moment in which none is worked on */
const SWEEP_SLACK = 5 * 60_000
const IDLE = 30_000

/** Whether deadlines are looked after every `interval` ms, and batches are taken. */
export function workChecks(
  db: Queryable,
  queue: Pick<QueueDoor, 'counts'>,
  interval: number,
  clock: () => number,
): Record<string, Check> {
  return {
    deadlines: async () => {
      const wake = await nextWake(db)
      if (wake === null || wake >= clock() - interval - SWEEP_SLACK) return null
      return `not looked after since ${new Date(wake).toISOString()}`
    },
    batches: async () => {
      const { waiting, active, since } = await queue.counts()
      const idle = waiting > 0 && active === 0 && since !== null && since < clock() - IDLE
      return idle ? `${waiting} wait and nobody takes them` : null
    },
  }
}
