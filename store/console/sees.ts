import type { Queryable } from '../db.ts'
import { plainCode } from './seen.ts'
import { binder, type Viewer } from './viewer.ts'
import { caseVisible, flagVisible } from './visibility.ts'

/** Whether the case that a request names is there for the viewer. */
export async function seesCase(db: Queryable, viewer: Viewer, code: string): Promise<boolean> {
  const { values, bind } = binder()
  const { rowCount } = await db.query(
    `select from cases c where c.code = ${bind(plainCode(code))} and ${caseVisible(viewer, bind)}`,
    values,
  )
  return rowCount !== 0
}

/** Whether the flag that a request names is there for the viewer, decided or not; a message that he was given by lot is one to him. */
export async function seesFlag(
  db: Queryable,
  viewer: Viewer,
  account: string,
  message: string,
): Promise<boolean> {
  const { values, bind } = binder()
  const { rowCount } = await db.query(
    `select from flags f where f.account = ${bind(account)} and f.message = ${bind(message)}
     and ${flagVisible(viewer, bind)}
     union all
     select from samples s where s.account = ${bind(account)} and s.message = ${bind(message)}
       and ${bind(viewer.login)} in (s.leased_by, s.decided_by)`,
    values,
  )
  return rowCount !== 0
}
