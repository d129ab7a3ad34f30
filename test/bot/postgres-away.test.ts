import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startPostgres } from '../../embedded/postgres.ts'
import { openPool } from '../../store/db.ts'
import { migrate } from '../../store/migrate.ts'
import { freePort } from '../../config/ports.ts'
import { until } from '../helpers/until.ts'
import { openStack } from './stack.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

test('while PostgreSQL is away the bot hears and is silent; what it has to write down is written later', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'xunqun-away-'))
  closers.push(() => rm(dataDir, { recursive: true, force: true }))
  const port = await freePort()
  const open = () => startPostgres({ dataDir, port, log: () => undefined })
  let server = await open()
  closers.push(() => server.stop())
  const pool = openPool(server.url, () => undefined)
  closers.push(() => pool.end())
  await migrate(pool, 'migrations')
  const stack = await openStack()
  closers.push(() => stack.close())
  const bot = await stack.start({ pool, databaseUrl: server.url })
  await until(() => bot.account())
  const rows = async (sql: string) => (await pool.query(sql)).rows as Record<string, unknown>[]
  const state = async () => (await rows('select state from accounts'))[0]?.state
  await until(async () => (await state()) === 'online')

  await server.stop()
  await until(() => bot.account() === null)
  await stack.gateway.restart()
  stack.gateway.emitRaw('gone', null)
  await stack.gateway.say({ at: Date.now(), group: 'g-1', from: 'wx-liu', text: '还在听' })
  await until(() => stack.lines.some((line) => line.includes('the gateway is lost')))
  await until(async () => {
    await stack.gateway.say({ at: Date.now(), group: 'g-1', from: 'wx-liu', text: '又听见了' })
    return stack.heard.some((heard) => heard.text === '又听见了')
  })
  stack.gateway.emitRaw('gone too', null)

  server = await open()
  await until(() => bot.account() === 'wx-bot')
  await until(async () => (await rows('select from blind_windows where to_at is not null')).length === 1)
  await until(async () => (await rows(`select from dead_letters where message = 'gone too'`)).length === 1)
  expect(await state()).toBe('online')
})
