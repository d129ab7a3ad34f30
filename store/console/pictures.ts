import { EARLIER_MEDIA, MEDIA_WINDOW } from '../../cases/needs.ts'
import type { PictureType } from '../../cases/pictures.ts'
import type { Queryable } from '../db.ts'
import type { FlagId } from '../deciding.ts'
import { binder, type Bind, type Viewer } from './viewer.ts'
import { caseVisible, flagVisible } from './visibility.ts'

/** `code`: of the case to which it belongs; else `flags`: those with whose words it was sent. */
export interface Picture {
  type: PictureType
  bytes: Buffer
  code: string | null
  flags: FlagId[]
}

const TOGETHER = `m.member = pic.member and m.group_id is not distinct from pic.group_id
  and pic.at between f.at - make_interval(secs => ${EARLIER_MEDIA / 1_000}) and f.at + make_interval(secs => ${MEDIA_WINDOW / 1_000})`
const WORDS = `flags f join messages m on m.account = f.account and m.id = f.message`

/** Condition over `messages pic` of no case: with it nothing was said that is not there for the viewer. */
export const sentOpenly = (viewer: Viewer, bind: Bind) =>
  `not exists (select from ${WORDS} where ${TOGETHER} and (${flagVisible(viewer, bind)}) is not true)`

/**
 * A picture that somebody has sent: for whoever may see its case, or a flag with whose words it was sent; null when the
 * viewer may not, or there is none.
 */
export async function findPicture(
  db: Queryable,
  viewer: Viewer,
  account: string,
  message: string,
): Promise<Picture | null> {
  const { values, bind } = binder()
  const { rows } = await db.query<Picture>(
    `select p.type, p.bytes, (select c.code from cases c where c.id = pic.case_id) as code,
       array(select json_build_object('account', f.account, 'message', f.message) from ${WORDS}
         where pic.case_id is null and f.status = 'pending' and ${TOGETHER}) as flags
     from pictures p join messages pic on pic.account = p.account and pic.id = p.message
     where p.account = ${bind(account)} and p.message = ${bind(message)} and p.state = 'kept'
       and case when pic.case_id is not null
         then exists (select from cases c where c.id = pic.case_id and ${caseVisible(viewer, bind)})
         else exists (
           select from ${WORDS} where f.status = 'pending' and ${TOGETHER} and ${flagVisible(viewer, bind)})
           and ${sentOpenly(viewer, bind)} end`,
    values,
  )
  return rows[0] ?? null
}
