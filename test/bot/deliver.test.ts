import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SendResult } from '../../bot/ports.ts'
import { DEFAULT_SETTINGS } from '../../cases/world.ts'
import { insertReplies } from '../../store/outbox.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { ACCOUNT, at, delivery, fakeSink, makeCase, NOON, outboxRows, play, reply } from './delivery.ts'

let database: TestDatabase
beforeAll(async () => void (database = await freshDatabase()))
afterAll(() => database.drop())
beforeEach(() => database.pool.query('truncate outbox, members, messages restart identity cascade'))
const overBudget = async (now: number) =>
  (await outboxRows(database.pool)).filter((r) => r.held_by === 'budget' && +r.held_until > now).length
const put = (...replies: ReturnType<typeof reply>[]) => insertReplies(database.pool, replies, NOON)

describe('whose turn it is', () => {
  it('is that of urgent rows, then prompt ones, then the rest, each in the order of their planning', async () => {
    await put(
      reply({ text: 'rest' }),
      reply({ text: 'earlier', notBefore: NOON - 1 }),
      reply({ text: 'prompt', prompt: true }),
      reply({ text: 'urgent', urgent: true }),
      reply({ text: 'last' }),
      reply({ text: 'of another account', account: 'bot-2' }),
    )
    const sink = fakeSink()
    await play(delivery(database.pool, sink).step, NOON)
    expect(sink.texts()).toEqual(['urgent', 'prompt', 'earlier', 'rest', 'last'])
  })

  it('keeps the order within one case and conversation, also over a refusal', async () => {
    const [id, other] = [await makeCase(database.pool), await makeCase(database.pool)]
    await put(
      reply({ text: 'first', case: id }),
      reply({ text: 'second', case: id, prompt: true }),
      reply({ text: 'another case', case: other }),
      reply({ text: 'another conversation', case: id, direct: 'm' }),
    )
    const sink = fakeSink()
    sink.answer = (post, text) =>
      post.lines[0]?.text === 'first' && sink.posts.length < 4
        ? { status: 'refused', reason: 'too fast', retryAfter: 1000 }
        : { status: 'sent', id: null, text }
    const times = await play(delivery(database.pool, sink).step, NOON)
    expect(sink.texts()).toEqual(['first', 'another case', 'another conversation', 'first', 'second'])
    expect(times).toContain(NOON + 1000)
  })

  it('names whom it mentions as the member list, else as the last message does', async () => {
    await database.pool.query(`insert into members values ('m1', '刘女士')`)
    await database.pool.query(
      `insert into messages (account, id, group_id, member, member_name, at, type, text, state, received_at)
       values ('a', '1', 'g', 'm2', 'old', now() - interval '1 hour', 'text', '', 'ignored', now()),
         ('a', '2', 'g', 'm2', '周', now(), 'text', '', 'ignored', now())`,
    )
    await put(reply({ mentions: ['m2', 'm1', 'm3'] }))
    const sink = fakeSink()
    await play(delivery(database.pool, sink).step, NOON)
    expect(sink.posts[0]?.lines[0]?.mentions).toEqual([
      { id: 'm2', name: '周' },
      { id: 'm1', name: '刘女士' },
      { id: 'm3', name: 'm3' },
    ])
  })
})

describe('a burst of receipts', () => {
  it('of one group leaves as few posts, mentions everybody and is marked whole', async () => {
    const receipts = Array.from({ length: 20 }, (_, i) =>
      reply({ kind: 'receipt', text: `收到第${i}件`, mentions: [`m${i}`], notBefore: NOON + i * 2000 }),
    )
    await put(...receipts, reply({ kind: 'receipt', group: 'h', text: 'elsewhere' }))
    const sink = fakeSink()
    let sent = 0
    sink.answer = (_post, text) => ({ status: 'sent', id: `native-${++sent}`, text })
    await play(delivery(database.pool, sink).step, NOON)
    const posts = sink.posts.filter((p) => p.group === 'g')
    expect(posts.length).toBeLessThanOrEqual(2)
    expect(posts.flatMap((p) => p.lines.map((l) => l.text))).toEqual(receipts.map((r) => r.text))
    expect(posts.flatMap((p) => p.lines.flatMap((l) => l.mentions.map((m) => m.id)))).toEqual(
      receipts.flatMap((r) => r.mentions),
    )
    const rows = (await outboxRows(database.pool)).filter((r) => r.group_id === 'g')
    expect(new Set(rows.map((r) => `${r.status} ${+r.sent_at}`))).toEqual(new Set([`sent ${NOON}`]))
    expect(new Set(rows.map((r) => `${r.post} ${r.native_id} ${r.posted_text}`)).size).toBe(posts.length)
  })
})

describe('quiet hours', () => {
  const late = at('2026-03-02T22:00:00')
  const morning = at('2026-03-03T07:00:00')

  it('hold all but urgent and prompt rows until they end', async () => {
    await put(
      reply({ text: 'group' }),
      reply({ text: 'private', direct: 'm' }),
      reply({ text: 'urgent', urgent: true }),
      reply({ text: 'prompt', prompt: true, direct: 'm' }),
      reply({ text: 'prompt later', prompt: true, notBefore: late + 5000 }),
    )
    const sink = fakeSink()
    const times = await play(delivery(database.pool, sink).step, late, morning - 1)
    expect(sink.texts()).toEqual(['urgent', 'prompt', 'prompt later'])
    expect(times.at(-1)).toBe(late + 5000)
    expect(await delivery(database.pool, sink).step(late + 6000)).toBe(morning)
    await play(delivery(database.pool, sink).step, morning)
    expect(sink.texts().slice(3)).toEqual(['group', 'private'])
  })

  it('do not hold a prompt answer because its receipt waits, nor send the receipt along', async () => {
    const id = await makeCase(database.pool)
    await put(
      reply({ kind: 'receipt', text: 'receipt', case: id }),
      reply({ text: 'answer', case: id, prompt: true }),
    )
    const sink = fakeSink()
    await play(delivery(database.pool, sink).step, late, morning - 1)
    expect(sink.texts()).toEqual(['answer'])
  })

  it('begin at their minute and follow settings that change', async () => {
    let quiet: [string, string] = ['22:00', '07:00']
    const sink = fakeSink()
    const { step } = delivery(database.pool, sink, { settings: () => ({ ...DEFAULT_SETTINGS, quiet }) })
    await put(reply({ text: 'in time' }))
    await play(step, late - 1, late - 1)
    await put(reply({ text: 'too late' }))
    await play(step, late, late)
    expect(sink.texts()).toEqual(['in time'])
    quiet = ['00:00', '00:00']
    await play(step, late, late)
    expect(sink.texts()).toEqual(['in time', 'too late'])
  })
})

describe('the daily budget of a group', () => {
  const policy = { pause: 0, jitter: 0, budget: 2 }
  const evening = at('2026-03-02T21:00:00')
  const morning = at('2026-03-03T07:00:00')

  it('counts posts and puts the rest off until morning, but for urgent ones', async () => {
    await put(
      ...['r1', 'r2', 'r3'].map((text) => reply({ kind: 'receipt', text })),
      ...['a', 'b', 'c', 'd'].map((text) => reply({ text })),
      reply({ text: 'urgent', urgent: true }),
      reply({ text: 'other group', group: 'h' }),
      reply({ text: 'private', direct: 'm' }),
    )
    const sink = fakeSink()
    const { step } = delivery(database.pool, sink, { policy })
    await play(step, evening, morning - 1)
    expect(sink.texts()).toEqual(['urgent', 'r1\nr2\nr3', 'a', 'other group', 'private'])
    expect(await overBudget(evening)).toBe(3)
    expect(await step(evening)).toBe(morning)
    // A prompt answer in the same group finds the budget spent as well.
    await put(reply({ text: 'prompt', prompt: true }))
    expect(await step(evening)).toBe(morning)
    await play(step, morning, morning)
    expect(sink.texts().slice(5)).toEqual(['prompt', 'b'])
    expect(await overBudget(morning)).toBe(2)
  })

  it('begins anew at local midnight', async () => {
    const quiet: [string, string] = ['00:00', '00:00']
    const sink = fakeSink()
    const { step } = delivery(database.pool, sink, {
      policy,
      settings: () => ({ ...DEFAULT_SETTINGS, quiet }),
    })
    await put(...['a', 'b', 'c'].map((text) => reply({ text })))
    const before = at('2026-03-02T23:59:59.999')
    await play(step, before, before)
    expect(sink.texts()).toEqual(['a', 'b'])
    expect(await step(before)).toBe(before + 1)
    await play(step, before + 1)
    expect(sink.texts()).toEqual(['a', 'b', 'c'])
  })

  it('counts what may have left, but not what was refused', async () => {
    const results: SendResult[] = [
      { status: 'refused', reason: 'no', retryAfter: null },
      { status: 'unknown', reason: 'time-out', text: 'b' },
    ]
    const sink = fakeSink()
    sink.answer = (_post, text) => results.shift() ?? { status: 'sent', id: null, text }
    await put(...['a', 'b', 'c', 'd'].map((text) => reply({ text })))
    await play(delivery(database.pool, sink, { policy }).step, NOON, NOON)
    expect(sink.texts()).toEqual(['a', 'b', 'c'])
  })
})

describe('the lane', () => {
  it('sends the first at once, then pauses, longer after a login', async () => {
    const sink = fakeSink()
    const policy = { pause: 1000, jitter: 400, budget: 60 }
    const lane = delivery(database.pool, sink, { policy, random: () => 0.5 })
    await put(...Array.from({ length: 6 }, () => reply()))
    const times = await play(lane.step, NOON)
    const pauses = times.slice(1).map((t, i) => t - times[i]!)
    expect(pauses).toEqual([2400, 2400, 2400, 1200, 1200, 1200])
    lane.loggedIn()
    await put(reply(), reply())
    const later = NOON + 100_000
    expect(await play(lane.step, later)).toEqual([later, later + 2400, later + 4800])
  })

  it('claims nothing while nobody is logged in', async () => {
    const sink = fakeSink(null)
    const { step } = delivery(database.pool, sink)
    await put(reply())
    expect(await step(NOON)).toBeNull()
    expect((await outboxRows(database.pool))[0]).toMatchObject({ status: 'pending', attempts: 0 })
    sink.current = ACCOUNT
    await play(step, NOON)
    expect(sink.posts).toHaveLength(1)
  })

  it('tries a refused post again, later and later, and gives up in the end', async () => {
    const sink = fakeSink()
    sink.answer = () => ({ status: 'refused', reason: 'too fast', retryAfter: 1000 })
    await put(reply({ kind: 'receipt' }), reply({ kind: 'receipt' }))
    const times = await play(delivery(database.pool, sink).step, NOON)
    expect([...new Set(times)]).toEqual([0, 1000, 3000, 7000, 15_000].map((ms) => NOON + ms))
    expect(sink.posts).toHaveLength(5)
    for (const row of await outboxRows(database.pool))
      expect(row).toMatchObject({ status: 'refused', attempts: 5, error: 'too fast', post: null })
  })
})
