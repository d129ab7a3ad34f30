import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Counter, Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start as startWhole, type Started } from '../../commands/start/start.ts'
import { readConfig } from '../../config/config.ts'
import { createRegistry, startOps } from '../../config/ops.ts'
import { freePort } from '../../config/ports.ts'
import { gatewayCheck } from '../../bot/ready.ts'
import { readiness } from '../../store/ready.ts'
import { workChecks } from '../../workers/ready.ts'
import { run } from '../console/process.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

const TOKEN = 'a-token-for-this-test'
const bearer = { headers: { authorization: `Bearer ${TOKEN}` } }
const read = async (url: string, init: RequestInit = {}) => {
  const answer = await fetch(url, init)
  return { status: answer.status, body: await answer.text() }
}

describe('the listener of a process that has no other port', () => {
  const registry = new Registry()
  new Counter({ name: 'xunqun_test_total', help: 'x', registers: [registry] }).inc(3)
  const told: object[] = []
  const log = { error: (about: object) => void told.push(about) }
  const start = (token: string | null, parts: Record<string, string>) =>
    startOps(
      { registry, token, ready: async () => ({ ready: Object.keys(parts).length === 0, parts }) },
      { host: '127.0.0.1', opsPort: 0 },
      log,
    ).then((ops) => ops!)

  it('answers whether it runs, whether it can work, and what it counts', async () => {
    const ops = await start(null, {})
    expect(await read(`${ops.url}/healthz`)).toEqual({ status: 200, body: '{"ok":true}' })
    expect(await read(`${ops.url}/readyz`)).toEqual({ status: 200, body: '{"ready":true,"parts":{}}' })
    expect((await read(`${ops.url}/metrics?x`)).body).toContain('xunqun_test_total 3')
    expect((await read(`${ops.url}/other`)).status).toBe(404)
    expect((await read(`${ops.url}/healthz`, { method: 'POST' })).status).toBe(405)
    await ops.close()
  })

  it('says 503 with what is wrong, and keeps its metrics from who has no token', async () => {
    const ops = await start(TOKEN, { gateway: 'the account is scan' })
    const { status, body } = await read(`${ops.url}/readyz`)
    expect([status, JSON.parse(body)]).toEqual([
      503,
      { ready: false, parts: { gateway: 'the account is scan' } },
    ])
    expect((await read(`${ops.url}/metrics`)).status).toBe(401)
    expect((await read(`${ops.url}/metrics`, bearer)).status).toBe(200)
    await ops.close()
  })

  it('is not there without a port, and a port that is taken is told in one line', async () => {
    const ops = { registry, token: null, ready: async () => ({ ready: true, parts: {} }) }
    expect(await startOps(ops, { host: '127.0.0.1', opsPort: null }, log)).toBeNull()
    const first = (await startOps(ops, { host: '127.0.0.1', opsPort: 0 }, log))!
    const opsPort = Number(new URL(first.url).port)
    await expect(startOps(ops, { host: '127.0.0.1', opsPort }, log)).rejects.toThrow(/EADDRINUSE.*OPS_PORT/)
    await first.close()
  })

  it('a question that cannot be answered is told to whoever reads the log', async () => {
    const ready = () => Promise.reject(new Error('no'))
    const ops = (await startOps({ registry, token: null, ready }, { host: '127.0.0.1', opsPort: 0 }, log))!
    expect((await read(`${ops.url}/readyz`)).status).toBe(500)
    expect(told).toEqual([{ err: expect.objectContaining({ message: 'no' }), path: '/readyz' }])
    await ops.close()
  })

  it('each process has a registry of its own', () => {
    expect(createRegistry()).not.toBe(createRegistry())
  })
})

describe('what a process needs', () => {
  it('is named part by part; what hangs or breaks cannot be reached', async () => {
    const parts = await readiness({
      fine: async () => null,
      broken: () => Promise.reject(new Error('村东头')),
      lacking: async () => 'lacks something',
    })
    expect(parts).toEqual({
      ready: false,
      parts: { fine: 'ok', broken: 'cannot be reached', lacking: 'lacks something' },
    })
  })

  it.each([
    ['wx-bot', 'online', null],
    [null, 'scan', 'the account is scan'],
    [null, 'online', 'another bot speaks for the account'],
    [null, null, 'the account is not tried yet'],
  ] as const)('an account %s in state %s: %s', async (account, state, wrong) => {
    expect(await gatewayCheck({ account: () => account, state: () => state })()).toBe(wrong)
  })

  it.each([
    [{ waiting: 3, active: 0, since: 0 }, '3 wait and nobody takes them'],
    [{ waiting: 3, active: 1, since: 0 }, null],
    [{ waiting: 3, active: 0, since: 59_000 }, null],
    [{ waiting: 0, active: 0, since: null }, null],
  ])('a queue of %j: %s', async (found, wrong) => {
    const queue = { counts: async () => ({ ...found, delayed: 0, failed: 0 }) }
    expect(await workChecks(null as never, queue, 1_000, () => 60_000).batches!()).toBe(wrong)
  })
})

describe('processes', () => {
  let database: TestDatabase
  beforeAll(async () => void (database = await freshDatabase()))
  afterAll(() => database.drop())

  it('workers of their own answer on OPS_PORT', async () => {
    const port = await freePort()
    const env = { DATABASE_URL: database.url, OPS_PORT: `${port}`, LOG_LEVEL: 'silent' }
    const { child, ended } = run('workers/main.ts', [], env)
    const url = `http://127.0.0.1:${port}`
    const ready = await until(() => read(`${url}/readyz`).catch(() => null), { within: 30_000 })
    const ok = { database: 'ok', migrations: 'ok', queue: 'ok', deadlines: 'ok', batches: 'ok' }
    expect(JSON.parse(ready!.body)).toEqual({ ready: true, parts: ok })
    expect((await read(`${url}/metrics`)).body).toMatch(/^xunqun_queue_jobs\{state="waiting"\} 0$/m)
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  }, 60_000)
})

describe('the whole in one process', () => {
  let dir: string
  let database: TestDatabase
  let system: Started
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'xunqun-watched-'))
    database = await freshDatabase()
    const env = { DATA_DIR: dir, DATABASE_URL: database.url, PORT: '0', METRICS_TOKEN: TOKEN }
    system = startWhole(readConfig(env), pino({ level: 'silent' }), () => undefined)
  })
  afterAll(async () => {
    await system.close()
    await database.drop()
    await rm(dir, { recursive: true, force: true })
  })

  it('is watched on the console’s port, its metrics by whoever has the token', async () => {
    const { console: url } = await system.ready
    expect(await read(`${url}/healthz`)).toEqual({ status: 200, body: '{"ok":true}' })
    const ready = await until(async () => {
      const answer = await read(`${url}/readyz`)
      return answer.status === 200 ? answer : null
    })
    expect((JSON.parse(ready.body) as { parts: object }).parts).toMatchObject({ gateway: 'ok', queue: 'ok' })
    for (const init of [{}, { headers: { authorization: 'Bearer wrong' } }])
      expect((await read(`${url}/metrics`, init)).status).toBe(404)
    const { body } = await read(`${url}/metrics`, bearer)
    expect(body).toMatch(/^xunqun_account_online 1$/m)
    expect(body).toMatch(/^xunqun_http_seconds_count\{method="GET",route="\/readyz",status="2xx"\} \d+$/m)
    for (const name of ['flags_pending', 'outbox', 'spool_batches', 'sse_clients', 'sweep_seconds_count'])
      expect(body, name).toMatch(new RegExp(`^xunqun_${name}[ {]`, 'm'))
    // Labels are words of the code: no ids, names or texts.
    const labels = [...body.matchAll(/^xunqun\w+\{([^}]*)\}/gm)].flatMap(
      ([, all]) => all!.match(/\w+(?==)/g) ?? [],
    )
    const known = ['le', 'method', 'read', 'route', 'state', 'status']
    expect([...new Set(labels)].filter((label) => !known.includes(label))).toEqual([])
  })
})
