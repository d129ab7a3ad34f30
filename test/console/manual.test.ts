import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createConsole } from '../../console/server/server.ts'
import type { App } from '../../console/server/deps.ts'
import { settleReply } from '../../store/acting.ts'
import { openQueueDoor, type QueueDoor } from '../../store/queue-door.ts'
import { startWorkers } from '../../workers/workers.ts'
import { until } from '../helpers/until.ts'
import { openBench, type Bench } from './bench.ts'
import { NOW } from './county.ts'

let bench: Bench
let app: App
let door: QueueDoor
let workers: { close(): Promise<void> }
beforeAll(async () => {
  bench = await openBench()
  const { db, county, deps } = bench
  const queue = { postgres: db.url }
  door = openQueueDoor(queue, () => undefined)
  workers = await startWorkers({
    ...{ pool: db.pool, queue, clock: () => NOW, sweepInterval: null, log: pino({ level: 'silent' }) },
    county: { current: () => county, refresh: async () => undefined },
  })
  const settle = (id: number, how: 'sent' | 'again' | 'drop', by: { login: string; staff: string | null }) =>
    settleReply(db.pool, id, how, by, NOW)
  app = createConsole({ ...deps, queue: door, settle })
})
afterAll(async () => {
  await app.close()
  await workers.close()
  await door.close()
  await bench.close()
})

async function ask(method: 'GET' | 'POST', url: string, payload?: object) {
  const headers = { 'x-requested-with': 'xunqun', cookie: await bench.cookieOf('admin') }
  const answer = await app.inject({ method, url, headers, ...(payload && { payload }) })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const rows = async (sql: string) => (await bench.db.pool.query(sql)).rows
const GROUP = '/api/groups/g-lengshui'
const COPIED = '刘女士:\n八组的路灯坏了半个月了，晚上看不见路，请派人来修'

it('what is pasted becomes a case, its receipt is copied out, and the history is right', async () => {
  const { pool } = bench.db
  await ask('POST', '/api/hushed', { kind: 'group', id: 'g-lengshui', mode: 'manual', reason: '号被封了' })
  const { items } = await ask('POST', `${GROUP}/read`, { text: COPIED })
  expect(items).toMatchObject([{ name: '刘女士', at: NOW, known: false }])
  const lines = items.map(({ name, text, at }: Record<string, unknown>) => ({ name, text, at }))
  expect(await ask('POST', `${GROUP}/paste`, { items: lines })).toEqual({ taken: 1, known: 0 })

  await until(async () => (await rows('select from messages')).length === 1)
  expect(await rows('select account, member, member_name, state from messages order by seq')).toEqual([
    { account: 'manual', member: 'wx-liu', member_name: '刘女士', state: 'case' },
  ])

  const waiting = (await ask('GET', '/api/outbox?byHand=true')).items
  expect(waiting).toMatchObject([
    { kind: 'receipt', mentioned: ['刘女士'], why: 'people', until: null },
    { kind: 'notice', mentioned: [], why: 'people', until: expect.any(Number) as number },
  ])
  await ask('POST', `/api/outbox/${waiting[0].ref}/settle`, { how: 'sent' })
  await ask('POST', `/api/outbox/${waiting[1].ref}/settle`, { how: 'drop' })
  expect((await ask('GET', '/api/outbox?byHand=true')).items).toEqual([])
  expect(await rows('select status, sent_at from outbox order by id')).toEqual([
    { status: 'sent', sent_at: new Date(NOW) },
    { status: 'dropped', sent_at: null },
  ])

  const page = await ask('GET', `/api/cases/${waiting[0].code}`)
  expect(page.messages).toMatchObject([{ from: '刘女士', text: items[0].text }])
  expect(page.events[0]).toMatchObject({ type: 'opened' })
  const audit = await pool.query(
    `select action, detail from audit where action in ('manual', 'paste', 'settle') order by id`,
  )
  expect(audit.rows).toEqual([
    { action: 'manual', detail: 'group g-lengshui 号被封了' },
    { action: 'paste', detail: 'group g-lengshui 1' },
    { action: 'settle', detail: 'sent' },
    { action: 'settle', detail: 'drop' },
  ])
})

it('what is pasted again, or was heard by a bot, is taken once', async () => {
  const { items } = await ask('POST', `${GROUP}/read`, { text: COPIED, at: NOW - 3_600_000 })
  expect(items.map((line: { known: boolean }) => line.known)).toEqual([true])
  const lines = items.map(({ name, text, at }: Record<string, unknown>) => ({ name, text, at }))
  expect(await ask('POST', `${GROUP}/paste`, { items: lines })).toEqual({ taken: 0, known: 1 })
  // Twice at once, before any of it is filed.
  const fresh = [{ name: '陶大爷', text: '桥头的井盖没了', at: NOW }]
  await Promise.all([fresh, fresh].map((same) => ask('POST', `${GROUP}/paste`, { items: same })))
  await until(async () => {
    const { waiting, active } = await door.counts()
    return waiting + active === 0
  })
  const [found, ...more] = await rows(`select member, member_name from messages where text like '%井盖%'`)
  // Nobody of this name is in the group.
  expect(found).toEqual({ member: expect.stringMatching(/^manual:/) as string, member_name: '陶大爷' })
  expect(more).toEqual([])
})

it('a word to the bot by its name is one', async () => {
  await ask('POST', `${GROUP}/paste`, { items: [{ name: '刘女士', text: '@巡群 我的诉求', at: NOW }] })
  await until(async () => (await rows(`select from messages where state = 'command'`)).length === 1)
})
