import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { UNDO } from '../../store/deciding.ts'
import { forget } from '../../store/forget.ts'
import { IGNORED } from '../../store/ignored.ts'
import { sampledGroups, takeSample } from '../../store/console/review-samples.ts'
import { findUser } from '../../store/console/users.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase, addFlag, addMessage, NOW } from './county.ts'

const HOUR = 3_600_000
let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(() =>
  bench.db.pool.query('truncate messages, cases, samples, flags, opted_out, ignored_days cascade'),
)
afterAll(() => bench.close())

const say = (id: string, text: string, more: Partial<Parameters<typeof addMessage>[1]> = {}) =>
  addMessage(bench.db.pool, { id, text, state: 'ignored', at: NOW - HOUR, ...more })
const draw = async (user: string) => {
  const { viewer } = (await findUser(bench.db.pool, user))!
  const groups = sampledGroups(viewer, bench.county)
  return takeSample(bench.db.pool, viewer, bench.county, { hand: [], groups }, NOW)
}
const post = (user: string, message: string, verdict: string, payload: object = {}) =>
  bench.as(user, { method: 'POST', url: `/api/flags/bot/${message}/${verdict}`, payload })
const sample = async () => (await bench.db.pool.query('select * from samples')).rows[0]

/** From now on 狗 is a complaint in the township that tries other rules. */
function tryRules() {
  const { rules, categories } = bench.county
  const judgeForced: typeof rules.judgeForced = (text) =>
    rules.judgeForced(text.includes('狗') ? `红包${text}` : text)
  bench.county.trials = new Map([['430281105', { categories, rules: { ...rules, judgeForced } }]])
}

describe('what is drawn', () => {
  it.each([
    ['older than 72 hours', '今天天气真好', { at: NOW - 73 * HOUR }],
    ['of staff', '今天天气真好', { member: 'wx-zhangjian' }],
    ['of another area', '今天天气真好', { group: 'g-taohua', member: 'wx-tao' }],
    ['private', '今天天气真好', { group: null }],
    ['a picture', 'IMG.jpg', { type: 'image' }],
    ['a command', '接单 K7M2', { state: 'command' }],
    ['of a case', '今天天气真好', { state: 'case' }],
    ['about somebody of the register', '张健今天又没来', {}],
    ['about a post', '村支书家的酒席真热闹', {}],
    ['asking an official for help', '请李书记来看看', {}],
  ])('is nothing that is %s', async (_, text, more) => {
    await say('m1', text, more)
    expect(await draw('township')).toBeNull()
  })

  it('is nothing that the rules that are tried there take for a complaint', async () => {
    tryRules()
    await say('m1', '村里的狗又在乱叫')
    expect(await draw('township')).toBeNull()
    delete bench.county.trials
    expect(await draw('township')).not.toBeNull()
  })

  it('is what anybody may see, once, and of nobody who wants to be left alone', async () => {
    await say('m1', '今天天气真好')
    await say('m2', '今天赶集的人真多', { member: 'wx-out' })
    await bench.db.pool.query(`insert into opted_out values ('wx-out', now())`)
    expect(await draw('neighbour')).toBeNull()
    expect(await draw('township')).toEqual({ account: 'bot', message: 'm1' })
    expect(await draw('discipline')).toBeNull()
    expect(await draw('township')).toEqual({ account: 'bot', message: 'm1' })
  })

  it('is given once to whoever has it before him', async () => {
    await say('m1', '今天天气真好')
    for (const id of ['f1', 'f2']) await addFlag(bench.db.pool, { id, text: '路面塌了' })
    bench.deps.chance = () => 0
    const take = async (hand: string[]) => {
      const payload = { hand: hand.map((message) => ({ account: 'bot', message })), want: 1 }
      const { json } = await bench.as('township', { method: 'POST', url: '/api/review/take', payload })
      return json.cards.map((card: { message: string }) => card.message) as string[]
    }
    const first = await take([])
    const second = await take(first)
    bench.deps.chance = () => 1
    expect([first, second]).toEqual([['f1', 'm1'], ['f2']])
  })

  it('comes once in a while between flags', async () => {
    await say('m1', '今天天气真好')
    await addFlag(bench.db.pool, { id: 'f1', text: '路面塌了' })
    const ask = { method: 'POST' as const, url: '/api/review/take', payload: { hand: [], want: 3 } }
    bench.deps.chance = () => 0.06
    expect((await bench.as('township', ask)).json.cards).toHaveLength(1)
    await bench.as('township', {
      ...ask,
      url: '/api/review/back',
      payload: { hand: [{ account: 'bot', message: 'f1' }] },
    })
    bench.deps.chance = () => 0.04
    const { json } = await bench.as('township', ask)
    bench.deps.chance = () => 1
    expect(json.cards).toMatchObject([
      { message: 'f1', sample: false },
      { message: 'm1', sample: true, text: '今天天气真好', why: [], hits: [] },
    ])
  })
})

describe('what is said of it', () => {
  it('is kept, and counted in its week', async () => {
    await say('m1', '今天天气真好')
    for (let i = 0; i < 8; i++) await say(`talk${i}`, `早上好${i}`)
    await addCase(bench.db.pool, { code: 'K7M2' })
    while ((await draw('township'))?.message !== 'm1') await bench.db.pool.query('delete from samples')
    expect((await post('admin', 'm1', 'dismiss', { reason: 'not-need' })).status).toBe(404)
    expect((await post('township', 'm1', 'dismiss', { reason: 'not-need' })).status).toBe(200)
    expect(await sample()).toMatchObject({ need: false, decided_by: 'township' })
    const week = (await bench.as('township', { url: '/api/review/missed' })).json
    expect(week).toMatchObject({ ignored: 9, looked: 1, found: 0, caught: 1, missed: { value: 0, low: 0 } })
    expect(new Date(week.from).getUTCDay()).toBe(0)
    expect((await bench.as('neighbour', { url: '/api/review/missed' })).json).toMatchObject({
      looked: 0,
      missed: null,
    })

    expect((await post('township', 'm1', 'undo')).status).toBe(200)
    expect(await sample()).toMatchObject({ need: null, decided_by: null })
  })

  it('stands for all that could have been drawn in the week, whatever became of it', async () => {
    for (let i = 0; i < 5; i++) await say(`old${i}`, `早上好${i}`, { at: NOW - 75 * HOUR })
    await say('m1', '今天天气真好')
    await bench.db.pool.query(`insert into opted_out values ('wx-out', now())`)
    await say('staff', '开会', { member: 'wx-zhangjian' })
    await say('out', '别管我', { member: 'wx-out' })
    await say('picture', 'IMG.jpg', { type: 'image' })
    await say('empty', '')
    await say('private', '早上好', { group: null })
    for (const state of ['command', 'case', 'flagged'] as const) await say(state, '路面塌了', { state })
    const { rows } = await bench.db.pool.query(
      `select m.id from messages m where m.group_id is not null and ${IGNORED}`,
    )
    expect(rows).toHaveLength(6)
    const ignored = async (query = '') =>
      (await bench.as('township', { url: `/api/review/missed${query}` })).json.ignored
    expect(await ignored()).toBe(6)
    await forget(bench.db.pool, NOW - 72 * HOUR, NOW)
    expect(await ignored()).toBe(6)
    await bench.db.pool.query(`update messages set state = 'ignored' where id = 'flagged'`)
    expect(await ignored()).toBe(6)
    expect(await ignored('?back=1')).toBe(0)
  })

  it('makes a flag of a need, which becomes a case like any other, with the pictures that were sent with it', async () => {
    await say('m1', '八组的路灯又不亮')
    const picture = (id: string, minutes: number) =>
      say(id, 'IMG.jpg', { type: 'image', at: NOW - HOUR + minutes * 60_000 })
    for (const [id, minutes] of [
      ['before', -2],
      ['after', 9],
      ['later', 11],
    ] as const)
      await picture(id, minutes)
    expect(await draw('township')).not.toBeNull()
    expect((await post('township', 'm1', 'open', { category: 'street-lighting' })).status).toBe(200)
    expect((await post('township', 'm1', 'undo')).status).toBe(200)
    const { rows } = await bench.db.pool.query(`select state from messages where id = 'm1'`)
    expect(rows).toEqual([{ state: 'ignored' }])
    expect((await bench.db.pool.query('select from flags')).rowCount).toBe(0)
    // What is taken back has let nobody fetch anything.
    expect((await bench.db.pool.query('select from pictures')).rowCount).toBe(0)

    expect((await post('township', 'm1', 'open', { category: 'street-lighting' })).status).toBe(200)
    await bench.carryOut()
    const cases = await bench.db.pool.query(`select category, text, status from cases`)
    expect(cases.rows).toEqual([
      { category: 'street-lighting', text: '八组的路灯又不亮', status: 'assigned' },
    ])
    const wanted = await bench.db.pool.query('select message, state from pictures order by message')
    expect(wanted.rows.map(({ message }) => message)).toEqual(['after', 'before'])
    const held = await bench.db.pool.query(`select id from messages where state = 'case' order by id`)
    expect(held.rows.map(({ id }) => id)).toEqual(['after', 'before', 'm1'])
    bench.pass(UNDO)
    expect((await post('township', 'm1', 'undo')).status).toBe(409)
    expect(await sample()).toMatchObject({ need: true })
    const week = (await bench.as('township', { url: '/api/review/missed' })).json
    expect(week).toMatchObject({ ignored: 1, looked: 1, found: 1, caught: 0, missed: { value: 1 } })
  })

  it('goes to the discipline office where the rules of the place take it for a complaint by now', async () => {
    await say('m1', '张健家的狗又在乱叫')
    const insert = `insert into samples (account, message, at, group_id, leased_by, leased_until)
      select account, id, at, group_id, 'township', $1 from messages`
    await bench.db.pool.query(insert, [new Date(NOW + HOUR)])
    tryRules()
    const decided = await post('township', 'm1', 'open', { category: 'other' })
    expect([decided.status, Object.keys(decided.json)]).toEqual([200, ['until']])
    delete bench.county.trials
    const flag = async () =>
      (await bench.db.pool.query('select category, confidential, office, about, decision from flags')).rows
    const secret = { category: 'conduct', confidential: true, office: 'jw-chashan', about: ['zhangjian'] }
    expect(await flag()).toEqual([{ ...secret, decision: null }])
    expect((await post('township', 'm1', 'open')).status).toBe(404)
    expect((await post('discipline', 'm1', 'merge', { into: 'ZZ99' })).status).toBe(409)
    expect((await post('township', 'm1', 'undo')).status).toBe(200)
    expect(await flag()).toEqual([])
  })
})
