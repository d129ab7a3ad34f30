import type { Queryable } from '../db.ts'

/** A filter of the ledger under a name; `query` as in the page's address. */
export interface View {
  name: string
  query: string
}

/** What PostgreSQL says of a name that is taken, however lately. */
const UNIQUE_VIOLATION = '23505'

/** A list that nobody can find anything in any more helps nobody. */
export const MOST_VIEWS = 30

/** What a user has kept, in the order in which it was kept. */
export async function listViews(db: Queryable, login: string): Promise<View[]> {
  const { rows } = await db.query<View>(
    'select name, query from views where login = $1 order by created_at, name',
    [login],
  )
  return rows
}

/** Keeps a view, over one of the same name; false when there are too many. */
export async function saveView(db: Queryable, login: string, view: View, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into views (login, name, query, created_at)
     select $1, $2, $3, $4 where (select count(*) from views where login = $1 and name <> $2) < ${MOST_VIEWS}
     on conflict (login, name) do update set query = excluded.query`,
    [login, view.name, view.query, new Date(now)],
  )
  return rowCount === 1
}

/** Gives a view another name; false when there is none, or another one of that name. */
export async function renameView(db: Queryable, login: string, from: string, to: string): Promise<boolean> {
  try {
    const { rowCount } = await db.query('update views set name = $3 where login = $1 and name = $2', [
      login,
      from,
      to,
    ])
    return rowCount === 1
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return false
    throw error
  }
}

export async function deleteView(db: Queryable, login: string, name: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from views where login = $1 and name = $2', [login, name])
  return rowCount === 1
}
