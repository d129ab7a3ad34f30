import { CodeTaken, Conflict } from './cases.ts'
import { inTransaction, type Pool, type Queryable } from './db.ts'

const ATTEMPTS = 10

const isDeadlock = (error: unknown) => (error as { code?: string }).code === '40P01'

/**
 * Runs load → decide → save in one transaction, and anew when a case was changed meanwhile, a new code is taken, or the
 * transaction was ended because it and another one waited for each other; `attempt` counts from 0 and makes other codes.
 */
export async function untilSaved<T>(
  pool: Pool,
  work: (tx: Queryable, attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await inTransaction(pool, (tx) => work(tx, attempt))
    } catch (error) {
      const passes = error instanceof Conflict || error instanceof CodeTaken || isDeadlock(error)
      if (!passes || attempt >= ATTEMPTS) throw error
    }
  }
}
