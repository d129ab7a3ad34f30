import type { FastifyRequest } from 'fastify'
import { keepingAdmin } from '../../../store/admins.ts'
import { record, type Audited } from '../../../store/audit.ts'
import { insertUser, listUsers, setDisabled, setTotpRequired } from '../../../store/console/accounts.ts'
import { forgive, loginKey } from '../../../store/console/attempts.ts'
import { turnOff } from '../../../store/console/one-time.ts'
import { endSessions, listSessions } from '../../../store/console/sessions.ts'
import { findStaffRole, findUser, setPassword } from '../../../store/console/users.ts'
import { inTransaction, type Queryable } from '../../../store/db.ts'
import { ADMINS, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, notFound, refused } from '../errors.ts'
import type { Streams } from '../events.ts'
import { hashPassword, makePassword } from '../passwords.ts'
import {
  Done,
  Ending,
  GivenPassword,
  MakingUser,
  Sessions,
  UserAct,
  UserList,
  UserLogin,
  UserQuery,
} from '../schemas.ts'
import { PAUSED_AFTER } from '../throttle.ts'

/** The users of the console, in the hands of admins. */
export function userRoutes(app: App, deps: ConsoleDeps, streams: Streams) {
  const { pool, clock } = deps
  const config = { access: ADMINS }

  /** `@`, so that no login reads like the code of a case. */
  const note = (tx: Queryable, request: FastifyRequest, action: Audited['action'], login: string) => {
    const by = viewerOf(request)
    return record(tx, { at: clock(), login: by.login, staff: by.staff, action, detail: `@${login}` })
  }
  const userOf = async ({ login }: UserLogin) => {
    const user = await findUser(pool, login)
    if (!user) throw notFound()
    return user.viewer
  }

  app.get(
    '/api/users',
    { config, schema: { querystring: UserQuery, response: { 200: UserList } } },
    async (request) => {
      const { search = '', after = null, limit } = request.query
      const rows = await listUsers(pool, { search, after }, limit + 1, clock(), PAUSED_AFTER)
      const items = rows.slice(0, limit)
      return { items, next: rows.length > limit ? (items.at(-1)?.login ?? null) : null }
    },
  )

  app.post(
    '/api/users',
    { config, schema: { body: MakingUser, response: { 200: GivenPassword } } },
    async (request) => {
      const { login, staff } = request.body
      const role = await findStaffRole(pool, staff)
      if (!role) throw badRequest('没有这位工作人员')
      const password = makePassword()
      const hash = await hashPassword(password)
      await inTransaction(pool, async (tx) => {
        if (!(await insertUser(tx, { login, staff, role, hash })))
          throw refused('这个用户名已有人用，或这位工作人员已有账号')
        await note(tx, request, 'user-made', login)
      })
      return { password }
    },
  )

  app.post(
    '/api/users/:login/password',
    { config, schema: { params: UserLogin, response: { 200: GivenPassword } } },
    async (request) => {
      const { login } = await userOf(request.params)
      if (login === viewerOf(request).login) throw refused('自己的密码请在“我的账号”里修改')
      const password = makePassword()
      const hash = await hashPassword(password)
      const ended = await inTransaction(pool, async (tx) => {
        await setPassword(tx, login, hash, 'must')
        await forgive(tx, loginKey(login))
        await note(tx, request, 'password-reset', login)
        return endSessions(tx, login, { except: null })
      })
      ended.forEach(streams.end)
      return { password }
    },
  )

  const ACTS: Record<UserAct['what'], (tx: Queryable, login: string) => Promise<Audited['action']>> = {
    async unlock(tx, login) {
      await forgive(tx, loginKey(login))
      return 'user-unlocked'
    },
    async disable(tx, login) {
      await keepingAdmin(tx, () => setDisabled(tx, login, true))
      return 'user-disabled'
    },
    async enable(tx, login) {
      await setDisabled(tx, login, false)
      return 'user-enabled'
    },
    async 'reset-totp'(tx, login) {
      await turnOff(tx, login)
      return 'totp-reset'
    },
    async 'require-totp'(tx, login) {
      await setTotpRequired(tx, login, true)
      return 'totp-required'
    },
    async 'waive-totp'(tx, login) {
      await setTotpRequired(tx, login, false)
      return 'totp-waived'
    },
  }

  app.post(
    '/api/users/:login/act',
    { config, schema: { params: UserLogin, body: UserAct, response: { 200: Done } } },
    async (request) => {
      const { login } = await userOf(request.params)
      const { what } = request.body
      if (what === 'disable' && login === viewerOf(request).login) throw refused('不能停用自己的账号')
      const ended = await inTransaction(pool, async (tx) => {
        await note(tx, request, await ACTS[what](tx, login), login)
        return what === 'disable' ? endSessions(tx, login, { except: null }) : []
      })
      ended.forEach(streams.end)
      return { done: true as const }
    },
  )

  app.get(
    '/api/users/:login/sessions',
    { config, schema: { params: UserLogin, response: { 200: Sessions } } },
    async (request) => {
      const { login } = await userOf(request.params)
      return { items: await listSessions(pool, login, request.tokenHash, clock()) }
    },
  )

  app.post(
    '/api/users/:login/sessions/end',
    { config, schema: { params: UserLogin, body: Ending, response: { 200: Done } } },
    async (request) => {
      const { login } = await userOf(request.params)
      const { id } = request.body
      const ended = await inTransaction(pool, async (tx) => {
        await note(tx, request, 'sessions-ended', login)
        return endSessions(tx, login, id === undefined ? { except: request.tokenHash } : { id })
      })
      ended.forEach(streams.end)
      return { done: true as const }
    },
  )
}
