import type { Who } from './audit.ts'
import type { Queryable } from './db.ts'
import type { FlagId } from './deciding.ts'

/** How long what stays open is one reading: pages ask anew every two seconds. */
const READING = 10 * 60_000

/** The rows that are new; asking again within ten minutes is the same reading. */
const READ = `insert into audit (at, login, staff, action, case_code, detail, office, about)
  select $1, $2, $3, 'read', r.case_code, r.detail, r.office, r.about from`
const isNew = (same: string) =>
  `not exists (select from audit a where a.action = 'read' and ${same} and a.login = $2 and a.at > $4)`
const valuesOf = ({ at, login, staff }: Who & { at: number }) => [
  new Date(at),
  login,
  staff,
  new Date(at - READING),
]

/** Notes who reads of these cases, as far as they are confidential. */
export async function recordReadings(
  db: Queryable,
  by: Who & { at: number },
  codes: readonly (string | null)[],
): Promise<void> {
  const asked = [...new Set(codes)].filter((code) => code !== null)
  if (asked.length === 0) return
  await db.query(
    `${READ} (select c.code as case_code, null::text as detail, null::text as office, '{}'::text[] as about
       from cases c where c.code = any($5::text[]) and c.confidential) r
     where ${isNew('a.case_code = r.case_code')}`,
    [...valuesOf(by), asked],
  )
}

/** Notes who reads these flags, as far as they are confidential: for those alone who may know of them. */
export async function recordFlagReadings(
  db: Queryable,
  by: Who & { at: number },
  flags: readonly FlagId[],
): Promise<void> {
  if (flags.length === 0) return
  await db.query(
    `${READ} (select null::text as case_code, 'flag ' || f.account || ' ' || f.message as detail, f.office, f.about
       from unnest($5::text[], $6::text[]) k (account, message)
       join flags f on f.account = k.account and f.message = k.message and f.confidential) r
     where ${isNew('a.detail = r.detail')}`,
    [...valuesOf(by), flags.map(({ account }) => account), flags.map(({ message }) => message)],
  )
}
