import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { carryOutDecisions, UNDO } from '../../store/deciding.ts'
import { openPool } from '../../store/db.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase, addFlag, addMessage } from './county.ts'

const MINUTE = 60_000
let bench: Bench
/** The console's time as each test begins. */
let NOW = 0
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  bench.pass(60 * MINUTE)
  NOW = bench.deps.clock()
  await bench.db.pool.query('truncate messages, cases, samples, flags, audit, outbox cascade')
})
afterAll(() => bench.close())

type Key = { account: string; message: string }
const key = (message: string): Key => ({ account: 'bot', message })
const take = (user: string, hand: string[] = [], want = 3, more: object = {}) =>
  bench.as(user, {
    method: 'POST',
    url: '/api/review/take',
    payload: { hand: hand.map(key), want, ...more },
  })
const taken = async (...asked: Parameters<typeof take>) =>
  (await take(...asked)).json.cards.map((card: Key) => card.message) as string[]
const post = (user: string, path: string, payload: object = {}) =>
  bench.as(user, { method: 'POST', url: `/api/flags/bot/${path}`, payload })
const flag = async (message: string) =>
  (await bench.db.pool.query('select * from flags where message = $1', [message])).rows[0]
const carry = (now: number) => carryOutDecisions(bench.db.pool, bench.county, now, bench.deps.log)
const fill = async (n: number) => {
  for (let i = 0; i < n; i++)
    await addFlag(bench.db.pool, { id: `f${i}`, text: `路面第${i}处塌了`, at: NOW - (59 - i) * MINUTE })
}

describe('taking', () => {
  it('gives urgent ones first, then those that have waited longest, with all that a decision needs', async () => {
    await fill(3)
    await bench.db.pool.query(
      `update flags set urgency = 'urgent', put_back = '请重新处理' where message = 'f2'`,
    )
    await addCase(bench.db.pool, {
      code: 'K7M2',
      text: '八组路面第0处塌了',
      category: 'roads',
      openedAt: NOW - 59 * MINUTE + 1,
    })
    for (let i = 0; i < 12; i++)
      await addMessage(bench.db.pool, {
        id: `talk${i}`,
        text: `早上好${i}`,
        at: NOW - 50 * MINUTE + i,
        state: 'ignored',
      })
    const { json } = await take('township')
    expect(json.cards.map((card: Key) => card.message)).toEqual(['f2', 'f0', 'f1'])
    expect(json.cards[0]).toMatchObject({ urgency: 'urgent', putBack: '请重新处理', sample: false })
    expect(json.cards[1]).toMatchObject({
      plan: { place: ['醴陵市', '茶山镇', '冷水村'], placed: false, office: '冷水村村委会', days: 'working' },
      similar: [{ code: 'K7M2' }],
      before: [],
    })
    const after = json.cards[1].after.map((said: { text: string }) => said.text)
    expect(after).toEqual([
      '八组路面第0处塌了',
      '路面第1处塌了',
      '路面第2处塌了',
      ...[0, 1, 2, 3, 4, 5, 6].map((i) => `早上好${i}`),
    ])
  })

  it('gives the one that was chosen, also where no more is wanted', async () => {
    await fill(3)
    expect(await taken('township', [], 0, { first: key('f1') })).toEqual(['f1'])
  })

  it('never gives two reviewers the same one, at once or later', async () => {
    await fill(12)
    const users = ['admin', 'township', 'discipline', 'county']
    const given = (await Promise.all(users.map((user) => taken(user)))).flat()
    expect(given).toHaveLength(12)
    expect(new Set(given).size).toBe(12)
    expect(await taken('admin', [], 0)).toEqual([])
  })

  it('refuses a decision about what another one has been given', async () => {
    await fill(1)
    expect(await taken('township')).toEqual(['f0'])
    const answer = await post('admin', 'f0/open')
    expect([answer.status, answer.json.error.message]).toEqual([409, '这条正由其他人处理'])
    expect((await post('township', 'f0/open')).status).toBe(200)
  })

  it('ends when it is given back, and when its time is over', async () => {
    await fill(1)
    expect(await taken('township')).toEqual(['f0'])
    expect(await taken('admin')).toEqual([])
    const payload = { hand: [key('f0')] }
    await bench.as('county', { method: 'POST', url: '/api/review/back', payload })
    expect(await taken('admin')).toEqual([])
    await bench.as('township', { method: 'POST', url: '/api/review/back', payload })
    expect(await taken('admin')).toEqual(['f0'])
    bench.pass(2 * MINUTE)
    expect((await take('admin', ['f0'], 0)).json.kept).toEqual([key('f0')])
    bench.pass(2 * MINUTE)
    expect(await taken('township')).toEqual([])
    bench.pass(2 * MINUTE)
    expect(await taken('township')).toEqual(['f0'])
    expect((await take('admin', ['f0'], 0)).json.kept).toEqual([])
  })

  it('gives one that was chosen first, and those of a place', async () => {
    await fill(3)
    expect(await taken('township', [], 1, { first: key('f2') })).toEqual(['f2'])
    expect(await taken('admin', [], 3, { area: '430281106' })).toEqual([])
    expect(await taken('admin', [], 1, { area: '430281105203', first: key('f2') })).toEqual(['f0'])
  })
})

describe('a decision', () => {
  it('can be taken back for ten seconds, and nothing of it is seen before', async () => {
    await fill(1)
    await post('township', 'f0/open')
    await carry(NOW + UNDO - 1)
    expect(await flag('f0')).toMatchObject({ status: 'pending', decided_by: 'wangfang' })
    expect((await bench.db.pool.query('select from outbox')).rowCount).toBe(0)
    expect((await post('admin', 'f0/undo')).status).toBe(409)
    bench.pass(UNDO - 1)
    expect((await post('township', 'f0/undo')).status).toBe(200)
    await carry(NOW + 2 * UNDO)
    expect(await flag('f0')).toMatchObject({ status: 'pending', decision: null, leased_by: 'township' })

    await post('township', 'f0/open')
    bench.pass(UNDO)
    expect((await post('township', 'f0/undo')).json.error.message).toContain('不能再撤销')
    await carry(NOW + 3 * UNDO)
    expect(await flag('f0')).toMatchObject({ status: 'opened', decision: null, leased_by: null })
    expect((await post('township', 'f0/undo')).status).toBe(409)
  })

  it('is carried out once, by whoever is there', async () => {
    await fill(5)
    for (let i = 0; i < 5; i++) await post('township', `f${i}/open`)
    const other = openPool(bench.db.url, () => undefined)
    const both = [bench.db.pool, other]
    await Promise.all(both.map((pool) => carryOutDecisions(pool, bench.county, NOW + UNDO, bench.deps.log)))
    await other.end()
    const { rows } = await bench.db.pool.query(`select count(*) as n from cases`)
    expect(rows).toEqual([{ n: 5 }])
    const { rows: done } = await bench.db.pool.query(
      `select action, detail from audit where action = 'review'`,
    )
    expect(done).toEqual(Array(5).fill({ action: 'review', detail: 'open' }))
  })

  it('is left to whoever has it in hand', async () => {
    await bench.db.pool.query(
      `insert into messages (account, id, at, type, text, state, received_at)
       select 'bot', 'f' || g, $1, 'text', '路面塌了', 'flagged', $1 from generate_series(1, 100) g`,
      [new Date(NOW)],
    )
    await bench.db.pool.query(
      `insert into flags (account, message, at, category, kind, urgency, confidential, score, hits, status, decision, apply_at)
       select account, id, at, 'roads', 'problem', 'normal', false, 0, '[]', 'pending', '{"verdict":"dismiss","login":"admin"}', at
       from messages`,
    )
    const other = await bench.db.pool.connect()
    await other.query('begin; select from flags for update')
    const spins = new Promise((resolve) => setTimeout(resolve, 2_000, 'it spins'))
    const ended = await Promise.race([carry(NOW), spins])
    await other.query('rollback')
    other.release()
    expect(ended).toBeUndefined()
    expect(await flag('f1')).toMatchObject({ status: 'pending' })
    await carry(NOW)
    expect(await flag('f100')).toMatchObject({ status: 'dismissed' })
  })

  it('that cannot be carried out any more waits for a person again, who is told why', async () => {
    await fill(1)
    const id = await addCase(bench.db.pool, { code: 'K7M2' })
    expect((await post('township', 'f0/merge', { into: 'K7M2' })).status).toBe(200)
    await bench.db.pool.query(`update cases set status = 'closed' where id = $1`, [id])
    await carry(NOW + UNDO)
    expect(await flag('f0')).toMatchObject({ status: 'pending', decision: null, decided_by: null })
    const { json } = await take('admin')
    expect(json.cards[0]).toMatchObject({ message: 'f0', putBack: expect.stringContaining('不能再并入') })
  })

  it('goes with what its sender takes back', async () => {
    await fill(1)
    await post('township', 'f0/open')
    await bench.db.pool.query(`delete from flags where message = 'f0' and status = 'pending'`)
    await carry(NOW + UNDO)
    expect((await bench.db.pool.query('select from cases')).rowCount).toBe(0)
  })
})

describe('what waits', () => {
  it('is counted by place and age, without what is decided', async () => {
    await fill(4)
    await addFlag(bench.db.pool, {
      id: 't',
      text: '桃花村停水',
      group: 'g-taohua',
      at: NOW - 30 * 60 * MINUTE,
    })
    await post('township', 'f0/dismiss', { reason: 'solved' })
    const counts = async (user: string, query = '') =>
      (await bench.as(user, { url: `/api/review${query}` })).json
    expect(await counts('admin')).toMatchObject({
      ...{ total: 4, urgent: 0, ages: [3, 0, 0, 1, 0], path: [] },
      areas: [
        { name: '茶山镇', count: 3, oldest: NOW - 58 * MINUTE },
        { name: '东乡镇', count: 1 },
      ],
    })
    expect(await counts('admin', '?area=430281105')).toMatchObject({
      ...{ total: 3, path: [{ name: '茶山镇' }], areas: [{ name: '冷水村', count: 3 }] },
    })
    expect(await counts('township')).toMatchObject({ total: 3, areas: [{ name: '冷水村' }] })
    expect((await bench.as('neighbour', { url: '/api/review/count' })).json).toEqual({ total: 1 })
    expect((await bench.as('township', { url: '/api/review?area=430281106' })).status).toBe(400)
  })
})
