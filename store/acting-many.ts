import { allowed, type Act } from '../cases/allowed.ts'
import type { County } from '../cases/county.ts'
import type { Case } from '../cases/model.ts'
import { act, type Action, type Acted, type Load } from './acting.ts'
import type { Who } from './audit.ts'
import type { Pool } from './db.ts'

/** What a member of staff may do with every one of these cases. */
export function allowedForAll(cases: Case[], county: County, staffId: string | null, now: number): Act[] {
  const staff = staffId === null ? null : county.directory.staffById(staffId)
  if (!staff) return []
  const [first = [], ...rest] = cases.map((c) => allowed(c, staff, county, now))
  return first.filter((one) => rest.every((acts) => acts.includes(one)))
}

/** The same act on many cases, each in a transaction of its own, so that one that is refused stops no other. */
export async function actOnEach(
  pool: Pool,
  county: County,
  targets: { code: string; load: Load }[],
  action: Action,
  by: Who,
  now: number,
): Promise<{ code: string; acted: Acted }[]> {
  const done: { code: string; acted: Acted }[] = []
  for (const { code, load } of targets)
    done.push({ code, acted: await act(pool, county, load, action, by, now) })
  return done
}
