import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createConsole } from '../../console/server/server.ts'
import { MOST } from '../../console/server/routes/keyed.ts'
import { createPace } from '../../console/server/throttle.ts'
import { issueKey, revokeKey } from '../../store/keys.ts'
import { openBench, type Bench } from './bench.ts'
import { NOW } from './county.ts'

let bench: Bench
let key: string
beforeAll(async () => {
  bench = await openBench()
  key = await issueKey(bench.db.pool, 'hotline', NOW)
})
afterAll(() => bench.close())
beforeEach(() => bench.pass(60_000))

const PHONE = '13812345678'
const body = (more: object = {}) => ({
  id: 'T-1',
  text: `八组路灯坏了，${PHONE}`,
  area: '430281105203',
  ...more,
})
const ask = (request: { method?: 'POST'; url: string; payload?: object }, bearer: string | null = key) =>
  bench.as(null, {
    ...request,
    headers: { 'x-requested-with': '', ...(bearer !== null && { authorization: `Bearer ${bearer}` }) },
  })
const file = (more: object = {}, bearer: string | null = key) =>
  ask({ method: 'POST', url: '/intake/v1/cases', payload: body(more) }, bearer)
const look = (id: string, bearer: string | null = key) =>
  ask({ url: `/intake/v1/cases/${encodeURIComponent(id)}` }, bearer)
const rows = async (sql: string, values: unknown[] = []) => (await bench.db.pool.query(sql, values)).rows

describe('another system', () => {
  it('files a case once, and asks how it stands', async () => {
    const first = await file({ contact: { phone: '13900001111' } })
    expect([first.status, first.json]).toEqual([201, { code: expect.any(String), created: true }])
    const again = await file({ text: '别的话' })
    expect([again.status, again.json]).toEqual([200, { code: first.json.code, created: false }])
    expect((await look('T-1')).json).toEqual({
      code: first.json.code,
      status: 'assigned',
      office: '冷水村村委会',
      openedAt: expect.any(Number),
      dueAt: expect.any(Number),
      closedAt: null,
      outcome: null,
      result: null,
    })
    expect(await rows(`select account, id, text from messages where id = 'T-1'`)).toEqual([
      { account: 'key:hotline', id: 'T-1', text: body().text },
    ])
    expect(await rows(`select channel, area from cases`)).toEqual([
      { channel: 'hotline', area: '430281105203-8' },
    ])
    expect(await rows(`select phone from case_contacts`)).toEqual([{ phone: '13900001111' }])
    expect(await rows(`select login, staff, action, case_code from audit`)).toEqual([
      { login: 'key:hotline', staff: null, action: 'intake', case_code: first.json.code },
    ])
  })

  it('files one case however often it sends it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => file({ id: 'T-many' })))
    expect(new Set(answers.map((a) => a.json.code)).size).toBe(1)
    expect(answers.map((a) => a.status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201])
    expect(await rows(`select from messages where id = 'T-many'`)).toHaveLength(1)
  })

  it('has ids of its own', async () => {
    const other = await issueKey(bench.db.pool, 'mayor', NOW)
    expect((await look('T-1', other)).status).toBe(404)
    const answer = await file({}, other)
    expect(answer.status).toBe(201)
    expect((await look('T-1', other)).json.code).toBe(answer.json.code)
    const long = '工'.repeat(100)
    expect((await file({ id: long })).status).toBe(201)
    expect((await look(long)).status).toBe(200)
  })

  it('gets the result with numbers masked, and none of a rumour that one alone has looked into', async () => {
    const { json } = await file({ id: 'T-result' })
    await bench.db.pool.query(
      `update cases set status = 'resolved', outcome = 'done', result = $2 where code = $1`,
      [json.code, `修好了，电话${PHONE}`],
    )
    expect((await look('T-result')).json).toMatchObject({
      status: 'resolved',
      outcome: 'done',
      result: '修好了，电话138****5678',
    })
    await bench.db.pool.query(`update cases set category = 'rumour' where code = $1`, [json.code])
    expect((await look('T-result')).json.result).toBeNull()
  })

  it('is told of a confidential case that it was received, and no more', async () => {
    const { json } = await file({ id: 'T-secret', text: '张健收了两条香烟' })
    expect((await look('T-secret')).json).toEqual({ code: json.code, status: 'received' })
  })

  it('may leave out where it is', async () => {
    const { json } = await file({ id: 'T-nowhere', text: '冷水村八组路灯坏了', area: undefined })
    expect(await rows('select area, placed from cases where code = $1', [json.code])).toEqual([
      { area: '430281105203-8', placed: true },
    ])
  })

  it('is told what is wrong', async () => {
    const said = async (more: object) => {
      const { status, json } = await file({ id: 'T-bad', ...more })
      return `${status} ${json.error.message}`
    }
    expect(await said({ area: '999' })).toBe('400 没有地方“999”（area）')
    expect(await said({ category: 'none' })).toBe('400 没有类别“none”（category）')
    expect(await said({ at: NOW + 86_400_000 })).toBe('400 时间不能晚于现在')
    for (const more of [{ text: '' }, { id: '' }, { id: 'x'.repeat(101) }, { channel: 'group' }, { more: 1 }])
      expect(await said(more)).toMatch(/^400 /)
    expect((await look('none')).status).toBe(404)
  })
})

describe('a key', () => {
  it('is asked for, and sessions are none', async () => {
    for (const bearer of [null, '', 'wrong', `${key}x`])
      for (const answer of [await file({ id: 'T-401' }, bearer), await look('T-1', bearer)])
        expect([answer.status, answer.json.error.code]).toEqual([401, 'unknown-key'])
    const asAdmin = await bench.as('admin', { url: '/intake/v1/cases/T-1' })
    expect(asAdmin.status).toBe(401)
    const { status } = await bench.as(null, {
      url: '/api/cases',
      headers: { authorization: `Bearer ${key}` },
    })
    expect(status).toBe(401)
  })

  it('opens nothing once it is replaced or revoked', async () => {
    const { pool } = bench.db
    const old = await issueKey(pool, 'shortlived', NOW)
    const fresh = await issueKey(pool, 'shortlived', NOW)
    expect([(await look('x', old)).status, (await look('x', fresh)).status]).toEqual([401, 404])
    expect([await revokeKey(pool, 'shortlived', NOW), await revokeKey(pool, 'shortlived', NOW)]).toEqual([
      true,
      false,
    ])
    expect((await look('x', fresh)).status).toBe(401)
    expect(JSON.stringify(await rows('select * from api_keys'))).not.toContain(fresh)
  })

  it('has its pace', async () => {
    const busy = await issueKey(bench.db.pool, 'busy', NOW)
    const statuses = new Set<number>()
    for (let i = 0; i < MOST; i++) statuses.add((await look('x', busy)).status)
    expect([...statuses]).toEqual([404])
    expect([(await look('x', busy)).status, (await look('T-1')).status]).toEqual([429, 200])
    bench.pass(60_000)
    expect((await look('x', busy)).status).toBe(404)
  })
})

it('the pace lets through so many of each key in each window', () => {
  const pace = createPace(2, 1000)
  expect([pace.next('a', 0), pace.next('a', 400), pace.next('a', 600), pace.next('b', 600)]).toEqual([
    0, 0, 400, 0,
  ])
  expect([pace.next('a', 1000), pace.next('a', 1001), pace.next('a', 1002)]).toEqual([0, 0, 998])
})

it('each request is a line of the log, without what was said', async () => {
  const lines: string[] = []
  const { default: pino } = await import('pino')
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) })
  const app = createConsole({ ...bench.deps, log })
  const headers = { authorization: `Bearer ${key}` }
  await app.inject({ method: 'POST', url: '/intake/v1/cases', headers, payload: body({ id: PHONE }) })
  await app.inject({ url: `/intake/v1/cases/${PHONE}`, headers: { authorization: 'Bearer x' } })
  await app.close()
  const told = lines.map((line) => JSON.parse(line)).filter((line) => 'system' in line)
  expect(told).toMatchObject([
    { system: 'hotline', method: 'POST', route: '/intake/v1/cases', status: 201 },
    { system: null, method: 'GET', route: '/intake/v1/cases/:id', status: 401 },
  ])
  expect(lines.join()).not.toMatch(new RegExp(`${PHONE}|路灯|${key}`))
})
