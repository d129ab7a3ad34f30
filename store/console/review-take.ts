import type { FlagId } from '../deciding.ts'
import type { Queryable } from '../db.ts'
import { binder, type Bind, type Viewer } from './viewer.ts'
import { flagVisible } from './visibility.ts'

/** For how long who has been given a flag has it before everybody else, in ms. */
export const LEASE = 3 * 60_000

/** Condition over `flags f`: a person must decide, and none has. */
export const WAITING = `f.status = 'pending' and f.decision is null`

/** What a viewer is given. */
export interface Taking {
  /** what he has, and keeps */
  hand: FlagId[]
  /** how many more */
  want: number
  /** one that he has chosen, before all others */
  first?: FlagId | undefined
  /** area codes of the groups; null: all, private messages too */
  areas: string[] | null
}

/** Of what he has that which he goes on having; the lease begins anew. */
export async function keepLeases(
  tx: Queryable,
  viewer: Viewer,
  hand: FlagId[],
  now: number,
): Promise<FlagId[]> {
  if (hand.length === 0) return []
  const { values, bind } = binder()
  const { rows } = await tx.query<FlagId>(
    `update flags f set leased_by = ${bind(viewer.login)}, leased_until = ${bind(new Date(now + LEASE))}
     where (f.account, f.message) in (select * from ${keysOf(hand, bind)}) and ${WAITING} and ${free(viewer, now, bind)}
       and ${flagVisible(viewer, bind)}
     returning f.account, f.message`,
    values,
  )
  const samples = await tx.query<FlagId>(
    `update samples set leased_until = $3 where (account, message) in (select * from unnest($1::text[], $2::text[]))
       and need is null and leased_by = $4
     returning account, message`,
    [...columnsOf(hand), new Date(now + LEASE), viewer.login],
  )
  return [...rows, ...samples.rows]
}

/** Gives a viewer flags that nobody else has, urgent ones first, then those that have waited longest. */
export async function leaseFlags(
  tx: Queryable,
  viewer: Viewer,
  { hand, want, first, areas }: Taking,
  now: number,
): Promise<FlagId[]> {
  if (want === 0) return []
  const { values, bind } = binder()
  const where = [WAITING, free(viewer, now, bind), flagVisible(viewer, bind)]
  if (areas) where.push(`f.group_id in (select id from groups where area = any(${bind(areas)}))`)
  if (hand.length) where.push(`(f.account, f.message) not in (select * from ${keysOf(hand, bind)})`)
  if (first) where.push(`f.account = ${bind(first.account)} and f.message = ${bind(first.message)}`)
  const { rows } = await tx.query<FlagId>(
    `with turn as (
       select f.account, f.message from flags f where ${where.join(' and ')}
       order by (f.urgency <> 'urgent'), f.at, f.account, f.message limit ${bind(want)} for update skip locked)
     update flags f set leased_by = ${bind(viewer.login)}, leased_until = ${bind(new Date(now + LEASE))}
     from turn where f.account = turn.account and f.message = turn.message
     returning f.account, f.message`,
    values,
  )
  return rows
}

/** Gives back what he has and will not decide now. */
export async function giveBack(db: Queryable, { login }: Viewer, hand: FlagId[]): Promise<void> {
  for (const table of ['flags', 'samples'])
    await db.query(
      `update ${table} set leased_until = null, leased_by = null
       where (account, message) in (select * from unnest($1::text[], $2::text[])) and leased_by = $3`,
      [...columnsOf(hand), login],
    )
}

const free = ({ login }: Viewer, now: number, bind: Bind) =>
  `(f.leased_until is null or f.leased_until <= ${bind(new Date(now))} or f.leased_by = ${bind(login)})`

const columnsOf = (keys: FlagId[]) => [keys.map((k) => k.account), keys.map((k) => k.message)]

const keysOf = (keys: FlagId[], bind: Bind) =>
  `unnest(${columnsOf(keys)
    .map((column) => `${bind(column)}::text[]`)
    .join(', ')})`
