import { findUser } from '../../../store/console/users.ts'
import type { Viewer } from '../../../store/console/viewer.ts'
import { listOffices } from '../../../store/console/system.ts'
import { ADMINS, endSession, INTAKERS, REVIEWERS, SIGNED_IN, startSession, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { Refusal, tooMany } from '../errors.ts'
import type { Streams } from '../events.ts'
import { checkPassword } from '../passwords.ts'
import { Done, Failure, Login, Me } from '../schemas.ts'
import { createThrottle } from '../throttle.ts'

const wrong = () => new Refusal(401, 'wrong', '用户名或密码不对')

/** Signing in and out, and who one is. */
export function sessionRoutes(app: App, deps: ConsoleDeps, streams: Streams) {
  const throttle = createThrottle()

  app.post(
    '/api/login',
    { config: { access: 'public' }, schema: { body: Login, response: { 200: Done, '4xx': Failure } } },
    async (request, reply) => {
      const { login, password } = request.body
      const key = `${login} ${request.ip}`
      const pause = throttle.attempt(key, deps.clock())
      if (pause) throw tooMany(pause, '尝试次数过多')
      const user = await findUser(deps.pool, login)
      if (!(await checkPassword(user?.hash ?? null, password))) throw wrong()
      throttle.succeeded(key)
      await startSession(deps, reply, login)
      return { done: true as const }
    },
  )

  app.post(
    '/api/logout',
    { config: { access: SIGNED_IN }, schema: { response: { 200: Done } } },
    async (request, reply) => {
      await endSession(deps, request, reply)
      if (request.tokenHash) streams.end(request.tokenHash)
      return { done: true as const }
    },
  )

  app.get(
    '/api/me',
    { config: { access: SIGNED_IN }, schema: { response: { 200: Me } } },
    async (request) => {
      const viewer = viewerOf(request)
      const categories = [...deps.categories().values()].map(({ id, name }) => ({ id, name }))
      return { ...about(viewer, deps), categories, offices: await listOffices(deps.pool) }
    },
  )
}

const about = ({ login, name, role, office, staff }: Viewer, { stage }: ConsoleDeps) => ({
  login,
  name,
  role,
  office: office?.name ?? null,
  may: {
    review: REVIEWERS.includes(role),
    rules: ADMINS.includes(role),
    groups: REVIEWERS.includes(role),
    people: ADMINS.includes(role),
    audit: ADMINS.includes(role),
    stage: stage !== null && ADMINS.includes(role),
    intake: INTAKERS.includes(role) && staff !== null,
  },
})
