import type { County } from '../../cases/county.ts'
import { UNDO, type FlagId, type Kept } from '../deciding.ts'
import { inTransaction, type Pool, type Queryable } from '../db.ts'
import type { ReviewDecision } from '../review.ts'
import { decideSample, undoSample } from './review-samples.ts'
import { LEASE, WAITING } from './review-take.ts'
import { binder, type Viewer } from './viewer.ts'
import { flagVisible } from './visibility.ts'

/** Why a decision is not kept: there is no such flag for him, it is decided already, or somebody else has been given it. */
export type NotKept = 'unseen' | 'gone' | 'leased'

/** A flag or a sample of his, to decide about; null when the viewer may not see it or there is none. */
export async function findFlag(
  db: Queryable,
  viewer: Viewer,
  { account, message }: FlagId,
): Promise<{ confidential: boolean; decided: boolean } | null> {
  const { values, bind } = binder()
  const key = (row: string) => `${row}.account = ${bind(account)} and ${row}.message = ${bind(message)}`
  const { rows } = await db.query(
    `select f.confidential, not (${WAITING}) as decided from flags f where ${key('f')} and ${flagVisible(viewer, bind)}
     union all
     select false, s.need is not null from samples s where ${key('s')} and s.leased_by = ${bind(viewer.login)}
     limit 1`,
    values,
  )
  return rows[0] ?? null
}

/**
 * Keeps what a viewer decides about a flag or a sample of his; it is carried out `UNDO` after `now`.
 * @returns when it can no longer be taken back (epoch ms), or why it is not kept
 */
export function keepDecision(
  pool: Pool,
  viewer: Viewer,
  county: County,
  flag: FlagId,
  decision: ReviewDecision,
  now: number,
): Promise<number | NotKept> {
  return inTransaction(pool, async (tx) => {
    const sampled = await decideSample(tx, viewer, county, flag, decision.verdict !== 'dismiss', now)
    if (sampled === 'none' || sampled === 'secret') return now + UNDO
    return decideFlag(tx, viewer, flag, decision, now)
  })
}

async function decideFlag(
  tx: Queryable,
  viewer: Viewer,
  flag: FlagId,
  decision: ReviewDecision,
  now: number,
): Promise<number | NotKept> {
  const { values, bind } = binder()
  const { rows } = await tx.query(
    `select f.status, f.decision is not null as decided, f.leased_by, f.leased_until from flags f
     where f.account = ${bind(flag.account)} and f.message = ${bind(flag.message)} and ${flagVisible(viewer, bind)}
     for update`,
    values,
  )
  const [row] = rows
  if (!row) return 'unseen'
  if (row.status !== 'pending' || row.decided) return 'gone'
  if (row.leased_by !== null && row.leased_by !== viewer.login && +row.leased_until > now) return 'leased'
  const { login, staff } = viewer
  const kept: Kept = { ...decision, login, staff }
  await tx.query(
    `update flags set decision = $3, decided_by = $4, decided_at = $5, apply_at = $6, leased_by = null, leased_until = null,
       put_back = null
     where account = $1 and message = $2`,
    [flag.account, flag.message, kept, staff ?? login, new Date(now), new Date(now + UNDO)],
  )
  return now + UNDO
}

/** Takes back a decision of one's own before it is carried out, and has its card again; false: it is too late. */
export function undoDecision(pool: Pool, { login }: Viewer, flag: FlagId, now: number): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query(
      `update flags set decision = null, apply_at = null, decided_by = null, decided_at = null, leased_by = $3, leased_until = $4
       where account = $1 and message = $2 and status = 'pending' and decision->>'login' = $3 and apply_at > $5`,
      [flag.account, flag.message, login, new Date(now + LEASE), new Date(now)],
    )
    const undone = await undoSample(tx, login, flag, now)
    return undone || rowCount === 1
  })
}
