import type { Queryable } from './db.ts'

/** The secret from which this installation makes the codes of its cases; made by the first migration. */
export async function codeSecret(q: Queryable): Promise<string> {
  const { rows } = await q.query<{ code_secret: string }>(`select code_secret from installation`)
  return rows[0]!.code_secret
}
