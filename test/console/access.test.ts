import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../console/server/deps.ts'
import { createConsole } from '../../console/server/server.ts'
import { openSession, type Beginning } from '../../store/console/sessions.ts'
import { issueKey } from '../../store/keys.ts'
import { CLERK, everybody, ROUTES } from './access-routes.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase, addFlag, addPost, NOW } from './county.ts'

const HOUR = 3_600_000
let bench: Bench
let unknownPost: { ref: string }
const headers = new Map<string, Record<string, string>>()
/** Those whose session is none, or not yet. */
const OUTSIDE = ['nobody', 'expired', 'disabled', 'half', 'key']
/** Those who owe something before anything else. */
const OWING = { newcomer: 'owed-password', codeless: 'owed-totp' }

// They end the session or never end, see session.test.ts and events.test.ts; what watches the process, see ops.
const ELSEWHERE = ['GET /metrics', 'GET /api/events', 'POST /api/logout']

beforeAll(async () => {
  bench = await openBench()
  const { pool } = bench.db
  await addFlag(pool, { id: 'f1', text: '路面塌了' })
  await addFlag(pool, { id: 'f2', text: '村主任收红包', confidential: true, office: 'jw-chashan' })
  const id = await addCase(pool, { code: 'K7M2' })
  await addCase(pool, { code: 'QQ22', confidential: true, office: 'jw-chashan' })
  unknownPost = await addPost(pool, { caseId: id, status: 'unknown', text: '已登记' })
  await pool.query(
    `insert into staff (id, name, office, post, role) values ('bian', '卞员', 'zf-liling', '科员', 'admin')`,
  )
  await pool.query(
    `insert into users (login, password_hash, role, staff) values ('clerk', 'x', 'admin', 'bian')`,
  )
  await pool.query(`insert into users (login, password_hash, role, disabled, change, totp_required) values
    ('disabled', 'x', 'admin', true, 'no', false), ('newcomer', 'x', 'admin', false, 'must', true),
    ('codeless', 'x', 'admin', false, 'no', true), ('half', 'x', 'admin', false, 'no', false)`)
  for (const login of [...everybody, 'disabled', 'newcomer', 'codeless']) await enter(login)
  await enter('half', { half: true })
  await enter('expired', {}, NOW - 1)
  headers.set('key', { authorization: `Bearer ${await issueKey(pool, 'hotline', NOW)}` })
})
afterAll(() => bench.close())

/** A session without a password, which takes its time. An injected request has no port, so the cookie's name has none. */
async function enter(name: string, how: Partial<Beginning> = {}, until = NOW + HOUR) {
  const login = name === 'expired' ? 'admin' : name
  await openSession(
    bench.db.pool,
    createHash('sha256').update(name).digest('hex'),
    login,
    NOW - HOUR,
    until,
    how,
  )
  headers.set(name, { cookie: `xunqun-undefined=${name}` })
}

const requestOf = (route: string) => {
  const { url, payload } = ROUTES[route]!
  const [method = '', path = ''] = route.split(' ')
  return { method: method as 'GET' | 'POST', url: url ?? path, ...(payload && { payload }) }
}
type Request = ReturnType<typeof requestOf>
const ask = (name: string, request: Request) =>
  bench.as(null, { ...request, headers: headers.get(name) ?? {} })
/** `in`, or the code of the refusal at the door. */
async function door(name: string, request: Request): Promise<string> {
  const { status, json } = await ask(name, request)
  expect(status, `${name} ${request.url}`).not.toBe(500)
  const code = json?.error?.code ?? ''
  return [401, 403].includes(status) && code !== 'wrong' ? code : 'in'
}

describe('who gets into which route', () => {
  it('knows every route there is', async () => {
    const seen: string[] = []
    const app = createConsole(bench.deps)
    app.addHook('onRoute', ({ method, url }) => {
      if (method !== 'HEAD') seen.push(`${String(method)} ${url}`)
    })
    await app.ready()
    await app.close()
    expect(seen.sort()).toEqual([...Object.keys(ROUTES), ...ELSEWHERE].sort())
  })

  it.each(Object.entries(ROUTES))('%s', async (route, { allowed, open, early, half, key }) => {
    const request = requestOf(route)
    const expected = new Map<string, string>()
    const outside = key ? 'unknown-key' : 'signed-out'
    for (const name of everybody)
      expected.set(name, open ? 'in' : half || key ? outside : allowed.includes(name) ? 'in' : 'forbidden')
    for (const name of OUTSIDE) expected.set(name, open ? 'in' : outside)
    if (half) expected.set('half', 'in')
    if (key) expected.set('key', 'in')
    for (const [name, owed] of Object.entries(OWING)) {
      const inside = early ? 'in' : allowed.includes(CLERK) ? owed : 'forbidden'
      expected.set(name, open ? 'in' : half || key ? outside : inside)
    }
    const found = new Map<string, string>()
    for (const name of expected.keys()) found.set(name, await door(name, request))
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
  })

  it.each(Object.keys(ROUTES).filter((route) => route.startsWith('POST') && !ROUTES[route]!.key))(
    '%s: refused without the header that another site cannot send',
    async (route) => {
      const answer = await bench.as(null, {
        ...requestOf(route),
        headers: { ...headers.get(CLERK), 'x-requested-with': '' },
      })
      expect(answer.status).toBe(403)
    },
  )

  it('refuses a route that does not say for whom it is', async () => {
    const { default: Fastify } = await import('fastify')
    const { guard } = await import('../../console/server/access.ts')
    const app = Fastify() as never as Parameters<typeof guard>[0]
    guard(app, bench.deps)
    expect(() => app.get('/forgotten', async () => 'secret')).toThrow(/config.access is missing/)
  })
})

describe('a case or flag that one may not see', () => {
  const routes = Object.keys(ROUTES).filter((route) =>
    /\/api\/(cases\/:code|flags\/:account\/:message)/.test(route),
  )
  const none = (url: string) => url.replace('QQ22', 'NONE').replace('/f2', '/none')
  const secret = (route: string) => {
    const { url, ...request } = requestOf(route)
    return { ...request, url: url.replace(/K7M2|NONE/, 'QQ22').replace('/none', '/f2') }
  }

  it.each(routes)('is not there: %s', async (route) => {
    const request = secret(route)
    expect(request.url).toMatch(/QQ22|f2/)
    for (const name of everybody.filter((user) => user !== 'discipline')) {
      const [there, absent] = [
        await ask(name, request),
        await ask(name, { ...request, url: none(request.url) }),
      ]
      expect([there.status, there.body], name).toEqual([absent.status, absent.body])
      expect([403, 404, 406, 415], name).toContain(there.status)
    }
  })

  it('is there for whoever may', async () => {
    expect((await ask('discipline', { method: 'GET', url: '/api/cases/QQ22' })).status).toBe(200)
  })
})

describe('every answer', () => {
  it('forbids scripts of others, framing and sniffing', async () => {
    const { headers } = await bench.as('admin', { url: '/api/me' })
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cache-control']).toBe('no-store')
  })

  it('hides what went wrong inside', async () => {
    const broken = createConsole({
      ...bench.deps,
      settle: () => Promise.reject(new Error('select secret from table')),
    })
    const answer = await broken.inject({
      method: 'POST',
      url: `/api/outbox/${unknownPost.ref}/settle`,
      headers: { 'x-requested-with': 'xunqun', cookie: await bench.cookieOf('admin') },
      payload: { how: 'sent' },
    })
    await broken.close()
    expect(answer.statusCode).toBe(500)
    expect(answer.body).toBe('{"error":{"code":"failed","message":"服务器出了问题，请稍后再试"}}')
  })

  let broken: App
  beforeAll(() => void (broken = createConsole({ ...bench.deps, pool: failing() })))
  afterAll(() => broken.close())
  it.each(Object.keys(ROUTES).filter((route) => !ROUTES[route]!.key))(
    'hides what went wrong inside: %s',
    async (route) => {
      const { headers: sent, ...request } = { ...requestOf(route), headers: headers.get(CLERK)! }
      const answer = await broken.inject({ ...request, headers: { ...sent, 'x-requested-with': 'xunqun' } })
      expect(answer.body).not.toMatch(/geheim|hidden_table|select |\.ts:|node_modules/i)
      if (answer.statusCode === 500)
        expect(answer.json()).toEqual({ error: { code: 'failed', message: '服务器出了问题，请稍后再试' } })
    },
  )

  /** The database after the door: it knows the session, and nothing else goes well. */
  function failing(): typeof bench.deps.pool {
    const broken = () => Promise.reject(new Error('select geheim from hidden_table failed'))
    const query = (sql: unknown, ...rest: unknown[]) =>
      /sessions x|update sessions/.test(String(sql))
        ? (bench.db.pool.query as (...all: unknown[]) => unknown)(sql, ...rest)
        : broken()
    return { query, connect: broken } as unknown as typeof bench.deps.pool
  }

  it('is a 4xx for what cannot be read', async () => {
    const bad = [
      { url: '/api/flags?after=%00' },
      { url: '/api/flags?after=WyJ4IiwxXQ' },
      { url: '/api/flags?limit=1000' },
      { url: '/api/cases?search=%00' },
      { url: '/api/cases/%00' },
      { url: '/api/cases/%E0%A4%A' },
      { method: 'POST' as const, url: '/api/flags/bot/f1/open', payload: { category: 'none' } },
      { method: 'POST' as const, url: '/api/flags/bot/%00/open', payload: {} },
      { method: 'POST' as const, url: '/api/outbox/999/settle', payload: { how: 'sent' } },
      { method: 'POST' as const, url: '/api/stage/say', payload: { group: null, from: 'wx-liu' } },
      { method: 'POST' as const, url: '/api/stage/say', payload: 'x'.repeat(70_000) },
    ]
    for (const request of bad) {
      const { status, json } = await bench.as('admin', request)
      expect(status, request.url).toBeGreaterThanOrEqual(400)
      expect(status, request.url).toBeLessThan(500)
      expect(json.error.message, request.url).toMatch(/[一-龥]/)
    }
  })
})
