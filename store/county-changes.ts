import type { Change, Kind } from '../cases/world-diff.ts'
import type { Who } from './audit.ts'
import type { Queryable } from './db.ts'

/** Who changes the county, when (epoch ms), and on which version. */
export interface OwnEdition {
  by: Who
  at: number
  since: number
}
/** A command takes the database's clock, and whatever is there. */
export const BY_COMMAND = { by: null, at: null, since: null }
export type Edition = OwnEdition | typeof BY_COMMAND

export interface PastChange {
  at: number
  /** the name of who did it, or his login; null: a command */
  by: string | null
  what: Change[]
}

/** Somebody else has changed what is to be saved; nothing was written. */
export class Outdated extends Error {
  readonly changes: PastChange[]
  constructor(changes: PastChange[]) {
    super('the county was changed since')
    this.changes = changes
  }
}

/** Notes what a version has changed; of members, who are private people, only how many. */
export async function noteChanges(
  tx: Queryable,
  version: number,
  { by, at }: Edition,
  changes: readonly Change[],
): Promise<void> {
  const { length } = changes.filter(({ kind }) => kind === 'member')
  const counted: Change[] = length
    ? [
        {
          ...{ kind: 'member', id: '', name: '', change: 'changed' },
          fields: [{ field: 'count', before: null, after: String(length) }],
        },
      ]
    : []
  const what = [...changes.filter(({ kind }) => kind !== 'member'), ...counted]
  await tx.query(
    `insert into county_changes (version, at, login, staff, what) values ($1, coalesce($2, now()), $3, $4, $5)`,
    [version, at === null ? null : new Date(at), by?.login ?? null, by?.staff ?? null, JSON.stringify(what)],
  )
}

/** What was changed after a version, the oldest first; of one thing only, where `subject` names it. */
export async function changesSince(
  q: Queryable,
  version: number,
  subject: { kind: Kind; id: string } | null,
): Promise<PastChange[]> {
  const { rows } = await q.query(
    `select c.at, coalesce(s.name, c.login) as by, c.what from county_changes c left join staff s on s.id = c.staff
     where c.version > $1 and c.what @> $2 order by c.id limit 20`,
    [version, JSON.stringify(subject ? [subject] : [])],
  )
  return rows.map((row) => ({
    at: +row.at,
    by: row.by as string | null,
    what: (row.what as Change[]).filter((c) => !subject || (c.kind === subject.kind && c.id === subject.id)),
  }))
}

/** When something was added, if that is known: epoch ms. */
export async function addedAt(q: Queryable, kind: Kind, id: string): Promise<number | null> {
  const { rows } = await q.query('select max(at) as at from county_changes where what @> $1', [
    JSON.stringify([{ kind, id, change: 'added' }]),
  ])
  return rows[0].at && +rows[0].at
}
