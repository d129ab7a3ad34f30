import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ROLES, type Role } from '../../cases/world.ts'
import { closeSession, findSession, openSession, prolongSession } from '../../store/console/users.ts'
import type { Viewer } from '../../store/console/viewer.ts'
import { findKey } from '../../store/keys.ts'
import type { App, ConsoleDeps } from './deps.ts'
import { forbidden, signedOut, unknownKey } from './errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** who may call the route; a route without it is not accepted */
    access?: 'public' | 'key' | readonly Role[]
  }
  interface FastifyRequest {
    viewer: Viewer | null
    tokenHash: string | null
    /** the name of the system whose key a request of `access: 'key'` carries */
    system: string | null
  }
}

export const SIGNED_IN: readonly Role[] = ROLES
export const REVIEWERS: readonly Role[] = ['admin', 'reviewer']
export const ADMINS: readonly Role[] = ['admin']
/** Who files what he was told, if he is staff. */
export const INTAKERS: readonly Role[] = ['handler', 'reviewer', 'admin']

/** A page of another site cannot set it without being asked first, and nobody answers such a question. */
export const GUARD_HEADER = 'x-requested-with'
export const GUARD_VALUE = 'xunqun'

/** Browsers tell cookies apart by host, not by port: two installations on one machine must not sign each other out. */
const cookieOf = (request: FastifyRequest) => `xunqun-${request.socket.localPort}`
const LIFETIME = 12 * 3_600_000
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Lets nobody in whom a route does not name: the one place where role, session and key are checked. */
export function guard(app: App, { pool, clock }: ConsoleDeps) {
  app.decorateRequest('viewer', null)
  app.decorateRequest('tokenHash', null)
  app.decorateRequest('system', null)
  app.addHook('onRoute', (route) => {
    if (!route.config?.access)
      throw new Error(`${String(route.method)} ${route.url}: config.access is missing`)
  })
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config
    if (access === 'key') {
      request.system = await systemOf(pool, request)
      return
    }
    if (!SAFE.has(request.method) && request.headers[GUARD_HEADER] !== GUARD_VALUE) throw forbidden()
    if (access === 'public') return
    const token = request.cookies[cookieOf(request)]
    if (!token) throw signedOut()
    const tokenHash = hashOf(token)
    const viewer = await findSession(pool, tokenHash, clock())
    if (!viewer) throw signedOut()
    if (!access?.includes(viewer.role)) throw forbidden()
    await prolongSession(pool, tokenHash, clock() + LIFETIME)
    request.viewer = viewer
    request.tokenHash = tokenHash
  })
}

/** No page can send such a header by itself, so it needs no other against forged requests. */
async function systemOf(pool: ConsoleDeps['pool'], { headers }: FastifyRequest): Promise<string> {
  const [, key] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  const system = key === undefined ? null : await findKey(pool, key)
  if (system === null) throw unknownKey()
  return system
}

/** The user of a request; only for routes that are not public. */
export function viewerOf(request: FastifyRequest): Viewer {
  if (!request.viewer) throw signedOut()
  return request.viewer
}

/** The user as who does something: one who is no member of staff cannot. */
export function actorOf(request: FastifyRequest): Viewer & { staff: string } {
  const viewer = viewerOf(request)
  const { staff } = viewer
  if (staff === null) throw forbidden()
  return { ...viewer, staff }
}

/** The system of a request; only for routes of `access: 'key'`. */
export function keyOf(request: FastifyRequest): string {
  if (request.system === null) throw unknownKey()
  return request.system
}

export async function startSession({ pool, clock }: ConsoleDeps, reply: FastifyReply, login: string) {
  const token = randomBytes(32).toString('base64url')
  await openSession(pool, hashOf(token), login, clock(), clock() + LIFETIME)
  reply.setCookie(cookieOf(reply.request), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: 'auto',
  })
}

export async function endSession({ pool }: ConsoleDeps, request: FastifyRequest, reply: FastifyReply) {
  if (request.tokenHash) await closeSession(pool, request.tokenHash)
  reply.clearCookie(cookieOf(request), { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' })
}
