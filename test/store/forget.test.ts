import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Heard } from '../../cases/model.ts'
import { buryLetter } from '../../store/dead-letters.ts'
import { carryOutDecisions } from '../../store/deciding.ts'
import { forget } from '../../store/forget.ts'
import { lastGroups, quotedCases } from '../../store/messages.ts'
import { reviewFlag } from '../../store/review.ts'
import { triageBatch } from '../../workers/triage.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

const NOW = at('2026-03-02T09:00:00')
const DAY = 24 * 3_600_000
const LATER = NOW + 4 * DAY
const county = makeCounty()
let db: TestDatabase

beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  await db.pool.query(
    'truncate cases, messages, flags, outbox, dead_letters, case_events, case_reporters cascade',
  )
})

const file = (...batch: Heard[]) => triageBatch(db.pool, batch, county, NOW)
const rows = async (sql: string) => (await db.pool.query(sql)).rows
const run = (now = LATER, limit?: number) => forget(db.pool, now - 3 * DAY, now, limit)
const remembered = async () =>
  (await rows('select id from messages where not forgotten order by id')).map((r) => r.id as string)
const isForgotten = async (h: Heard) => !(await remembered()).includes(h.id)
const review = (h: Heard, verdict: 'open' | 'dismiss', now = NOW) =>
  reviewFlag(db.pool, county, { account: h.account, message: h.id }, { verdict }, 'jiang', now)

describe('messages', () => {
  it('lose all that says what was said, where and by whom', async () => {
    const talk = said('吃了没', { fromName: '安大姐' })
    await file(talk)
    const [before] = await rows('select * from messages')
    expect(await run()).toEqual({ messages: 1, flags: 0, letters: 0, replies: 0 })
    expect(await rows('select * from messages')).toEqual([
      { ...before, text: '', member: null, member_name: null, group_id: null, forgotten: true },
    ])
    expect(await run()).toMatchObject({ messages: 0 })
  })

  it('are kept for their time', async () => {
    await file(said('吃了没'))
    expect(await run(NOW + 3 * DAY)).toMatchObject({ messages: 0 })
    expect(await run(NOW + 3 * DAY + 1)).toMatchObject({ messages: 1 })
  })

  it('are known when they come again', async () => {
    const talk = said('吃了没')
    await file(talk)
    await run()
    await file(talk)
    expect(await rows('select text, forgotten from messages')).toEqual([{ text: '', forgotten: true }])
  })

  it('that a case holds stay as they are', async () => {
    const photo = said('lamp.jpg', { type: 'image', at: NOW - 60_000 })
    const need = said('二组桥边的路灯坏了好几天了，请派人来修')
    await file(photo, need)
    expect(await run()).toMatchObject({ messages: 0 })
    expect(await rows(`select text from messages where id = '${need.id}'`)).toEqual([{ text: need.text }])
  })

  it('go in batches, the oldest first', async () => {
    await file(said('吃了没'), said('吃了'), said('走了'))
    expect([await run(LATER, 2), await run(LATER, 2)]).toMatchObject([{ messages: 2 }, { messages: 1 }])
    expect(await remembered()).toEqual([])
  })

  it('that are forgotten belong to nobody any more', async () => {
    const talk = said('吃了没', { from: 'wx-stranger', group: 'g-zhuyuan' })
    const photo = said('lamp.jpg', { type: 'image' })
    await file(talk, photo)
    await run()
    const need = said('二组桥边的路灯坏了好几天了，请派人来修', { at: NOW + 60_000 })
    await triageBatch(db.pool, [need], county, LATER)
    const quoting = said('同问', { from: 'wx-bo', quote: { name: '', text: '吃了没' }, at: LATER })
    const direct = said('你好', { from: 'wx-stranger', group: null, at: LATER })
    expect(await quotedCases(db.pool, [quoting])).toEqual(new Map())
    expect(await lastGroups(db.pool, [direct])).toEqual(new Map())
    expect(await rows(`select count(*) as n from messages where case_id is not null`)).toEqual([{ n: 1 }])
  })
})

describe('flags', () => {
  it('that wait for a person keep their message, and the pictures sent before and after it', async () => {
    const photo = said('water.jpg', { type: 'image', at: NOW - 60_000 })
    const later = said('pipe.jpg', { type: 'image', at: NOW + 9 * 60_000 })
    const other = said('cat.jpg', { type: 'image', at: NOW - 60_000, from: 'wx-bo' })
    const flag = said('三组可能停水了')
    await file(photo, other, flag, later)
    expect(await run()).toMatchObject({ messages: 1, flags: 0 })
    expect(await isForgotten(other)).toBe(true)
    await review(flag, 'open', LATER)
    expect(await rows('select id from messages where case_id is not null order by at')).toEqual([
      { id: photo.id },
      { id: flag.id },
      { id: later.id },
    ])
  })

  it('that somebody has decided about keep their message until that is carried out', async () => {
    const flag = said('三组可能停水了')
    await file(flag)
    await db.pool.query(
      `update flags set decision = '{"verdict": "open", "login": "qu", "staff": "qu"}', apply_at = $1`,
      [new Date(LATER)],
    )
    expect(await run()).toMatchObject({ messages: 0, flags: 0 })
    await carryOutDecisions(db.pool, county, LATER, { error: () => undefined })
    expect(await rows('select text, decided_by from cases, flags')).toEqual([
      { text: flag.text, decided_by: 'qu' },
    ])
  })

  it('that were dismissed go with their message', async () => {
    const flag = said('三组可能停水了')
    await file(flag)
    await review(flag, 'dismiss', LATER - 2 * DAY)
    expect(await run()).toMatchObject({ messages: 1, flags: 0 })
    expect(await run(LATER + 2 * DAY)).toMatchObject({ messages: 0, flags: 1 })
    expect(await rows('select * from flags')).toEqual([])
  })

  it('that became a case stay', async () => {
    const flag = said('三组可能停水了')
    await file(flag)
    await review(flag, 'open')
    expect(await run()).toMatchObject({ messages: 0, flags: 0 })
    expect(await rows('select status from flags')).toEqual([{ status: 'opened' }])
  })
})

it('dead letters lose what was said, not which it was and why', async () => {
  const payload = said('吃了没')
  const letter = { account: 'bot', message: payload.id, stage: 'triage', reason: 'no use', payload }
  await buryLetter(db.pool, letter, NOW)
  expect(await run(NOW + DAY)).toMatchObject({ letters: 0 })
  expect([await run(), await run()]).toMatchObject([{ letters: 1 }, { letters: 0 }])
  expect(await rows('select message, reason, payload from dead_letters')).toEqual([
    { message: payload.id, reason: 'no use', payload: null },
  ])
})

describe('replies', () => {
  const say = async (change: Record<string, unknown> = {}) => {
    const row = {
      account: 'bot',
      kind: 'answer',
      direct: 'wx-an',
      mentions: [],
      text: '您目前没有登记的诉求。',
      urgent: false,
      prompt: true,
      status: 'sent',
      not_before: new Date(NOW),
      created_at: new Date(NOW),
      sent_at: new Date(NOW),
      ...change,
    }
    const names = Object.keys(row)
    await db.pool.query(
      `insert into outbox (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    )
  }
  const left = async () => (await rows('select id from outbox')).length

  it.each([
    ['an answer', {}],
    ['a refusal', { kind: 'refusal' }],
    ['a question', { kind: 'question', direct: null, group_id: 'g-qiaotou', mentions: ['wx-an'] }],
    ['what nobody wants said any more', { status: 'dropped', sent_at: null }],
    ['what the platform refused', { status: 'refused', sent_at: null }],
  ])('about no case go: %s', async (_, change) => {
    await say(change)
    expect(await run()).toMatchObject({ replies: 1 })
    expect(await left()).toBe(0)
  })

  it.each([
    ['the ledger, whose key keeps it from coming twice', { kind: 'ledger', key: 'ledger:1' }],
    ['a notice', { kind: 'notice', key: 'notice:1' }],
    ['what still waits', { status: 'pending', sent_at: null }],
    ['what may have left or not', { status: 'unknown', sent_at: null }],
    ['what was sent late', { sent_at: new Date(LATER - DAY) }],
  ])('stay: %s', async (_, change) => {
    await say(change)
    expect(await run()).toMatchObject({ replies: 0 })
    expect(await left()).toBe(1)
  })

  it('of today count for the budget, however short the time', async () => {
    await say()
    expect(await forget(db.pool, NOW + 3_600_000, NOW + 2 * 3_600_000)).toMatchObject({ replies: 0 })
  })

  it('that tell of a case stay with it', async () => {
    await file(said('二组桥边的路灯坏了好几天了，请派人来修'))
    const [{ id }] = await rows('select id from cases')
    await say({ case_id: id })
    expect(await run()).toMatchObject({ replies: 0 })
  })
})
