import type { Change } from '../cases/world-diff.ts'
import { record } from './audit.ts'
import { changesSince, noteChanges, Outdated, type OwnEdition } from './county-changes.ts'
import { inTransaction, type Pool, type Queryable } from './db.ts'
import { lockWorld } from './world.ts'

/** The texts that this installation says in its own words, by name. */
export async function loadOwnTexts(q: Queryable): Promise<Map<string, string>> {
  const { rows } = await q.query<{ name: string; text: string }>('select name, text from wordings')
  return new Map(rows.map(({ name, text }) => [name, text]))
}

/**
 * Says a text in other words from now on, or (null) in the default ones. The world's version rises with it, by which every
 * process takes it over. False before the first import: there is no version then.
 * @throws Outdated when the text was changed since the version of the edition
 */
export async function saveOwnText(
  pool: Pool,
  edition: OwnEdition,
  name: string,
  text: string | null,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    if (!(await lockWorld(tx, false))) return false
    const later = await changesSince(tx, edition.since, { kind: 'wording', id: name })
    if (later.length) throw new Outdated(later)
    const before = (await loadOwnTexts(tx)).get(name) ?? null
    if (before === text) return true
    await writeText(tx, edition, name, text)
    const { rows } = await tx.query<{ version: number }>(
      'update settings set version = version + 1 returning version',
    )
    const fields = [{ field: 'text', before, after: text }]
    const change: Change = { kind: 'wording', id: name, name: '', change: 'changed', fields }
    await noteChanges(tx, rows[0]!.version, edition, [change])
    const detail = text === null ? `${name} default` : name
    await record(tx, { ...edition.by, at: edition.at, action: 'wording', detail })
    return true
  })
}

async function writeText(tx: Queryable, { by, at }: OwnEdition, name: string, text: string | null) {
  if (text === null) await tx.query('delete from wordings where name = $1', [name])
  else
    await tx.query(
      `insert into wordings (name, text, login, staff, at) values ($1, $2, $3, $4, $5)
       on conflict (name) do update set text = excluded.text, login = excluded.login, staff = excluded.staff,
         at = excluded.at`,
      [name, text, by.login, by.staff, new Date(at)],
    )
}
