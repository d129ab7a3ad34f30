import type { Queryable } from './db.ts'

export const AUDITED = [
  'read',
  'reveal',
  'act',
  'split',
  'confidential',
  'intake',
  'settle',
  'export',
  'picture',
  'county',
  'county-export',
  'wording',
  'rules-draft',
  'rules-activate',
  'rules-import',
  'rules-export',
  'rules-example',
  'review',
  'pause',
  'manual',
  'resume',
  'paste',
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'password',
  'password-reset',
  'totp-on',
  'totp-off',
  'totp-recovery',
  'totp-reset',
  'totp-required',
  'totp-waived',
  'sessions-ended',
  'user-made',
  'user-disabled',
  'user-enabled',
  'user-unlocked',
] as const

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
  /** of what is confidential and no case: the one office that may know of it, and the staff whom it is about */
  secret?: { office: string | null; about: string[] }
}

/** Writes a row that nobody can change or delete, in the transaction of what it tells of. */
export async function record(tx: Queryable, done: Audited): Promise<void> {
  const { at, login, staff, action, code = null, detail = null } = done
  const { office, about } = done.secret ?? { office: null, about: [] }
  await tx.query(
    `insert into audit (at, login, staff, action, case_code, detail, office, about) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [new Date(at), login, staff, action, code, detail, office, about],
  )
}

/** Writes one such row for each of several details, in their order. */
export async function recordEach(
  tx: Queryable,
  { at, login, staff, action }: Who & Pick<Audited, 'at' | 'action'>,
  details: readonly string[],
): Promise<void> {
  await tx.query(
    `insert into audit (at, login, staff, action, detail)
     select $1, $2, $3, $4, detail from unnest($5::text[]) with ordinality as d (detail, n) order by n`,
    [new Date(at), login, staff, action, details],
  )
}

/** A list that was taken out: its name, what it was narrowed to, in words; what a discipline office looks at is its own. */
export interface Exported {
  what: string
  filter: string
  discipline: string | null
}

/**
 * Notes that cases were taken out: how many, without those that are confidential, of which each has a row of its own that is
 * there for those alone who may know of it.
 */
export async function recordExport(
  tx: Queryable,
  by: Who & { at: number },
  { what, filter, discipline }: Exported,
  cases: readonly { code: string; confidential: boolean }[],
): Promise<void> {
  const secret = cases.flatMap(({ code, confidential }) => (confidential ? [code] : []))
  const detail = `${what} ${cases.length - secret.length}`
  await record(tx, { ...by, action: 'export', detail: discipline === null ? detail + filter : detail })
  if (discipline !== null && filter)
    await record(tx, {
      ...by,
      action: 'export',
      detail: what + filter,
      secret: { office: discipline, about: [] },
    })
  await tx.query(
    `insert into audit (at, login, staff, action, case_code, detail)
     select $1, $2, $3, 'export', code, $4 from unnest($5::text[]) as code`,
    [new Date(by.at), by.login, by.staff, what, secret],
  )
}
