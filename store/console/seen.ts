import type { Case } from '../../cases/model.ts'
import { loadCases } from '../cases.ts'
import type { Queryable } from '../db.ts'
import { binder, type Viewer } from './viewer.ts'
import { caseVisible } from './visibility.ts'

/** A code as people type it. */
export const plainCode = (code: string) => code.normalize('NFKC').toUpperCase()

/** The case, to decide about; null when the viewer may not see it or there is none. */
export async function loadSeen(db: Queryable, viewer: Viewer, code: string): Promise<Case | null> {
  const { values, bind } = binder()
  const { rows } = await db.query<{ id: string }>(
    `select c.id from cases c where c.code = ${bind(plainCode(code))} and ${caseVisible(viewer, bind)}`,
    values,
  )
  return rows[0] ? ((await loadCases(db, { ids: [rows[0].id] }))[0] ?? null) : null
}

/** Those of the cases that the viewer may see, as they are given. */
export async function loadAllSeen(db: Queryable, viewer: Viewer, codes: string[]): Promise<Case[]> {
  const { values, bind } = binder()
  const { rows } = await db.query<{ id: string }>(
    `select c.id from cases c where c.code = any(${bind(codes.map(plainCode))}) and ${caseVisible(viewer, bind)}`,
    values,
  )
  return rows.length ? loadCases(db, { ids: rows.map(({ id }) => id) }) : []
}

/** `loadSeen` for the transaction of what the viewer does with it. */
export const seenBy = (viewer: Viewer, code: string) => (tx: Queryable) => loadSeen(tx, viewer, code)
