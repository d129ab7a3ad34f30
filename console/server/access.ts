import type { FastifyRequest } from 'fastify'
import { ROLES, type Role } from '../../cases/world.ts'
import { seesCase, seesFlag } from '../../store/console/sees.ts'
import { findHalf, loadSession, prolongSession, type Session } from '../../store/console/sessions.ts'
import type { Viewer } from '../../store/console/viewer.ts'
import { findKey } from '../../store/keys.ts'
import type { App, ConsoleDeps } from './deps.ts'
import { forbidden, notFound, owed, signedOut, tooMany, unknownKey } from './errors.ts'
import { IDLE, tokenHashOf } from './sessions.ts'
import { createPace } from './throttle.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** who may call the route; a route without it is not accepted. `half`: whose one-time code is still to come */
    access?: 'public' | 'key' | 'half' | readonly Role[]
    /** what else must be so of the viewer */
    may?: (viewer: Viewer) => boolean
    /** can be called before a password of one's own, or a required one-time code, is there */
    early?: true
  }
  interface FastifyRequest {
    viewer: Viewer | null
    session: Session | null
    tokenHash: string | null
    /** the login of a request of `access: 'half'` */
    half: string | null
    /** the name of the system whose key a request of `access: 'key'` carries */
    system: string | null
  }
}

export const SIGNED_IN: readonly Role[] = ROLES
export const REVIEWERS: readonly Role[] = ['admin', 'reviewer']
export const ADMINS: readonly Role[] = ['admin']
/** Who files what he was told, if he is staff. */
export const INTAKERS: readonly Role[] = ['handler', 'reviewer', 'admin']

/** Admins read the audit, and a discipline office what was done with the cases that it has. */
export const readsAudit = ({ role, office }: Viewer) =>
  role === 'admin' || (role === 'reviewer' && office?.kind === 'discipline')

/** A page of another site cannot set it without being asked first, and nobody answers such a question. */
export const GUARD_HEADER = 'x-requested-with'
export const GUARD_VALUE = 'xunqun'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const MINUTE = 60_000
/** Requests a minute: far more than a page makes, far fewer than would keep a machine busy. */
const OF_SESSION = 6_000
const OF_ADDRESS = 30_000

/**
 * Lets nobody in whom a route does not name, nor to a case or flag that he may not see: the one place where pace, session,
 * key, role and sight are checked, whatever a route does or forgets.
 */
export function guard(app: App, deps: ConsoleDeps) {
  const { clock } = deps
  const pace = { session: createPace(OF_SESSION, MINUTE), address: createPace(OF_ADDRESS, MINUTE) }
  for (const name of ['viewer', 'session', 'tokenHash', 'half', 'system'] as const)
    app.decorateRequest(name, null)
  app.addHook('onRoute', (route) => {
    if (!route.config?.access)
      throw new Error(`${String(route.method)} ${route.url}: config.access is missing`)
  })
  app.addHook('onRequest', async (request) => {
    const pause = pace.address.next(request.ip, clock())
    if (pause) throw tooMany(pause, '请求太多')
    await enter(request, deps)
    const { tokenHash } = request
    const wait = tokenHash === null ? 0 : pace.session.next(tokenHash, clock())
    if (wait) throw tooMany(wait, '请求太多')
  })
  app.addHook('preHandler', (request) => checkSight(request, deps))
}

async function enter(request: FastifyRequest, { pool, clock }: ConsoleDeps) {
  const { access, may, early } = request.routeOptions.config
  if (access === 'key') {
    request.system = await systemOf(pool, request)
    return
  }
  if (!SAFE.has(request.method) && request.headers[GUARD_HEADER] !== GUARD_VALUE) throw forbidden()
  if (access === 'public') return
  const tokenHash = tokenHashOf(request)
  if (tokenHash === null) throw signedOut()
  request.tokenHash = tokenHash
  if (access === 'half') {
    request.half = await findHalf(pool, tokenHash, clock())
    if (request.half === null) throw signedOut()
    return
  }
  const session = await loadSession(pool, tokenHash, clock())
  if (!session) throw signedOut()
  const { viewer } = session
  if (!access?.includes(viewer.role) || may?.(viewer) === false) throw forbidden()
  if (session.owed && !early) throw owed(session.owed)
  if (session.rested) await prolongSession(pool, tokenHash, clock(), clock() + IDLE)
  request.session = session
  request.viewer = viewer
}

/** Whoever may not see what the address names gets the answer of what is not there, before a route looks at anything. */
async function checkSight({ viewer, params, routeOptions }: FastifyRequest, { pool }: ConsoleDeps) {
  if (!viewer) return
  const { code = '', account = '', message = '' } = params as Record<string, string>
  const { url = '' } = routeOptions
  if (isUnder(url, '/api/cases/:code') && !(await seesCase(pool, viewer, code))) throw notFound()
  if (isUnder(url, '/api/flags/:account/:message') && !(await seesFlag(pool, viewer, account, message)))
    throw notFound()
}

const isUnder = (url: string, root: string) => url === root || url.startsWith(`${root}/`)

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

/** The session of a request; only for routes that are not public. */
export function sessionOf(request: FastifyRequest): Session {
  if (!request.session) throw signedOut()
  return request.session
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
