import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { LastAdmin } from '../../store/admins.ts'
import type { Owed } from '../../store/console/sessions.ts'

const OWED: Record<Owed, string> = {
  password: '请先修改密码，再继续使用',
  totp: '请先设置动态验证码，再继续使用',
}

/** An answer that is not a success; `message` is shown to the user. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** What does not exist and what may not be seen answer the same. */
export const notFound = () => new Refusal(404, 'not-found', '没有找到')
export const signedOut = () => new Refusal(401, 'signed-out', '请先登录')
export const forbidden = () => new Refusal(403, 'forbidden', '您没有这项权限')
export const unknownKey = () => new Refusal(401, 'unknown-key', '密钥无效')
export const badRequest = (message: string) => new Refusal(400, 'bad-request', message)
/** What the bot says in the chat when it does not do something. */
export const refused = (message: string) => new Refusal(409, 'refused', message)
export const tooMany = (ms: number, what: string) =>
  new Refusal(429, 'too-many', `${what}，请 ${Math.ceil(ms / 60_000)} 分钟后再试`)
/** A pause of a login is one that an admin can end, see throttle.ts. */
export const tooManyTries = ({ pause, ofLogin }: { pause: number; ofLogin: boolean }) => {
  const minutes = Math.ceil(pause / 60_000)
  return new Refusal(
    429,
    'too-many',
    `尝试次数过多，请 ${minutes} 分钟后再试${ofLogin ? '，或请管理员解锁' : ''}`,
  )
}
export const wrongPassword = () => new Refusal(403, 'wrong', '当前密码不对')
/** Nothing else is done for a user before he has done this. */
export const owed = (what: Owed) => new Refusal(403, `owed-${what}`, OWED[what])
export const gone = () => new Refusal(409, 'gone', '这条已由他人处理')
const lastAdmin = () => refused('不能这样改：改完就没有能登录的管理员了。请先让另一位能登录的人当管理员')

const WORDS: Record<number, string> = {
  400: '请求的格式不对',
  413: '内容太长',
  415: '请求的格式不对',
}

/** Turns every error into `{error: {code, message}}`; what went wrong inside is logged and never leaves. */
export async function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const refusal = error instanceof LastAdmin ? lastAdmin() : error
  if (refusal instanceof Refusal) return send(reply, refusal.status, refusal.code, refusal.message)
  const status = error.statusCode ?? 500
  if (status < 500)
    return send(reply, status, 'bad-request', `${WORDS[status] ?? '请求有误'}${placeOf(error)}`)
  request.log.error(
    { err: error, method: request.method, route: request.routeOptions.url },
    'a request failed',
  )
  return send(reply, 500, 'failed', '服务器出了问题，请稍后再试')
}

/** The field that a request lacks, has too much or fills wrongly, as its sender wrote it; nothing of what was in it. */
function placeOf({ validation }: FastifyError): string {
  const [first] = validation ?? []
  if (!first) return ''
  const { missingProperty, additionalProperty } = first.params as Record<string, string | undefined>
  const field = [...first.instancePath.split('/'), missingProperty ?? additionalProperty].filter(
    (part) => part,
  )
  if (missingProperty) return `：缺少 ${field.join('.')}`
  if (additionalProperty) return `：没有 ${field.join('.')} 这一项`
  return field.length ? `：${field.join('.')}` : ''
}

const send = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.code(status).type('application/json; charset=utf-8').send({ error: { code, message } })
