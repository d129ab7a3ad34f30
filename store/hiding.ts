import { membersAbout } from '../cases/access.ts'
import type { County } from '../cases/county.ts'
import type { Case } from '../cases/model.ts'
import type { Queryable } from './db.ts'

/**
 * Takes back what still waits to be said about a case that has become confidential, but to its reporters, and hides the
 * flags of its messages. Its new replies are written afterwards.
 */
export async function hideTraces(tx: Queryable, c: Case, county: County): Promise<void> {
  const accused = membersAbout(c, county)
  const told = c.reporters.map((r) => r.member).filter((member) => !accused.includes(member))
  const others = 'case_id = $1 and (group_id is not null or direct <> all($2))'
  await tx.query(`delete from outbox where ${others} and status = 'pending'`, [c.id, told])
  await tx.query(`update outbox set status = 'dropped' where ${others} and status = 'refused'`, [c.id, told])
  await tx.query(
    `update flags f set confidential = true, about = $2, office = $3 from messages m
     where m.account = f.account and m.id = f.message and m.case_id = $1`,
    [c.id, c.about, c.office],
  )
}
