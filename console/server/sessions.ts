import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { closeSession, openSession } from '../../store/console/sessions.ts'
import type { Viewer } from '../../store/console/viewer.ts'
import { browserOf, vague } from './browser.ts'
import type { ConsoleDeps } from './deps.ts'

const HOUR = 3_600_000
/** After its last use, and at all. */
export const IDLE = 12 * HOUR
const LONGEST = 7 * 24 * HOUR
/** Time to read the one-time code off a telephone. */
const HALF = 5 * 60_000

export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/**
 * Browsers tell cookies apart by host, not by port: two installations on one machine must not sign each other out. Over
 * TLS the prefix lets no other host of the domain set it.
 */
function cookieOf({ protocol, socket }: FastifyRequest) {
  const secure = protocol === 'https'
  const name = `${secure ? '__Host-' : ''}xunqun-${socket.localPort}`
  return { name, options: { path: '/', httpOnly: true, sameSite: 'strict', secure } as const }
}

/** The hash of the token that a request carries; null without one. */
export function tokenHashOf(request: FastifyRequest): string | null {
  const token = request.cookies[cookieOf(request).name]
  return token ? hashOf(token) : null
}

/** Opens a session with a token of its own; `half`: until the one-time code is there. */
export async function startSession(
  { pool, clock }: ConsoleDeps,
  reply: FastifyReply,
  { login, role }: Viewer,
  half = false,
) {
  const { request } = reply
  const token = randomBytes(32).toString('base64url')
  const now = clock()
  await openSession(pool, hashOf(token), login, now, now + (half ? HALF : IDLE), {
    ends: now + LONGEST,
    browser: browserOf(request.headers['user-agent'] ?? ''),
    address: vague(request.ip),
    ...{ role, half },
  })
  const { name, options } = cookieOf(request)
  reply.setCookie(name, token, options)
}

export async function endSession({ pool }: ConsoleDeps, request: FastifyRequest, reply: FastifyReply) {
  if (request.tokenHash) await closeSession(pool, request.tokenHash)
  const { name, options } = cookieOf(request)
  reply.clearCookie(name, options)
}
