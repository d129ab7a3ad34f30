import { triedCategories } from '../../../cases/county.ts'
import { record, type Audited } from '../../../store/audit.ts'
import { closeSession } from '../../../store/console/sessions.ts'
import { listOffices } from '../../../store/console/system.ts'
import { findUser, noteSignIn, type Account } from '../../../store/console/users.ts'
import type { Viewer } from '../../../store/console/viewer.ts'
import { inTransaction } from '../../../store/db.ts'
import { ADMINS, INTAKERS, readsAudit, REVIEWERS, sessionOf, SIGNED_IN, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { Refusal, signedOut, tooManyTries } from '../errors.ts'
import type { Streams } from '../events.ts'
import { checkPassword } from '../passwords.ts'
import { Done, Failure, Login, Me, OneTimeCode, SignedIn } from '../schemas.ts'
import { acceptCode } from '../second-factor.ts'
import { endSession, startSession } from '../sessions.ts'
import { tryLogin } from '../throttle.ts'

const wrong = () => new Refusal(401, 'wrong', '用户名或密码不对')
const wrongCode = () => new Refusal(401, 'wrong', '验证码不对，或已经用过，请换新的一组')
const disabled = () => new Refusal(403, 'disabled', '这个账号已停用，请联系管理员')

/** Signing in and out, and who one is. */
export function sessionRoutes(app: App, deps: ConsoleDeps, streams: Streams) {
  const { pool, clock } = deps
  const answers = { 200: SignedIn, '4xx': Failure }
  const note = (action: Audited['action'], viewer: Viewer | null) =>
    // What was typed in place of a login may be a password.
    record(pool, { at: clock(), login: viewer?.login ?? '?', staff: viewer?.staff ?? null, action })

  const signIn = async ({ viewer }: Account) => {
    await inTransaction(pool, async (tx) => {
      await noteSignIn(tx, viewer.login, clock())
      await record(tx, { at: clock(), login: viewer.login, staff: viewer.staff, action: 'sign-in' })
    })
  }

  app.post(
    '/api/login',
    { config: { access: 'public' }, schema: { body: Login, response: answers } },
    async (request, reply) => {
      const { login, password } = request.body
      const tried = await tryLogin(pool, login, request.ip, clock())
      if (tried.pause) throw tooManyTries(tried)
      const user = await findUser(pool, login)
      if (!(await checkPassword(user?.hash ?? null, password)) || !user) {
        await note('sign-in-failed', user?.viewer ?? null)
        throw wrong()
      }
      if (user.disabled) throw disabled()
      if (user.totp !== null) {
        await tried.passed()
        await startSession(deps, reply, user.viewer, true)
        return { done: true as const, totp: true as const }
      }
      await tried.succeeded()
      await signIn(user)
      await startSession(deps, reply, user.viewer)
      return { done: true as const }
    },
  )

  app.post(
    '/api/login/code',
    { config: { access: 'half' }, schema: { body: OneTimeCode, response: answers } },
    async (request, reply) => {
      const { half, tokenHash } = request
      if (half === null || tokenHash === null) throw signedOut()
      const tried = await tryLogin(pool, half, request.ip, clock())
      if (tried.pause) throw tooManyTries(tried)
      const user = await findUser(pool, half)
      if (!user || !(await acceptCode(pool, user, request.body.code, clock()))) {
        await note('sign-in-failed', user?.viewer ?? null)
        throw wrongCode()
      }
      await tried.succeeded()
      await closeSession(pool, tokenHash)
      await signIn(user)
      await startSession(deps, reply, user.viewer)
      return { done: true as const }
    },
  )

  app.post(
    '/api/logout',
    { config: { access: SIGNED_IN, early: true }, schema: { response: { 200: Done } } },
    async (request, reply) => {
      await endSession(deps, request, reply)
      await note('sign-out', viewerOf(request))
      if (request.tokenHash) streams.end(request.tokenHash)
      return { done: true as const }
    },
  )

  app.get(
    '/api/me',
    { config: { access: SIGNED_IN, early: true }, schema: { response: { 200: Me } } },
    async (request) => {
      const { viewer, change, owed } = sessionOf(request)
      const categories = [...deps.categories().values()].map(({ id, name }) => ({ id, name }))
      const county = deps.county()
      const tried = triedCategories(county).map(({ id, name }) => ({ id, name }))
      const { timezone } = county.directory.settings
      const offices = await listOffices(pool)
      return { ...about(viewer, deps), categories, tried, offices, timezone, urged: change !== 'no', owed }
    },
  )
}

const about = (viewer: Viewer, { stage }: ConsoleDeps) => {
  const { login, name, role, office, staff } = viewer
  return {
    login,
    name,
    role,
    office: office?.name ?? null,
    may: {
      review: REVIEWERS.includes(role),
      rules: ADMINS.includes(role),
      groups: REVIEWERS.includes(role),
      people: ADMINS.includes(role),
      audit: readsAudit(viewer),
      stage: stage !== null && ADMINS.includes(role),
      intake: INTAKERS.includes(role) && staff !== null,
    },
  }
}
