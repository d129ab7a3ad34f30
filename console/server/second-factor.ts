import {
  keepPending,
  keepRecovery,
  listRecovery,
  turnOn,
  usePeriod,
  useRecovery,
} from '../../store/console/one-time.ts'
import type { Account } from '../../store/console/users.ts'
import { inTransaction, type Pool, type Queryable } from '../../store/db.ts'
import { codeSecret } from '../../store/installation.ts'
import { hashOfRecovery, makeRecovery, makeSecret, periodOf, seal, unseal, uriOf } from './one-time.ts'
import { makePassword } from './passwords.ts'

/** Makes a secret, which counts once a code of it has come. */
export async function beginTotp(pool: Pool, login: string): Promise<{ uri: string; secret: string }> {
  const secret = makeSecret()
  await keepPending(pool, login, seal(secret, await codeSecret(pool), login))
  return { uri: uriOf(login, secret), secret }
}

/** Whether the code is one of the secret that was set up, which then counts; gives the codes on paper. */
export async function confirmTotp(
  pool: Pool,
  { viewer, totpPending }: Account,
  code: string,
  now: number,
): Promise<string[] | null> {
  if (totpPending === null) return null
  const { login } = viewer
  const period = periodOf(login, unseal(totpPending, await codeSecret(pool), login), digits(code), now)
  if (period === null) return null
  return inTransaction(pool, async (tx) => {
    await turnOn(tx, login, period)
    return renewRecovery(tx, login)
  })
}

/** Ten new codes on paper; those before open nothing any more. */
export async function renewRecovery(tx: Queryable, login: string): Promise<string[]> {
  const made = makeRecovery(makePassword)
  await keepRecovery(tx, login, made)
  return made.map(({ code }) => code)
}

/** Whether a code, of the app or from paper, opens the account; it does so once. */
export async function acceptCode(
  pool: Pool,
  { viewer, totp }: Account,
  code: string,
  now: number,
): Promise<boolean> {
  if (totp === null) return false
  const { login } = viewer
  if (!/^\d{6}$/.test(digits(code))) return acceptRecovery(pool, login, code, now)
  const period = periodOf(login, unseal(totp, await codeSecret(pool), login), digits(code), now)
  return period !== null && usePeriod(pool, login, period)
}

async function acceptRecovery(pool: Pool, login: string, code: string, now: number): Promise<boolean> {
  const codes = await listRecovery(pool, login)
  const found = codes.find(({ salt, hash }) => hashOfRecovery(code, salt) === hash)
  return found !== undefined && useRecovery(pool, login, found.salt, now)
}

const digits = (code: string) => code.normalize('NFKC').replace(/\s/g, '')
