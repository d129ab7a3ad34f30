import { mayHandle } from '../cases/access.ts'
import type { County } from '../cases/county.ts'
import type { Picture, PictureType } from '../cases/pictures.ts'
import { onCase, who, type Load, type Refused } from './acting.ts'
import { record, type Who } from './audit.ts'
import type { Pool, Queryable } from './db.ts'

/** So many pictures go with one office's work on a case. */
export const MOST_PICTURES = 6

const ENDING: Partial<Record<PictureType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
}

/** Whether pictures of the kind are taken: those that every browser shows and phones make. */
export const isTaken = (type: PictureType): boolean => type in ENDING

/** Keeps a picture of what was done with the case, under a name of ours. */
export function attach(
  pool: Pool,
  county: County,
  load: Load,
  picture: Picture,
  by: Who,
  now: number,
): Promise<'done' | Refused> {
  return onCase(pool, county, load, by, async ({ tx, c, staff }) => {
    if (!mayHandle(c, staff) || c.status === 'closed') return 'forbidden'
    await tx.query('select from cases where id = $1 for update', [c.id])
    const { before, last } = await picturesOf(tx, c.id, c.assignedAt)
    if (before >= MOST_PICTURES) return { refused: `${c.code} 最多上传 ${MOST_PICTURES} 张图片` }
    const name = `${c.code}-${last + 1}.${ENDING[picture.type]}`
    await tx.query(
      'insert into attachments (case_id, name, mime, bytes, by, at) values ($1, $2, $3, $4, $5, $6)',
      [c.id, name, picture.type, picture.bytes, staff.id, new Date(now)],
    )
    await record(tx, { ...who(by), at: now, action: 'picture', code: c.code, detail: 'added' })
    return 'done'
  })
}

/** Takes one away again that should not be there, while the case is being handled. */
export function detach(
  pool: Pool,
  county: County,
  load: Load,
  id: string,
  by: Who,
  now: number,
): Promise<'done' | Refused> {
  return onCase(pool, county, load, by, async ({ tx, c, staff }) => {
    if (!mayHandle(c, staff) || c.status === 'closed') return 'forbidden'
    const { rowCount } = await tx.query('delete from attachments where id = $1 and case_id = $2', [id, c.id])
    if (!rowCount) return 'unseen'
    await record(tx, { ...who(by), at: now, action: 'picture', code: c.code, detail: 'removed' })
    return 'done'
  })
}

/** How many there are since then, and the number in the name of the last of all. */
async function picturesOf(tx: Queryable, caseId: string, since: number) {
  const { rows } = await tx.query<{ before: number; last: number }>(
    `select count(*) filter (where at >= $2) as before,
       coalesce(max(substring(name from '-([0-9]+)[.]')::integer), 0) as last
     from attachments where case_id = $1`,
    [caseId, new Date(since)],
  )
  return rows[0] ?? { before: 0, last: 0 }
}
