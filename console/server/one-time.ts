import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** One-time codes (RFC 6238) as every authenticator app makes them, and codes on paper for when the telephone is lost. */

const PERIOD = 30
/** Clocks go wrong: the code of the period before and after is right as well. */
const WINDOW = 1
const RECOVERY = 10

const totpOf = (login: string, secret: string) =>
  new TOTP({ issuer: '巡群', label: login, secret: Secret.fromBase32(secret), period: PERIOD })

/** 160 bits in base32. */
export const makeSecret = () => new Secret({ size: 20 }).base32

/** What an app reads from the picture. */
export const uriOf = (login: string, secret: string) => totpOf(login, secret).toString()

/** The period in which the code is right; null: in none of now. */
export function periodOf(login: string, secret: string, code: string, now: number): number | null {
  const delta = totpOf(login, secret).validate({ token: code, timestamp: now, window: WINDOW })
  return delta === null ? null : Math.floor(now / 1000 / PERIOD) + delta
}

/** The code of a moment. */
export const codeAt = (login: string, secret: string, now: number) =>
  totpOf(login, secret).generate({ timestamp: now })

const keyOf = (installation: string, login: string) =>
  Buffer.from(hkdfSync('sha256', installation, login, 'xunqun one-time codes', 32))

/** Encrypted (AES-256-GCM) with a key of the installation and the user, so that no row can take another's place. */
export function seal(secret: string, installation: string, login: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(installation, login), iv)
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

/** @throws when it was sealed for another user or installation */
export function unseal(sealed: string, installation: string, login: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(installation, login), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

export interface RecoveryCode {
  code: string
  salt: string
  hash: string
}

/** Without what people write between the groups. */
const plain = (code: string) =>
  code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
/** A code has 59 bits, so a fast hash does. */
export const hashOfRecovery = (code: string, salt: string) =>
  createHash('sha256')
    .update(`${salt}\n${plain(code)}`)
    .digest('hex')

export const makeRecovery = (make: () => string): RecoveryCode[] =>
  Array.from({ length: RECOVERY }, () => {
    const [code, salt] = [make(), randomBytes(16).toString('hex')]
    return { code, salt, hash: hashOfRecovery(code, salt) }
  })
