import type { Queryable } from './db.ts'
import { keepFiles, lockFiles, type Content } from './rules-files.ts'

export interface VersionRow {
  number: number
  parent: number | null
  state: 'draft' | 'checked'
  revision: number
  by: string
  at: number
  why: string
  checkedBy: string | null
  checkedAt: number | null
}

/** What is shown of versions at once. */
const SHOWN = 200

const COLUMNS = `number, parent, state, revision, made_by, made_at, why, checked_by, checked_at`
interface Row extends Pick<VersionRow, 'number' | 'parent' | 'state' | 'revision' | 'why'> {
  made_by: string
  made_at: Date
  checked_by: string | null
  checked_at: Date | null
}
const toVersion = (row: Row): VersionRow => ({
  number: row.number,
  parent: row.parent,
  state: row.state,
  revision: row.revision,
  by: row.made_by,
  at: +row.made_at,
  why: row.why,
  checkedBy: row.checked_by,
  checkedAt: row.checked_at && +row.checked_at,
})

/** The latest versions, newest first. */
export async function listVersions(q: Queryable): Promise<VersionRow[]> {
  const { rows } = await q.query<Row>(
    `select ${COLUMNS} from rule_versions order by number desc limit ${SHOWN}`,
  )
  return rows.map(toVersion)
}

export async function findVersion(q: Queryable, number: number): Promise<VersionRow | null> {
  const { rows } = await q.query<Row>(`select ${COLUMNS} from rule_versions where number = $1`, [number])
  return rows[0] ? toVersion(rows[0]) : null
}

/** Who made something of the rules, when and why. */
export interface Made {
  by: string
  /** epoch ms */
  at: number
  why: string
}

/** Keeps a content as a new draft; gives its number. */
export async function addDraft(
  tx: Queryable,
  content: Content,
  parent: number | null,
  { by, at, why }: Made,
): Promise<number> {
  const files = await keepFiles(tx, content)
  const { rows } = await tx.query<{ number: number }>(
    `insert into rule_versions (parent, files, made_by, made_at, why) values ($1, $2, $3, $4, $5) returning number`,
    [parent, files, by, new Date(at), why],
  )
  return rows[0]!.number
}

/** Puts files in place of those of a draft; false when it is none any more, or not at this revision. */
export async function changeDraft(
  tx: Queryable,
  number: number,
  revision: number,
  changed: Content,
): Promise<boolean> {
  const files = await keepFiles(tx, changed)
  const { rowCount } = await tx.query(
    `update rule_versions set files = files || $3, revision = revision + 1
     where number = $1 and revision = $2 and state = 'draft'`,
    [number, revision, files],
  )
  return rowCount === 1
}

/** From now on the version stays as it is; false when it is no draft any more, or not at this revision. */
export async function checkIn(
  tx: Queryable,
  number: number,
  revision: number,
  by: string,
  at: number,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update rule_versions set state = 'checked', checked_by = $3, checked_at = $4
     where number = $1 and revision = $2 and state = 'draft'`,
    [number, revision, by, new Date(at)],
  )
  return rowCount === 1
}

/** Throws a draft away with the files that nothing else has; false when there is none. */
export async function dropDraft(tx: Queryable, number: number): Promise<boolean> {
  await lockFiles(tx)
  const { rowCount } = await tx.query(`delete from rule_versions where number = $1 and state = 'draft'`, [
    number,
  ])
  if (rowCount !== 1) return false
  await tx.query(
    `delete from rule_files f where not exists (
       select from rule_versions v, jsonb_each_text(v.files) as file where file.value = f.hash)`,
  )
  return true
}
