import type { Queryable } from './db.ts'

/** What somebody wants with his messages from now on: that they are left alone (`out`), or read like all others again. */
export interface Choice {
  member: string
  out: boolean
}

/** Those of the members whose messages are to be left alone. */
export async function optedOut(tx: Queryable, members: string[]): Promise<Set<string>> {
  if (members.length === 0) return new Set()
  const { rows } = await tx.query<{ member: string }>(`select member from opted_out where member = any($1)`, [
    members,
  ])
  return new Set(rows.map((r) => r.member))
}

/** Keeps what was chosen at `at` (epoch ms); of several choices of one member the last counts. */
export async function saveChoices(tx: Queryable, choices: Choice[], at: number): Promise<void> {
  if (choices.length === 0) return
  const last = [...new Map(choices.map((c) => [c.member, c.out]))]
  const members = (wanted: boolean) => last.flatMap(([member, out]) => (out === wanted ? [member] : []))
  await tx.query(`delete from opted_out where member = any($1)`, [members(false)])
  await tx.query(
    `insert into opted_out select member, $2 from unnest($1::text[]) as m (member) on conflict do nothing`,
    [members(true), new Date(at)],
  )
}
