import type { Logger } from 'pino'
import type { County } from '../cases/county.ts'
import type { Who } from './audit.ts'
import type { Pool, Queryable } from './db.ts'
import { isOutage } from './outage.ts'
import { untilSaved } from './retry.ts'
import { review, type ReviewDecision } from './review.ts'

/** By what a flag is known. */
export interface FlagId {
  account: string
  message: string
}

/** For how long a decision can be taken back, in ms; nothing is sent before. */
export const UNDO = 10_000
/** How many decisions are carried out in one go. */
const BATCH = 100
const CANNOT_JOIN = '要并入的那一件已经不能再并入，请重新处理。'
const FAILED = '上次的决定没有办成，请重新处理。'

/** What a person has decided, as it waits to be carried out. */
export interface Kept extends ReviewDecision, Who {}

/**
 * Carries out the decisions that can no longer be taken back at `now`. Several processes may do it at once: each decision is
 * carried out once. What cannot be carried out waits for a person again, who is told why.
 * @throws when PostgreSQL is away; the decisions stay
 */
export async function carryOutDecisions(
  pool: Pool,
  county: County,
  now: number,
  log: Pick<Logger, 'error'>,
): Promise<void> {
  for (let more = true; more;) {
    const { rows } = await pool.query<FlagId>(
      'select account, message from flags where apply_at <= $1 order by apply_at limit $2',
      [new Date(now), BATCH],
    )
    let settled = 0
    for (const flag of rows)
      try {
        if (await untilSaved(pool, (tx, attempt) => carryOut(tx, county, flag, now, attempt))) settled++
      } catch (error) {
        if (isOutage(error)) throw error
        log.error({ err: error, ...flag }, 'a decision could not be carried out and waits for a person again')
        await putBack(pool, flag, FAILED)
        settled++
      }
    // A round that settles nothing meets only what another process has in hand.
    more = rows.length === BATCH && settled > 0
  }
}

/** False: another process has it in hand, or it is decided about no more. */
async function carryOut(
  tx: Queryable,
  county: County,
  flag: FlagId,
  now: number,
  attempt: number,
): Promise<boolean> {
  const { rows } = await tx.query<{ decision: Kept }>(
    `select decision from flags where account = $1 and message = $2 and status = 'pending' and apply_at <= $3
     for update skip locked`,
    [flag.account, flag.message, new Date(now)],
  )
  if (!rows[0]) return false
  const { login, staff, ...decision } = rows[0].decision
  const done = await review(tx, county, flag, decision, staff ?? login, now, attempt, { login, staff })
  if (done === 'gone') await putBack(tx, flag, CANNOT_JOIN)
  return true
}

const putBack = (db: Queryable, { account, message }: FlagId, why: string) =>
  db.query(
    `update flags set decision = null, apply_at = null, decided_by = null, decided_at = null, put_back = $3
     where account = $1 and message = $2 and status = 'pending'`,
    [account, message, why],
  )
