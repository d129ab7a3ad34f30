import type { Queryable } from '../db.ts'
import { masked } from './masked.ts'
import { plainCode } from './seen.ts'
import { binder, type Viewer } from './viewer.ts'
import { caseVisible } from './visibility.ts'

/** The pictures of what was done about a case that the viewer has been shown to see, without their bytes. */
export async function listAttachments(db: Queryable, caseId: string) {
  const { rows } = await db.query(
    `select x.id, x.name, coalesce(s.name, x.by) as by, x.at from attachments x left join staff s on s.id = x.by
     where x.case_id = $1 order by x.at, x.name`,
    [caseId],
  )
  return rows.map((row) => ({
    id: row.id as string,
    name: row.name as string,
    by: masked(row.by as string),
    at: +row.at,
  }))
}

/** One of them; null when the viewer may not see its case or there is none. */
export async function findAttachment(db: Queryable, viewer: Viewer, code: string, id: string) {
  const { values, bind } = binder()
  const { rows } = await db.query<{ name: string; mime: string; bytes: Buffer }>(
    `select x.name, x.mime, x.bytes from attachments x join cases c on c.id = x.case_id
     where x.id = ${bind(id)} and c.code = ${bind(plainCode(code))} and ${caseVisible(viewer, bind)}`,
    values,
  )
  return rows[0] ?? null
}
