import type { Queryable } from './db.ts'
import { limited } from './limited.ts'
import { checkSchema, SchemaError } from './migrate.ts'
import type { QueueDoor } from './queue-door.ts'

/** Says in a few words what is wrong with a part, null: nothing; what it throws means that it cannot be reached. */
export type Check = () => Promise<string | null>

/** ms after which a part that does not answer counts as away */
const LIMIT = 3_000

/** Asks all parts at once; each is `ok`, or what is wrong with it. */
export async function readiness(checks: Record<string, Check>) {
  const asked = Object.entries(checks).map(async ([part, check]) => {
    const wrong = await limited(check(), LIMIT, part).catch(() => 'cannot be reached')
    return [part, wrong ?? 'ok'] as const
  })
  const parts = Object.fromEntries(await Promise.all(asked))
  return { ready: Object.values(parts).every((state) => state === 'ok'), parts }
}

/** The parts that every process needs: the database in the form of this code, and the queue. */
export function commonChecks(db: Queryable, migrations: string, queue: Pick<QueueDoor, 'counts'>) {
  return {
    database: async () => {
      await db.query('select 1')
      return null
    },
    migrations: () =>
      checkSchema(db, migrations).then(
        () => null,
        (error: unknown) => {
          if (error instanceof SchemaError) return error.message
          throw error
        },
      ),
    queue: async () => {
      await queue.counts()
      return null
    },
  }
}
