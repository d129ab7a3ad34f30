import type { Queryable } from '../db.ts'
import { masked } from './masked.ts'
import { binder, type Viewer } from './viewer.ts'
import { auditVisible } from './visibility.ts'

/**
 * Place in the list: the time of the last row shown (ms), and how many of that time were shown. The number of a row would
 * tell how many others are left out.
 */
export interface AuditCursor {
  at: number
  shown: number
}

/** What was done in the console, newest first, after the cursor; nothing about cases that the viewer may not see. */
export async function listAudit(db: Queryable, viewer: Viewer, after: AuditCursor | null, limit: number) {
  const { values, bind } = binder()
  const where = [auditVisible(viewer, bind)]
  if (after) where.push(`u.at <= ${bind(new Date(after.at))}`)
  const { rows } = await db.query(
    `select u.*, s.name from audit u left join staff s on s.id = u.staff
     where ${where.join(' and ')} order by u.at desc, u.id desc limit ${bind(limit)} offset ${bind(after?.shown ?? 0)}`,
    values,
  )
  return rows.map((row) => ({
    at: +row.at,
    login: masked(row.login as string),
    staff: row.staff as string | null,
    name: masked(row.name as string | null),
    action: row.action as string,
    code: row.case_code as string | null,
    detail: masked(row.detail as string | null),
  }))
}
