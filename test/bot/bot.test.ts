import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Bot } from '../../bot/bot.ts'
import type { Line, Post } from '../../bot/ports.ts'
import { until } from '../helpers/until.ts'
import { openLine } from './line.ts'
import { openStack, type Stack } from './stack.ts'

let stack: Stack
beforeEach(async () => {
  stack = await openStack()
})
afterEach(() => stack.close())

const online = (bot: Bot) => until(() => bot.account() === 'wx-bot', { what: 'the bot can speak' })
const say = (text: string, id?: string) =>
  stack.gateway.say({ at: Date.now(), group: 'g-1', from: 'wx-liu', text, ...(id ? { id } : {}) })
const query = async (sql: string) => (await stack.database.pool.query(sql)).rows as Record<string, unknown>[]
const account = async () => (await query(`select * from accounts where id = 'wx-bot'`))[0]
const windows = () => query('select from_at, to_at, reason from blind_windows order by id')
const post = (to: Partial<Post> = {}, mentions: Line['mentions'] = []): Post => ({
  group: 'g-1',
  direct: null,
  lines: [{ mentions, text: '收到' }],
  ...to,
})

describe('hearing', () => {
  test('what is said reaches the queue, in order, with names', async () => {
    await online(await stack.start())
    const texts = Array.from({ length: 200 }, (_, i) => `第${i}条`)
    for (const text of texts) await say(text)
    await until(() => stack.heard.length === 200)
    expect(stack.heard.map((h) => h.text)).toEqual(texts)
    expect(stack.heard[0]).toMatchObject({
      account: 'wx-bot',
      group: 'g-1',
      from: 'wx-liu',
      fromName: '刘女士',
    })
  })

  test('order is kept when one message is slow to fetch', async () => {
    await online(await stack.start())
    stack.gateway.emitRaw('late', null)
    await say('先')
    stack.gateway.emitRaw('late-too', {
      id: 'late-too',
      type: 7,
      timestamp: Date.now(),
      talkerId: 'wx-liu',
      roomId: 'g-1',
      text: '后',
    })
    await until(() => stack.heard.length === 2, { within: 15_000 })
    expect(stack.heard.map((h) => h.text)).toEqual(['先', '后'])
  })

  test('the mention of the bot is understood and taken out of the text', async () => {
    await online(await stack.start())
    await stack.gateway.say({
      at: Date.now(),
      group: 'g-1',
      from: 'wx-liu',
      text: '@bot 我要反映',
      mentions: ['bot'],
    })
    await until(() => stack.heard.length)
    expect(stack.heard[0]).toMatchObject({ text: '我要反映', mentionsBot: true, mentions: [] })
  })

  test('the bot’s own words are echoes and reach no queue', async () => {
    const bot = await stack.start()
    await online(bot)
    const result = await stack.sink.send(post({}, [{ id: 'wx-liu', name: '刘女士' }]))
    await until(() => stack.echoes.length)
    expect(stack.echoes[0]).toMatchObject({
      account: 'wx-bot',
      group: 'g-1',
      direct: null,
      text: '@刘女士\u2005收到',
    })
    expect(result).toEqual({ status: 'sent', id: stack.echoes[0]?.id, text: '@刘女士\u2005收到' })
    await bot.flush()
    expect(stack.heard).toEqual([])
  })

  test('what cannot be read becomes a dead letter and stops nothing', async () => {
    await online(await stack.start())
    stack.gateway.emitRaw('gone', null)
    stack.gateway.emitRaw('odd', {
      id: 'odd',
      type: 7,
      timestamp: 1,
      talkerId: '',
      roomId: '',
      text: 'a\0b\ud800',
    })
    stack.gateway.emitRaw('weird', {
      id: 'weird',
      type: 'x',
      timestamp: 'y',
      talkerId: 'wx-liu',
      roomId: 'g-1',
      text: {},
    })
    await say('还在听')
    await until(() => stack.heard.some((h) => h.text === '还在听'), { within: 15_000 })
    const letters = await until(async () => {
      const rows = await query(`select account, message, stage, reason from dead_letters order by message`)
      return rows.length >= 2 && rows
    })
    expect(letters).toContainEqual({
      ...{ account: 'wx-bot', message: 'gone', stage: 'hear' },
      reason: expect.stringContaining('cannot be fetched') as string,
    })
    expect(letters).toContainEqual(
      expect.objectContaining({ message: 'odd', reason: expect.stringContaining('neither') as string }),
    )
  })

  test('nothing is lost while the queue is away, nor when the bot ends meanwhile', async () => {
    const first = await stack.start()
    await online(first)
    stack.queue.away = true
    await say('一')
    await say('二')
    await until(() => stack.lines.some((line) => line.includes('it waits in the spool')))
    await first.close()
    stack.queue.away = false
    await online(await stack.start())
    await say('三')
    await until(() => stack.heard.length === 3)
    expect(stack.heard.map((h) => h.text)).toEqual(['一', '二', '三'])
  })
})

describe('speaking', () => {
  test('a private post mentions nobody in its text', async () => {
    await online(await stack.start())
    await stack.sink.send(post({ group: null, direct: 'wx-liu' }, [{ id: 'wx-liu', name: '刘女士' }]))
    expect(stack.gateway.sent).toMatchObject([{ direct: 'wx-liu', text: '收到' }])
  })

  test('no answer is unknown, no id is sent, an error is unknown, a gateway that is down refuses', async () => {
    await online(await stack.start())
    stack.gateway.fault.send = 'hang'
    expect(await stack.sink.send(post())).toMatchObject({ status: 'unknown', text: '收到' })
    stack.gateway.fault.send = 'no-id'
    expect(await stack.sink.send(post())).toEqual({ status: 'sent', id: null, text: '收到' })
    stack.gateway.fault.send = 'error'
    expect(await stack.sink.send(post())).toMatchObject({ status: 'unknown' })
    stack.gateway.fault.send = null
    await stack.gateway.stop()
    await until(() => stack.sink.account() === null)
    expect(await stack.sink.send(post())).toMatchObject({ status: 'refused', retryAfter: 5_000 })
    expect(stack.gateway.sent).toHaveLength(1)
  })
})

describe('the session', () => {
  test('a restarted gateway is joined again at once, and the time between is a blind window', async () => {
    const bot = await stack.start()
    await online(bot)
    await stack.gateway.stop()
    await until(async () => (await account())?.state === 'error')
    await until(async () => (await windows()).length === 1)
    await stack.gateway.restart()
    await online(bot)
    await say('又听见了')
    await until(() => stack.heard.some((h) => h.text === '又听见了'))
    const window = await until(async () => (await windows()).find(({ to_at }) => to_at))
    expect(window).toMatchObject({ reason: 'the gateway was lost' })
    expect(Number(window.to_at)).toBeGreaterThanOrEqual(Number(window.from_at))
    expect(await account()).toMatchObject({ state: 'online', name: '巡群', error: null })
  })

  test('many restarts lose nothing that is said while it listens', async () => {
    const bot = await stack.start()
    await online(bot)
    for (const round of [1, 2, 3, 4]) {
      await stack.gateway.restart()
      await until(() => stack.sink.account() === null)
      await online(bot)
      await say(`第${round}轮`)
      await until(() => stack.heard.length === round)
    }
    expect(process.listenerCount('exit')).toBeLessThan(20)
  })

  test('a gateway that falls silent on an open line counts as lost', async () => {
    const line = await openLine(stack.gateway.endpoint)
    const bot = await stack.start({ endpoint: line.endpoint })
    await online(bot)
    line.cut()
    await until(() => bot.account() === null, { what: 'silence is noticed' })
    line.mend()
    await online(bot)
    await line.close()
  })

  test('logout, scan and login are written down', async () => {
    const bot = await stack.start()
    await online(bot)
    await stack.gateway.logout()
    await until(async () => (await account())?.state === 'offline')
    expect(bot.account()).toBeNull()
    stack.gateway.scan('https://login.example/1')
    await until(async () => (await account())?.state === 'scan')
    expect(await account()).toMatchObject({ qrcode: 'https://login.example/1' })
    stack.gateway.login()
    await online(bot)
    await until(async () => (await account())?.state === 'online')
    expect(await account()).toMatchObject({ qrcode: null })
    expect(await windows()).toMatchObject([{ reason: 'logged out', to_at: expect.any(Date) as Date }])
  })

  test('the time in which the bot did not run is a blind window, stopped or killed', async () => {
    const first = await stack.start()
    await online(first)
    await until(async () => (await account())?.state === 'online')
    await first.close()
    expect(await windows()).toMatchObject([{ reason: 'the bot was stopped', to_at: null }])
    const second = await stack.start()
    await online(second)
    await until(async () => (await windows())[0]?.to_at)
    await second.close()
    // As a killed one leaves it.
    await query(`delete from blind_windows`)
    await query(`update accounts set state = 'online', last_event_at = now() - interval '1 minute'`)
    await online(await stack.start())
    await until(async () => (await windows()).length)
    const [window] = await windows()
    expect(window).toMatchObject({ reason: 'the bot was not running' })
    expect(Number(window!.to_at) - Number(window!.from_at)).toBeGreaterThan(59_000)
  })

  test('what is said while the bot is ending lies in the blind window', async () => {
    const bot = await stack.start()
    await online(bot)
    const closing = bot.close()
    const at = Date.now()
    await say('说晚了')
    await closing
    expect(stack.heard).toEqual([])
    const [window] = await windows()
    expect(Number(window!.from_at)).toBeLessThanOrEqual(at)
  })

  test('a second bot on the same gateway is refused and disturbs nothing', async () => {
    const bot = await stack.start()
    await online(bot)
    await expect(stack.start()).rejects.toThrow(/Another bot/)
    await say('还好')
    await until(() => stack.heard.length === 1)
    expect(await query('select id, state from accounts')).toEqual([{ id: 'wx-bot', state: 'online' }])
  })

  test('without its lock the bot is silent until it has it again', async () => {
    const bot = await stack.start()
    await online(bot)
    const end = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'xunqun-owner' and datname = current_database()`
    await query(end)
    await until(() => bot.account() === null)
    await say('照样听')
    await until(() => stack.heard.length === 1)
    await online(bot)
  })

  test.each([
    ['a wrong token', { token: 'insecure_wrong' }, /refuses the token.*WECHATY_PUPPET_SERVICE_TOKEN/],
    ['a wrong endpoint', { endpoint: '127.0.0.1:1' }, /No gateway answers at 127.0.0.1:1.*ENDPOINT/],
  ])('%s is one clear error, soon', async (_, wrong, message) => {
    const begun = performance.now()
    await expect(stack.start(wrong)).rejects.toThrow(message)
    expect(performance.now() - begun).toBeLessThan(4_000)
  })
})
