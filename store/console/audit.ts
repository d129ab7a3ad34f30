import type { County } from '../../cases/county.ts'
import type { Queryable } from '../db.ts'
import { namedDetail } from './audit-words.ts'
import { masked } from './masked.ts'
import { plainCode } from './seen.ts'
import { binder, type Bind, type Viewer } from './viewer.ts'
import { auditVisible } from './visibility.ts'

/**
 * Place in the list: the time of the last row shown (ms), and how many of that time were shown. The number of a row would
 * tell how many others are left out.
 */
export interface AuditCursor {
  at: number
  shown: number
}

export interface AuditFilter {
  /** a login, or the name of a person */
  who?: string
  action?: string
  /** the code of a case, as people type it */
  code?: string
  /** epoch ms, both included */
  from?: number
  to?: number
}

/** What was done in the console, newest first, after the cursor; nothing about cases that the viewer may not see. */
export async function listAudit(
  db: Queryable,
  viewer: Viewer,
  county: County,
  filter: AuditFilter,
  after: AuditCursor | null,
  limit: number,
) {
  const { values, bind } = binder()
  const logins = filter.who ? await loginsOf(db, filter.who.trim()) : null
  const where = [auditVisible(viewer, bind), ...conditions(filter, logins, bind)]
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
    detail: row.detail === null ? null : masked(namedDetail(row.action, row.detail, county)),
  }))
}

/** The login itself, and those of people of this name. */
async function loginsOf(db: Queryable, who: string): Promise<string[]> {
  const { rows } = await db.query(
    'select u.login from users u join staff s on s.id = u.staff where s.name = $1 and u.login <> $1',
    [who],
  )
  return [who, ...rows.map((row) => row.login as string)]
}

function conditions({ action, code, from, to }: AuditFilter, logins: string[] | null, bind: Bind): string[] {
  const where: string[] = []
  if (logins) where.push(`u.login = any(${bind(logins)}::text[])`)
  if (action) where.push(`u.action = ${bind(action)}`)
  if (code) {
    const typed = bind(plainCode(code.trim()))
    where.push(`(u.case_code = ${typed} or u.detail = ${typed})`)
  }
  if (from !== undefined) where.push(`u.at >= ${bind(new Date(from))}`)
  if (to !== undefined) where.push(`u.at <= ${bind(new Date(to))}`)
  return where
}
