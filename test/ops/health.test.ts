import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { saveAccount, touchAccount, type AccountState } from '../../store/accounts.ts'
import { openConsumer, openProducer } from '../../store/queue.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { heard } from '../helpers/heard.ts'
import { freePort } from '../../config/ports.ts'
import { until } from '../helpers/until.ts'

const MINUTE = 60_000
let database: TestDatabase

beforeAll(async () => (database = await freshDatabase()))
afterAll(() => database.drop())
beforeEach(() => database.pool.query('truncate accounts, cases cascade'))

describe('bot', () => {
  const account = async (id: string, state: AccountState, seenAgo: number | null) => {
    await saveAccount(database.pool, id, { state, name: null, qrcode: null, error: null }, Date.now())
    if (seenAgo !== null) await touchAccount(database.pool, id, Date.now() - seenAgo)
  }

  test('an account that is online and was seen just now is well', async () => {
    await account('wx-bot', 'online', 20_000)
    expect(await health('bot')).toEqual({ status: 0, said: '' })
  })

  test.each<[string, AccountState, number | null]>([
    ['was seen long ago', 'online', 5 * MINUTE],
    ['waits for a scan', 'scan', 20_000],
    ['has lost its gateway', 'error', 20_000],
    ['was never seen', 'connecting', null],
  ])('an account that %s is not', async (_, state, seenAgo) => {
    await account('wx-bot', state, seenAgo)
    const { status, said } = await health('bot')
    expect(status).toBe(1)
    expect(said).toContain(`No account listens: wx-bot is ${state}`)
  })

  test('no account at all is told', async () => {
    expect(await health('bot')).toEqual({ status: 1, said: 'No account listens: none has ever logged in\n' })
  })

  test('a PostgreSQL that is away is told in one line', async () => {
    const { status, said } = await health('bot', `postgres://x:secret@127.0.0.1:${await freePort()}/x`)
    expect(status).toBe(1)
    expect(said).toMatch(/^Cannot use PostgreSQL: nothing listens on 127\.0\.0\.1:\d+: [^\n]*DATABASE_URL\n$/)
  })
})

describe('workers', () => {
  const caseDue = (at: number) =>
    database.pool.query(
      `insert into cases (id, code, category, kind, urgency, confidential, area, status, text, account, opened_at, due_at,
         assigned_at, supervised, overdue, returned, taken, about, wake_at, version)
       values (gen_random_uuid(), 'K7M2', 'other', 'problem', 'normal', false, '1', 'open', '', 'wx-bot', $1, $1, $1,
         false, false, false, '{}', '{}', $1, 1)`,
      [new Date(at)],
    )

  test('nothing due and nothing waiting is well', async () => {
    await caseDue(Date.now() + MINUTE)
    expect(await health('workers')).toEqual({ status: 0, said: '' })
  })

  test('a deadline that nobody looked after is told', async () => {
    await caseDue(Date.now() - 10 * MINUTE)
    const { status, said } = await health('workers')
    expect(status).toBe(1)
    expect(said).toContain('Deadlines are not looked after')
  })

  test('batches that nobody takes are told, until somebody does', async () => {
    const url = { postgres: database.url }
    const producer = await openProducer(url, () => undefined)
    await producer.add('h1', [heard()])
    await producer.close()
    expect(await health('workers')).toEqual({
      status: 1,
      said: '1 batches wait in the queue and nobody takes them\n',
    })

    const handle = vi.fn(async () => undefined)
    const handlers = { handle, onFailed: async () => undefined, onError: () => undefined }
    const consumer = await openConsumer(url, handlers, { concurrency: 1 })
    await until(() => handle.mock.calls.length, { what: 'the batch is taken' })
    await consumer.close()
    expect(await health('workers')).toEqual({ status: 0, said: '' })
  })
})

test('any other role is refused', async () => {
  expect(await health('console')).toEqual({ status: 2, said: 'Usage: health bot|workers\n' })
})

async function health(role: string, databaseUrl = database.url) {
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl }
  const child = spawn(process.execPath, ['--import', 'tsx', 'commands/health.ts', role], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const [status] = (await once(child, 'close')) as [number]
  return { status, said }
}
