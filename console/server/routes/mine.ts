import { record, type Audited } from '../../../store/audit.ts'
import { listRecovery, turnOff } from '../../../store/console/one-time.ts'
import { endSessions, listSessions } from '../../../store/console/sessions.ts'
import { findUser, setPassword, type Account } from '../../../store/console/users.ts'
import { inTransaction, type Queryable } from '../../../store/db.ts'
import { sessionOf, SIGNED_IN, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, refused, signedOut, tooManyTries, wrongPassword } from '../errors.ts'
import type { Streams } from '../events.ts'
import { passwordFault } from '../password-rules.ts'
import { checkPassword, hashPassword } from '../passwords.ts'
import {
  Confirmed,
  Done,
  Ending,
  NewPassword,
  OneTimeCode,
  RecoveryCodes,
  Security,
  TotpBegun,
} from '../schemas.ts'
import { beginTotp, confirmTotp, renewRecovery } from '../second-factor.ts'
import { tryLogin } from '../throttle.ts'
import type { FastifyRequest } from 'fastify'

/** What users do with their own account. */
export function mineRoutes(app: App, deps: ConsoleDeps, streams: Streams) {
  const { pool, clock } = deps
  const config = { access: SIGNED_IN }
  const early = { access: SIGNED_IN, early: true } as const

  const own = async (request: FastifyRequest): Promise<Account> => {
    const user = await findUser(pool, viewerOf(request).login)
    if (!user) throw signedOut()
    return user
  }
  /** Whoever finds an open page knows no password. */
  const prove = async (request: FastifyRequest, password: string): Promise<Account> => {
    const user = await own(request)
    const tried = await tryLogin(pool, user.viewer.login, request.ip, clock())
    if (tried.pause) throw tooManyTries(tried)
    if (!(await checkPassword(user.hash, password))) throw wrongPassword()
    await tried.passed()
    return user
  }
  const note = (tx: Queryable, request: FastifyRequest, action: Audited['action']) => {
    const { login, staff } = viewerOf(request)
    return record(tx, { at: clock(), login, staff, action })
  }

  app.get('/api/me/security', { config, schema: { response: { 200: Security } } }, async (request) => {
    const { viewer, totp, totpRequired } = await own(request)
    const { login } = viewer
    const [sessions, recovery] = await Promise.all([
      listSessions(pool, login, request.tokenHash, clock()),
      listRecovery(pool, login),
    ])
    return { totp: totp !== null, required: totpRequired, recovery: recovery.length, sessions }
  })

  app.post(
    '/api/me/password',
    { config: early, schema: { body: NewPassword, response: { 200: Done } } },
    async (request) => {
      const { current, password } = request.body
      const { viewer } = await prove(request, current)
      const fault = current === password ? '新密码不能和当前密码相同' : passwordFault(password, viewer)
      if (fault) throw badRequest(fault)
      const hash = await hashPassword(password)
      const ended = await inTransaction(pool, async (tx) => {
        await setPassword(tx, viewer.login, hash, 'no')
        await note(tx, request, 'password')
        return endSessions(tx, viewer.login, { except: request.tokenHash })
      })
      ended.forEach(streams.end)
      return { done: true as const }
    },
  )

  app.post(
    '/api/me/totp/begin',
    { config: early, schema: { body: Confirmed, response: { 200: TotpBegun } } },
    async (request) => {
      stepOf(request)
      const { viewer, totp } = await prove(request, request.body.password)
      if (totp !== null) throw refused('动态验证码已经开启')
      return beginTotp(pool, viewer.login)
    },
  )

  app.post(
    '/api/me/totp/confirm',
    { config: early, schema: { body: OneTimeCode, response: { 200: RecoveryCodes } } },
    async (request) => {
      stepOf(request)
      const user = await own(request)
      const tried = await tryLogin(pool, user.viewer.login, request.ip, clock())
      if (tried.pause) throw tooManyTries(tried)
      const codes = await confirmTotp(pool, user, request.body.code, clock())
      if (!codes) throw badRequest('验证码不对，请核对手机的时间，再输入新的一组')
      await tried.passed()
      await note(pool, request, 'totp-on')
      return { codes }
    },
  )

  app.post(
    '/api/me/totp/end',
    { config, schema: { body: Confirmed, response: { 200: Done } } },
    async (request) => {
      const { viewer, totpRequired } = await prove(request, request.body.password)
      if (totpRequired) throw refused('管理员要求这个账号使用动态验证码，不能关闭')
      await inTransaction(pool, async (tx) => {
        if (await turnOff(tx, viewer.login)) await note(tx, request, 'totp-off')
      })
      return { done: true as const }
    },
  )

  app.post(
    '/api/me/totp/recovery',
    { config, schema: { body: Confirmed, response: { 200: RecoveryCodes } } },
    async (request) => {
      const { viewer, totp } = await prove(request, request.body.password)
      if (totp === null) throw refused('动态验证码没有开启')
      const codes = await inTransaction(pool, async (tx) => {
        await note(tx, request, 'totp-recovery')
        return renewRecovery(tx, viewer.login)
      })
      return { codes }
    },
  )

  app.post(
    '/api/me/sessions/end',
    { config, schema: { body: Ending, response: { 200: Done } } },
    async (request) => {
      const { login } = viewerOf(request)
      const { id } = request.body
      const ended = await inTransaction(pool, async (tx) => {
        await note(tx, request, 'sessions-ended')
        return endSessions(tx, login, id === undefined ? { except: request.tokenHash } : { id })
      })
      ended.forEach(streams.end)
      return { done: true as const }
    },
  )
}

/** Whose password is still somebody else's changes that first. */
function stepOf(request: FastifyRequest) {
  if (sessionOf(request).owed === 'password') throw refused('请先修改密码，再设置动态验证码')
}
