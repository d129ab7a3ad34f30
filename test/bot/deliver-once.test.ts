import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Post, SendResult } from '../../bot/ports.ts'
import { inTransaction, type Pool } from '../../store/db.ts'
import { insertReplies, settle } from '../../store/outbox.ts'
import { claim, lockHead } from '../../store/sending.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'
import { ACCOUNT, delivery, fakeSink, NOON, outboxRows, play, rendered, reply } from './delivery.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => void ({ pool } = database = await freshDatabase()))
afterAll(() => database.drop())
beforeEach(() => pool.query('truncate outbox restart identity'))
const put = (...replies: ReturnType<typeof reply>[]) => insertReplies(pool, replies, NOON)
const statuses = async () => (await outboxRows(pool)).map((r) => r.status)
const timedOut = (_post: Post, text: string): SendResult => ({ status: 'unknown', reason: 'time-out', text })
const echo = (text: string, more = {}) => ({
  account: ACCOUNT,
  id: `echo of ${text} ${Math.random()}`,
  at: NOON,
  group: 'g',
  direct: null,
  text,
  ...more,
})

/** A pool that fails those statements which begin as told, before or `after` PostgreSQL has done them. */
function failing(begin: RegExp, after = false) {
  const state = { broken: true, failures: 0, code: '08006' }
  const guard = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name)
        if (name === 'connect') return async () => guard(await pool.connect())
        if (typeof value !== 'function') return value
        if (name !== 'query') return value.bind(of)
        return async (sql: string, ...rest: unknown[]) => {
          const fails = state.broken && begin.test(sql)
          if (fails) state.failures++
          const result = fails && !after ? null : await value.call(of, sql, ...rest)
          if (fails) throw Object.assign(new Error('connection lost'), { code: state.code })
          return result
        }
      },
    })
  return { pool: guard(pool), state }
}

describe('what may have left', () => {
  it('is never sent again by itself after a time-out', async () => {
    const sink = fakeSink()
    sink.answer = timedOut
    await put(reply())
    await play(delivery(pool, sink).step, NOON)
    await play(delivery(pool, sink).step, NOON + 86_400_000)
    expect(sink.posts).toHaveLength(1)
    expect(await outboxRows(pool)).toMatchObject([{ status: 'unknown', error: 'time-out', sent_at: null }])
  })

  it('is unknown when the sink throws', async () => {
    const sink = fakeSink()
    sink.answer = () => Promise.reject(new Error('broken pipe'))
    await put(reply(), reply())
    await play(delivery(pool, sink).step, NOON)
    expect(sink.posts).toHaveLength(2)
    expect(await statuses()).toEqual(['unknown', 'unknown'])
  })

  it('is unknown after a crash between claim and mark, for this account alone', async () => {
    await put(reply(), reply({ account: 'bot-2' }), reply())
    for (const account of [ACCOUNT, 'bot-2'])
      await inTransaction(pool, async (tx) => {
        const head = await lockHead(tx, { account, now: NOON, maxRank: 2 })
        const id =
          account === ACCOUNT
            ? '11111111-1111-4111-8111-111111111111'
            : '22222222-2222-4222-8222-222222222222'
        await claim(tx, [head!], { id, text: head!.text, mentions: [], now: NOON })
      })
    const sink = fakeSink()
    await play(delivery(pool, sink).step, NOON)
    expect(sink.posts).toHaveLength(1)
    expect(await statuses()).toEqual(['unknown', 'sending', 'sent'])
  })

  it('is what a person says it is', async () => {
    const sink = fakeSink()
    sink.answer = timedOut
    await put(reply({ kind: 'receipt' }), reply({ kind: 'receipt' }), reply())
    const { step } = delivery(pool, sink)
    await play(step, NOON)
    expect(await settle(pool, 3, 'sent', NOON)).toBe(true)
    expect(await settle(pool, 3, 'again', NOON)).toBe(false)
    expect(await settle(pool, 2, 'again', NOON)).toBe(true)
    expect(await statuses()).toEqual(['pending', 'pending', 'sent'])
    sink.answer = (_post, text) => ({ status: 'sent', id: 'n', text })
    await play(step, NOON)
    expect(sink.texts()).toHaveLength(3)
    expect(sink.texts()[2]).toBe(sink.texts()[0])
    expect(await statuses()).toEqual(['sent', 'sent', 'sent'])
  })
})

describe('an echo', () => {
  async function unknowns(...texts: string[]) {
    const sink = fakeSink()
    sink.answer = timedOut
    await put(...texts.map((text) => reply({ text, mentions: ['m1'] })))
    const it = delivery(pool, sink)
    await play(it.step, NOON)
    expect(new Set(await statuses())).toEqual(new Set(['unknown']))
    return it
  }

  it('settles a message by its rendered text, however the platform changed its spaces', async () => {
    const { onEcho } = await unknowns('已受理')
    await onEcho(echo('@m1 已受理\n', { id: 'e1', at: NOON - 900 }))
    expect(await outboxRows(pool)).toMatchObject([{ status: 'sent', native_id: 'e1', error: null }])
  })

  it('settles one of two with the same text, and none twice', async () => {
    const { onEcho } = await unknowns('已受理', '已受理')
    const heard = echo('@m1\u2005已受理')
    await onEcho(heard)
    await onEcho(heard)
    expect((await statuses()).sort()).toEqual(['sent', 'unknown'])
    await onEcho(echo('@m1\u2005已受理'))
    expect(await statuses()).toEqual(['sent', 'sent'])
  })

  it.each([
    ['of another account', { account: 'bot-2' }],
    ['in another group', { group: 'h' }],
    ['in private', { group: null, direct: 'g' }],
    ['from before', { at: NOON - 60_000 }],
    ['of another text', { text: '@m1\u2005已受理了' }],
  ])('%s settles nothing', async (_name, more) => {
    const { onEcho } = await unknowns('已受理')
    await onEcho(echo('@m1\u2005已受理', more))
    expect(await statuses()).toEqual(['unknown'])
  })

  it('that comes before the answer keeps the message sent', async () => {
    const sink = fakeSink()
    const it = delivery(pool, sink)
    sink.answer = async (post, text) => {
      await it.onEcho(echo(rendered(post), { id: 'early' }))
      return timedOut(post, text)
    }
    await put(reply({ kind: 'receipt', mentions: ['m1'] }), reply({ kind: 'receipt', mentions: ['m2'] }))
    await play(it.step, NOON)
    expect(await outboxRows(pool)).toMatchObject([
      { status: 'sent', native_id: 'early' },
      { status: 'sent', native_id: 'early' },
    ])
  })

  it('of a message that left without an id does not settle an older one with the same text', async () => {
    const { step, onEcho } = await unknowns('已受理')
    await put(reply({ text: '已受理', mentions: ['m1'] }))
    const later = NOON + 20_000
    const sink = fakeSink()
    await play(delivery(pool, sink).step, later)
    await onEcho(echo('@m1\u2005已受理', { at: later }))
    expect(await statuses()).toEqual(['unknown', 'sent'])
    expect(await step(later)).toBeNull()
  })

  it('is kept while PostgreSQL is away', async () => {
    const { pool: shaky, state } = failing(/^begin/)
    await unknowns('已受理')
    const it = delivery(shaky, fakeSink())
    await it.onEcho(echo('@m1\u2005已受理'))
    expect(await statuses()).toEqual(['unknown'])
    state.broken = false
    await it.step(NOON)
    expect(await statuses()).toEqual(['sent'])
  })
})

describe('when PostgreSQL fails', () => {
  it('between send and mark, the mark is made up for before anything else is claimed', async () => {
    const { pool: shaky, state } = failing(/^update outbox set status = 'sent'/)
    const sink = fakeSink()
    const { step } = delivery(shaky, sink)
    await put(reply(), reply())
    await expect(step(NOON)).rejects.toThrow('connection lost')
    await expect(step(NOON)).rejects.toThrow('connection lost')
    expect(await statuses()).toEqual(['sending', 'pending'])
    expect(sink.posts).toHaveLength(1)
    state.broken = false
    await play(step, NOON)
    expect(await statuses()).toEqual(['sent', 'sent'])
    expect(sink.posts).toHaveLength(2)
  })

  it.each([
    ['before', false],
    ['after', true],
  ])('%s the claim is committed, the row is released and sent once', async (_name, after) => {
    const sink = fakeSink()
    const { pool: shaky, state } = failing(/^commit/, after)
    const { step } = delivery(shaky, sink)
    await put(reply())
    await expect(step(NOON)).rejects.toThrow('connection lost')
    expect(await statuses()).toEqual([after ? 'sending' : 'pending'])
    state.broken = false
    await play(step, NOON)
    expect(sink.posts).toHaveLength(1)
    expect(await outboxRows(pool)).toMatchObject([{ status: 'sent', attempts: 1 }])
  })
})

describe('what PostgreSQL will never take', () => {
  it('is logged and unknown, and holds up nothing', async () => {
    const sink = fakeSink()
    let sent = 0
    sink.answer = (_post, text) => ({ status: 'sent', id: ++sent === 1 ? 'a\0b' : 'n', text })
    const logged: string[] = []
    const log = pino({ level: 'error' }, { write: (line) => void logged.push(line) })
    await put(reply(), reply())
    await play(delivery(pool, sink, { log }).step, NOON)
    expect(await outboxRows(pool)).toMatchObject([
      { status: 'unknown', error: expect.stringMatching(/^not written: invalid byte/) },
      { status: 'sent', native_id: 'n' },
    ])
    expect(logged).toHaveLength(1)
  })

  it('nor its being unknown, waits as sending for the next start', async () => {
    const { pool: shaky, state } = failing(
      /^update outbox set status = '(sent', native_id|unknown', error = \$2)/,
    )
    state.code = '22021'
    const sink = fakeSink()
    await put(reply(), reply())
    await play(delivery(shaky, sink).step, NOON)
    expect(sink.posts).toHaveLength(2)
    expect(await statuses()).toEqual(['sending', 'sending'])
    await play(delivery(pool, fakeSink()).step, NOON)
    expect(await statuses()).toEqual(['unknown', 'unknown'])
  })

  it('of an echo is dropped', async () => {
    const it = delivery(pool, fakeSink())
    await it.onEcho(echo('text', { id: 'a\0b' }))
    await put(reply())
    await play(it.step, NOON)
    expect(await statuses()).toEqual(['sent'])
  })
})

describe('the loop', () => {
  it('sends upon a wake-up, survives failures and ends with the send that is running', async () => {
    const { pool: shaky, state } = failing(/./)
    const sink = fakeSink()
    let release = () => {}
    sink.answer = async (_post, text) => {
      await new Promise<void>((resolve) => (release = resolve))
      return { status: 'sent', id: null, text }
    }
    const it = delivery(shaky, sink, { clock: () => NOON, log: pino({ level: 'silent' }) })
    const ended = it.run()
    await until(() => state.failures > 1)
    state.broken = false
    await put(reply(), reply())
    it.wake()
    await until(() => sink.posts.length === 1)
    const closed = it.close()
    release()
    await closed
    await ended
    expect(await statuses()).toEqual(['sent', 'pending'])
  })
})

describe('two deliveries of one account', () => {
  it('never send a row twice', async () => {
    const sink = fakeSink()
    const lanes = [delivery(pool, sink), delivery(pool, sink), delivery(pool, sink)]
    await put(...Array.from({ length: 60 }, (_, i) => reply({ text: `t${i}`, group: `g${i % 7}` })))
    await Promise.all(lanes.map((lane) => play(lane.step, NOON)))
    await Promise.all(lanes.map((lane) => play(lane.step, NOON)))
    expect(sink.texts().sort()).toEqual(Array.from({ length: 60 }, (_, i) => `t${i}`).sort())
    expect(new Set(await statuses())).toEqual(new Set(['sent']))
  })

  it('and one delivery that is asked at once sends one at a time', async () => {
    const sink = fakeSink()
    const { step } = delivery(pool, sink)
    await put(...Array.from({ length: 8 }, () => reply()))
    await Promise.all(Array.from({ length: 8 }, () => step(NOON)))
    expect(sink.posts).toHaveLength(8)
    expect(sink.mostAtOnce).toBe(1)
  })
})
