import type { Queryable } from './db.ts'

export type AccountState = 'connecting' | 'scan' | 'online' | 'offline' | 'error'
export interface AccountNews {
  state: AccountState
  /** null: keep the one that is known */
  name: string | null
  /** what a person must scan to log in */
  qrcode: string | null
  error: string | null
}

const iso = (at: number) => new Date(at).toISOString()

export async function saveAccount(q: Queryable, id: string, news: AccountNews, at: number): Promise<void> {
  await q.query(
    `insert into accounts as a (id, state, name, qrcode, error, updated_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set state = excluded.state, name = coalesce(excluded.name, a.name),
       qrcode = excluded.qrcode, error = excluded.error, updated_at = excluded.updated_at`,
    [id, news.state, news.name, news.qrcode, news.error, iso(at)],
  )
}

/** Forgets an account, such as the one that stood for a gateway before it was known who is logged in there. */
export async function forgetAccount(q: Queryable, id: string): Promise<void> {
  await q.query('delete from accounts where id = $1', [id])
}

/** The account was connected and logged in at `at` (epoch ms), and so many batches waited on its bot's disk. */
export async function touchAccount(q: Queryable, id: string, at: number, spooled = 0): Promise<void> {
  await q.query(
    'update accounts set last_event_at = greatest(last_event_at, $2), spooled = $3 where id = $1',
    [id, iso(at), spooled],
  )
}

/** Begins a blind window, unless one is open. */
export async function openBlindWindow(
  q: Queryable,
  account: string,
  from: number,
  reason: string,
): Promise<void> {
  await q.query(
    `insert into blind_windows (account, from_at, reason) select $1, $2, $3
     where not exists (select from blind_windows where account = $1 and to_at is null)`,
    [account, iso(from), reason],
  )
}

/**
 * Ends the open blind window. Where there is none though the account was online when it was last seen, its process
 * died and could not open one: the time since then becomes one.
 */
export async function endBlindWindow(q: Queryable, account: string, to: number): Promise<void> {
  await q.query(
    `with closed as (
       update blind_windows set to_at = greatest(from_at, $2) where account = $1 and to_at is null returning 1
     )
     insert into blind_windows (account, from_at, to_at, reason)
     select id, last_event_at, $2, 'the bot was not running' from accounts
     where id = $1 and state = 'online' and last_event_at < $2 and not exists (select from closed)`,
    [account, iso(to)],
  )
}
