import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConsole } from '../../console/server/server.ts'
import { openBench, USERS, type Bench } from './bench.ts'
import { addCase, addFlag, addPost } from './county.ts'

let bench: Bench
/** A reply that there is not. */
const NO_REF = '00000000-0000-4000-8000-000000000000'
let unknownPost: { ref: string }
beforeAll(async () => {
  bench = await openBench()
  await addFlag(bench.db.pool, { id: 'f1', text: '路面塌了' })
  const id = await addCase(bench.db.pool, { code: 'K7M2' })
  unknownPost = await addPost(bench.db.pool, { caseId: id, status: 'unknown', text: '已登记' })
})
afterAll(() => bench.close())

const everybody = Object.keys(USERS)
const staff = everybody.filter((user) => user !== 'admin')
const intakers = staff.filter((user) => user !== 'leader')
const reviewers = ['admin', 'township', 'discipline', 'county', 'neighbour']

/** Every route with who gets past the door; `open` also for those who are not signed in. */
const ROUTES: Record<string, { url?: string; payload?: object; allowed: string[]; open?: boolean }> = {
  'GET /': { allowed: everybody, open: true },
  'GET /healthz': { allowed: everybody, open: true },
  'POST /api/login': { payload: {}, allowed: everybody, open: true },
  'GET /api/me': { allowed: everybody },
  'GET /api/flags': { allowed: reviewers },
  'POST /api/flags/:account/:message/open': {
    url: '/api/flags/bot/none/open',
    payload: {},
    allowed: reviewers,
  },
  'POST /api/flags/:account/:message/dismiss': { url: '/api/flags/bot/none/dismiss', allowed: reviewers },
  'POST /api/flags/:account/:message/merge': {
    url: '/api/flags/bot/none/merge',
    payload: { into: 'K7M2' },
    allowed: reviewers,
  },
  'GET /api/cases': { allowed: everybody },
  'GET /api/cases/:code': { url: '/api/cases/K7M2', allowed: everybody },
  'POST /api/cases/:code/act': {
    url: '/api/cases/NONE/act',
    payload: { verb: 'accept' },
    allowed: staff,
  },
  'POST /api/cases/:code/split': {
    url: '/api/cases/NONE/split',
    payload: { account: 'bot', message: 'm1' },
    allowed: staff,
  },
  'POST /api/cases/:code/confidential': { url: '/api/cases/NONE/confidential', payload: {}, allowed: staff },
  'POST /api/cases/:code/reveal': { url: '/api/cases/NONE/reveal', allowed: staff },
  'POST /api/intake': {
    payload: { channel: 'phone', text: '路灯坏了', area: 'nowhere' },
    allowed: intakers,
  },
  'GET /api/areas': { allowed: ['admin', ...intakers] },
  'GET /api/staff': { allowed: reviewers },
  'GET /api/audit': { allowed: ['admin'] },
  'GET /api/system': { allowed: reviewers },
  'POST /api/outbox/:ref/settle': {
    url: `/api/outbox/${NO_REF}/settle`,
    payload: { how: 'sent' },
    allowed: reviewers,
  },
  'GET /api/stage/groups': { allowed: ['admin'] },
  'GET /api/stage/groups/:id': { url: '/api/stage/groups/g-lengshui', allowed: ['admin'] },
  'GET /api/stage/members/:id': { url: '/api/stage/members/wx-liu', allowed: ['admin'] },
  'POST /api/stage/say': {
    payload: { group: null, from: 'wx-liu', text: '在吗' },
    allowed: ['admin'],
  },
}
// They end the session or never end: events.test.ts and session.test.ts look at who gets in; of the rest keyed.test.ts.
const ELSEWHERE = ['GET /api/events', 'POST /api/logout', 'POST /intake/v1/cases', 'GET /intake/v1/cases/:id']

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

  for (const [route, { url, payload, allowed, open }] of Object.entries(ROUTES)) {
    const [method = '', path = ''] = route.split(' ')
    const request = { method: method as 'GET' | 'POST', url: url ?? path, ...(payload && { payload }) }

    it(`${route}: ${open ? 'open' : 'closed'} to strangers`, async () => {
      const { status, json } = await bench.as(null, request)
      if (open) expect([200, 400, 503]).toContain(status)
      else expect([status, json.error.code]).toEqual([401, 'signed-out'])
    })

    it(`${route}: only for ${allowed.join(', ')}`, async () => {
      for (const user of everybody) {
        const { status } = await bench.as(user, request)
        if (allowed.includes(user)) expect([200, 400, 404, 503], user).toContain(status)
        else expect(status, user).toBe(403)
      }
    })

    if (method === 'POST')
      it(`${route}: refused without the header that another site cannot send`, async () => {
        const { status } = await bench.as('admin', { ...request, headers: { 'x-requested-with': '' } })
        expect(status).toBe(403)
      })
  }

  it('refuses a route that does not say for whom it is', async () => {
    const { default: Fastify } = await import('fastify')
    const { guard } = await import('../../console/server/access.ts')
    const app = Fastify() as never as Parameters<typeof guard>[0]
    guard(app, bench.deps)
    expect(() => app.get('/forgotten', async () => 'secret')).toThrow(/config.access is missing/)
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
