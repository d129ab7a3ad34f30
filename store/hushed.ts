import { PASTED } from '../cases/model.ts'
import { record, type Who } from './audit.ts'
import { inTransaction, type Pool, type Queryable } from './db.ts'

/** `paused`: nothing is said for now, and what is to be said waits. `manual`: people say it. */
export const MODES = ['paused', 'manual'] as const
export type Mode = (typeof MODES)[number]
export const HUSHABLE = ['account', 'group'] as const

/** An account or a group in which no bot speaks. */
export interface Hush {
  kind: (typeof HUSHABLE)[number]
  id: string
  mode: Mode
  reason: string
}

/** Members of whom only the name is known have ids that begin so; no bot can write to them. */
export const BY_NAME = 'manual:'

/** SQL: the bot of the account (a parameter) may say the row `o` of the outbox, as far as people have decided. */
export const mayBeSaid = (account: string) => `
  not exists (select from hushed h where h.kind = 'account' and h.id = ${account})
  and not exists (select from hushed h where h.kind = 'group' and h.id = o.group_id)
  and (o.direct is null or not starts_with(o.direct, '${BY_NAME}'))`

/** SQL: the row `x` of the outbox is to be said by people. */
export const BY_HAND = `(x.account = '${PASTED}' or starts_with(coalesce(x.direct, ''), '${BY_NAME}') or exists (
  select from hushed h where h.mode = 'manual'
    and (h.kind = 'account' and h.id = x.account or h.kind = 'group' and h.id = x.group_id)))`

const ACTION = { paused: 'pause', manual: 'manual' } as const
const named = (kind: string, id: string) => `${kind} ${id}`

/** From now on no bot speaks there; what is just being sent still leaves. Another mode takes the place of the one before. */
export function hush(pool: Pool, { kind, id, mode, reason }: Hush, by: Who, now: number): Promise<void> {
  return inTransaction(pool, async (tx) => {
    await tx.query(
      `insert into hushed values ($1, $2, $3, $4, $5, $6)
       on conflict (kind, id) do update set mode = excluded.mode, reason = excluded.reason, by = excluded.by, at = excluded.at`,
      [kind, id, mode, reason, by.login, new Date(now)],
    )
    const detail = `${named(kind, id)} ${reason}`
    await record(tx, { login: by.login, staff: by.staff, at: now, action: ACTION[mode], detail })
  })
}

/** The bot speaks there again: what has waited leaves in its order. False: it was free to speak already. */
export function unhush(
  pool: Pool,
  { kind, id }: Pick<Hush, 'kind' | 'id'>,
  by: Who,
  now: number,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query('delete from hushed where kind = $1 and id = $2', [kind, id])
    if (!rowCount) return false
    const detail = named(kind, id)
    await record(tx, { login: by.login, staff: by.staff, at: now, action: 'resume', detail })
    return true
  })
}

/** The accounts for which people speak. */
export async function manualAccounts(db: Queryable): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `select id from hushed where kind = 'account' and mode = 'manual'`,
  )
  return new Set(rows.map((row) => row.id))
}

/** Whether there is such an account, or such a group in the world. */
export async function isHushable(db: Queryable, kind: Hush['kind'], id: string): Promise<boolean> {
  const table = { account: 'accounts', group: 'groups' }[kind]
  const { rowCount } = await db.query(`select from ${table} where id = $1`, [id])
  return (rowCount ?? 0) > 0
}
