import { UserError } from './fail.ts'

/** What could not be reached: the name that people know, and the variable that holds its address. */
export interface Service {
  name: string
  variable: string
}
export const POSTGRES: Service = { name: 'PostgreSQL', variable: 'DATABASE_URL' }
export const REDIS: Service = { name: 'Redis', variable: 'REDIS_URL' }

/** By the code of Node or PostgreSQL. */
const CODES: Record<string, (place: Place) => string> = {
  ECONNREFUSED: ({ host, variable }) => `nothing listens on ${host}: start it, or correct ${variable}`,
  ENOTFOUND: ({ host, variable }) => `the host of ${host} is unknown: correct ${variable}`,
  EAI_AGAIN: ({ host }) => `the host of ${host} cannot be looked up: check the network and its name service`,
  ETIMEDOUT: ({ host }) => `${host} does not answer: check the network and its firewall`,
  EHOSTUNREACH: ({ host }) => `${host} cannot be reached: check the network`,
  ENETUNREACH: ({ host }) => `${host} cannot be reached: check the network`,
  ECONNRESET: ({ host }) =>
    `${host} closed the connection: check that it is running and speaks this protocol`,
  '28P01': ({ host, user, variable }) =>
    `${host} refuses the password of user "${user}": correct the password in ${variable}`,
  '28000': ({ host, user, variable }) =>
    `${host} does not let user "${user}" in: correct the user in ${variable}, or allow it in pg_hba.conf`,
  '3D000': ({ host, path, variable }) =>
    `${host} has no database "${path}": create it, or correct ${variable}`,
  '42501': ({ user, path }) => `user "${user}" may not do this in "${path}": make it the database's owner`,
  '53300': ({ host }) => `${host} has no connection left: raise its max_connections`,
  '57P03': ({ host }) => `${host} is starting up or shutting down: try again in a moment`,
}
/** By the message, where there is no code. */
const MESSAGES: [RegExp, (place: Place) => string][] = [
  [
    /^WRONGPASS|invalid password/,
    ({ host, variable }) => `${host} refuses the password: correct ${variable}`,
  ],
  [
    /^NOAUTH|client password must be a string/,
    ({ host, variable }) => `${host} wants a password: put one into ${variable}`,
  ],
  [
    /called without any password configured/,
    ({ host, variable }) => `${host} has no password, but ${variable} holds one: remove it there`,
  ],
  [
    /^NOPERM/,
    ({ user, host }) => `user "${user}" may not run the commands of the queue on ${host}: widen its ACL`,
  ],
  [
    /invalid DB index|DB index is out of range/,
    ({ host, path, variable }) => `${host} has no database "${path}": correct ${variable}`,
  ],
  [/does not support SSL/, ({ host, variable }) => `${host} offers no TLS: remove sslmode from ${variable}`],
  [
    /certificate/,
    ({ host, variable }) => `the certificate of ${host} is not trusted: correct it, or ${variable}`,
  ],
  [/timeout/i, ({ host }) => `${host} does not answer: check the network and its firewall`],
]

interface Place {
  /** host:port, never with user or password */
  host: string
  user: string
  /** the name of the database */
  path: string
  variable: string
}

/**
 * Turns an error of `pg` or `ioredis` into one line that names the service and what to do, never the password.
 * @returns null when the error is not about connecting
 */
export function describeConnectionError(error: unknown, service: Service, url: string): string | null {
  const place = placeOf(url, service)
  const reason = reasons(error)
    .map((e) => explain(e, place))
    .find(Boolean)
  return reason ? `Cannot use ${service.name}: ${reason}` : null
}

/** The same as an error to throw: a UserError, or the error itself when it is not about connecting. */
export function connectionError(error: unknown, service: Service, url: string): unknown {
  const line = describeConnectionError(error, service, url)
  return line ? new UserError(line, 1, { cause: error }) : error
}

function explain(error: Error, place: Place): string | null {
  const code = 'code' in error ? String(error.code) : ''
  const byCode = CODES[code]
  if (byCode) return byCode(place)
  if (/CERT|SELF_SIGNED/.test(code))
    return `the certificate of ${place.host} is not trusted: correct it, or ${place.variable}`
  return MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1](place) ?? null
}

/** The error, what it gathers (one failure an address) and what caused it, outermost first. */
function reasons(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const inner = error instanceof AggregateError ? error.errors.flatMap(reasons) : []
  return [error, ...inner, ...reasons(error.cause)]
}

function placeOf(url: string, { variable }: Service): Place {
  if (!URL.canParse(url)) return { host: 'its address', user: '', path: '', variable }
  const { protocol, hostname, port, username, pathname, searchParams } = new URL(url)
  const usual = protocol.startsWith('redis') ? '6379' : '5432'
  const host = `${hostname || searchParams.get('host') || 'localhost'}:${port || usual}`
  return { host, user: decodeURIComponent(username), path: decodeURIComponent(pathname.slice(1)), variable }
}
