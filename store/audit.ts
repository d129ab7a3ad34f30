import type { Queryable } from './db.ts'

export const AUDITED = ['read', 'reveal', 'act', 'split', 'confidential', 'intake', 'settle'] as const

export interface Who {
  /** of a user of the console, or `key:` and the name of another system */
  login: string
  /** staff id */
  staff: string | null
}

/** What somebody has done or looked at in the console. */
export interface Audited extends Who {
  /** epoch ms */
  at: number
  action: (typeof AUDITED)[number]
  /** the code of the case that it was about */
  code?: string | null
  /** the verb of an act, the code of the case that was split off, …; never what somebody has said or is called */
  detail?: string | null
}

const INSERT = 'insert into audit (at, login, staff, action, case_code, detail)'
const valuesOf = ({ at, login, staff, action, code = null, detail = null }: Audited) => [
  new Date(at),
  login,
  staff,
  action,
  code,
  detail,
]

/** Writes a row that nobody can change or delete, in the transaction of what it tells of. */
export async function record(tx: Queryable, done: Audited): Promise<void> {
  await tx.query(`${INSERT} values ($1, $2, $3, $4, $5, $6)`, valuesOf(done))
}

/** How long a page that stays open is one reading: it asks anew every two seconds. */
const READING = 10 * 60_000

/** Notes who reads the page of a case; asking again within ten minutes is the same reading. */
export async function recordReading(
  db: Queryable,
  reading: Who & { at: number; code: string },
): Promise<void> {
  await db.query(
    `${INSERT} select $1, $2, $3, $4, $5, $6
     where not exists (select from audit where action = 'read' and case_code = $5 and login = $2 and at > $7)`,
    [...valuesOf({ ...reading, action: 'read' }), new Date(reading.at - READING)],
  )
}
