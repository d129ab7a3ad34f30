import { FACTS } from '../cases/figures.ts'
import type { Change } from '../cases/model.ts'
import type { Queryable } from './db.ts'

/** Brings what the figures count up to date for cases with such events, in the transaction that writes them. */
export async function saveFacts(tx: Queryable, changes: Change[]): Promise<void> {
  const ids = changes
    .filter(({ events }) => events.some(({ type }) => FACTS.includes(type)))
    .map((change) => change.case.id)
  if (ids.length) await tx.query('select refresh_facts($1::uuid[])', [ids])
}
