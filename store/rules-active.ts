import type { Queryable } from './db.ts'
import type { Made } from './rules-versions.ts'

/** Beside what runs; it changes nothing. */
export const SHADOW = 'shadow'
export const EVERYWHERE = 'everywhere'

/** Which versions count where; without one everywhere, the rules of the folder run. */
export interface Active {
  everywhere: number | null
  shadow: number | null
  /** by the code of an area */
  trials: ReadonlyMap<string, number>
}

export interface ActivationRow extends Made {
  scope: string
  version: number | null
  despite: string | null
}

/** How many activations are shown at once. */
const SHOWN = 200
/** Only one activation at a time, and no example is kept meanwhile: what is checked before it must still hold after it. */
const ACTIVATION_LOCK = 7_301_012

export async function loadActive(q: Queryable): Promise<Active> {
  const { rows } = await q.query<{ scope: string; version: number | null }>(
    'select distinct on (scope) scope, version from rule_activations order by scope, id desc',
  )
  const of = new Map(rows.flatMap(({ scope, version }) => (version === null ? [] : [[scope, version]])))
  const everywhere = of.get(EVERYWHERE) ?? null
  const shadow = of.get(SHADOW) ?? null
  of.delete(EVERYWHERE)
  of.delete(SHADOW)
  return { everywhere, shadow, trials: of }
}

/** What changes with every activation and with nothing else. */
export async function activeStamp(q: Queryable): Promise<number> {
  const { rows } = await q.query<{ last: number | null }>('select max(id) as last from rule_activations')
  return rows[0]?.last ?? 0
}

/** Waits until nobody else activates; to be asked first in a transaction that does, or that adds to what is checked. */
export async function lockActivations(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [ACTIVATION_LOCK])
}

/** From now on the version counts in the scope; null: what counted there has ended. */
export async function activate(
  tx: Queryable,
  scope: string,
  version: number | null,
  { by, at, why }: Made,
  despite: string | null = null,
): Promise<void> {
  await tx.query(
    `insert into rule_activations (scope, version, activated_by, at, why, despite) values ($1, $2, $3, $4, $5, $6)`,
    [scope, version, by, new Date(at), why, despite],
  )
}

/** The latest activations, newest first. */
export async function listActivations(q: Queryable): Promise<ActivationRow[]> {
  const { rows } = await q.query(
    `select scope, version, activated_by, at, why, despite from rule_activations order by id desc limit ${SHOWN}`,
  )
  return rows.map((row) => ({
    scope: row.scope,
    version: row.version,
    by: row.activated_by,
    at: +row.at,
    why: row.why,
    despite: row.despite,
  }))
}

/**
 * What ran everywhere before what runs now: a version, or the folder. Steps back are not counted, so that going back twice
 * leads two steps back. Null where nothing ran before.
 */
export async function previousEverywhere(q: Queryable): Promise<number | 'folder' | null> {
  const { rows } = await q.query<{ version: number | null }>(
    `select version from rule_activations where scope = '${EVERYWHERE}' order by id`,
  )
  const steps: (number | null)[] = [null]
  for (const { version } of rows) {
    if (steps.length > 1 && version === steps.at(-2)) steps.pop()
    else if (version !== steps.at(-1)) steps.push(version)
  }
  return steps.length < 2 ? null : (steps.at(-2) ?? 'folder')
}

/** When the version was last put into the shadow (epoch ms); null: never. */
export async function shadowSince(q: Queryable, version: number): Promise<number | null> {
  const { rows } = await q.query<{ at: Date }>(
    `select at from rule_activations where scope = '${SHADOW}' and version = $1 order by id desc limit 1`,
    [version],
  )
  return rows[0] ? +rows[0].at : null
}
