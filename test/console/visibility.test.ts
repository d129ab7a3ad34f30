import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBench, USERS, type Bench } from './bench.ts'
import { addCase, addFlag, addPost, NOW } from './county.ts'

let bench: Bench
const LOOKS = [
  '/api/flags',
  '/api/flags?limit=1',
  '/api/review',
  '/api/review/count',
  '/api/review/missed',
  '/api/flags/bot/f-secret/plan',
  '/api/flags/bot/f-secret/around',
  '/api/flags/bot/f-road/around',
  '/api/cases',
  '/api/cases?limit=1',
  '/api/cases?search=香烟',
  '/api/cases?search=QQ22',
  '/api/cases?office=jw-chashan',
  '/api/cases?category=conduct',
  '/api/cases?status=unfinished',
  '/api/cases/QQ22',
  '/api/cases/qq22',
  '/api/system',
  '/api/me',
]
const ACTIONS: [string, object][] = [
  ['/api/flags/bot/f-secret/open', {}],
  ['/api/flags/bot/f-secret/dismiss', { reason: 'joke' }],
  ['/api/flags/bot/f-secret/merge', { into: 'K7M2' }],
  ['/api/flags/bot/f-secret/undo', {}],
  ['/api/review/take', { hand: [], want: 3 }],
  ['/api/review/take', { hand: [{ account: 'bot', message: 'f-secret' }], want: 0 }],
]

/** All that a user can get to see of it, and what trying to act on it answers. */
async function everything(user: string) {
  const answers = []
  for (const url of LOOKS) answers.push([url, (await bench.as(user, { url })).body])
  for (const [url, payload] of ACTIONS)
    answers.push([url, (await bench.as(user, { method: 'POST', url, payload })).body])
  const settle = {
    method: 'POST' as const,
    url: `/api/outbox/${secretPost}/settle`,
    payload: { how: 'sent' },
  }
  answers.push(['settle', (await bench.as(user, settle)).body])
  return answers
}

const SEERS = { flag: ['discipline'], case: ['discipline'] }
const blind = Object.keys(USERS).filter((user) => !SEERS.flag.includes(user))
let secretPost = '00000000-0000-4000-8000-000000000000'
const before = new Map<string, unknown>()

beforeAll(async () => {
  bench = await openBench()
  const { pool } = bench.db
  await addFlag(pool, { id: 'f-road', text: '路面塌了' })
  await addFlag(pool, { id: 'f-road-2', text: '桥上护栏坏了', at: NOW - 5 })
  const id = await addCase(pool, { code: 'K7M2', dueAt: NOW - 1 })
  await addCase(pool, { code: 'P9WX', area: '430281106201', office: 'cg-liling' })
  await addPost(pool, { caseId: id, status: 'pending', text: '已登记' })
  for (const user of Object.keys(USERS)) before.set(user, await everything(user))

  await addFlag(pool, {
    id: 'f-secret',
    text: '村主任张健收了我家的香烟',
    confidential: true,
    category: 'conduct',
    about: ['zhangjian'],
    office: 'jw-chashan',
    why: ['规则 conduct.smoke：「香烟」 +12'],
  })
  const secret = await addCase(pool, {
    code: 'QQ22',
    text: '村主任收香烟',
    category: 'conduct',
    confidential: true,
    office: 'jw-chashan',
    about: ['zhangjian'],
  })
  ;({ ref: secretPost } = await addPost(pool, { caseId: secret, status: 'unknown', text: '收烟的事已登记' }))
  await addPost(pool, { caseId: secret, status: 'pending', text: '收烟的事已登记' })
})
afterAll(() => bench.close())

describe('what is confidential', () => {
  it.each(blind)('leaves no trace for %s, byte by byte', async (user) => {
    const after = await everything(user)
    // The row's number differs from the one that was tried before, its answer must not.
    expect(after).toEqual(before.get(user))
  })

  it('is there for the discipline office that has it', async () => {
    expect((await bench.as('discipline', { url: '/api/cases/qq22' })).json.code).toBe('QQ22')
    const flags = await bench.as('discipline', { url: '/api/flags' })
    expect(flags.json.items).toHaveLength(3)
    const { outbox } = (await bench.as('discipline', { url: '/api/system' })).json
    expect([outbox.waiting, outbox.unknown.length]).toEqual([2, 1])
  })

  it('is not there for the discipline office above, which has not got it', async () => {
    expect((await bench.as('county', { url: '/api/cases/QQ22' })).status).toBe(404)
    expect((await bench.as('county', { url: '/api/review/count' })).json.total).toBe(2)
  })

  it('answers like a code that never was', async () => {
    const [secret, none] = await Promise.all(
      ['QQ22', 'ZZ99'].map((code) => bench.as('admin', { url: `/api/cases/${code}` })),
    )
    expect([secret?.status, secret?.body]).toEqual([404, none?.body])
  })

  it('is never there for the person it is about, nor for the office', async () => {
    await addCase(bench.db.pool, {
      code: 'SELF',
      confidential: true,
      office: 'jw-chashan',
      about: ['lifang'],
    })
    expect((await bench.as('discipline', { url: '/api/cases/SELF' })).status).toBe(404)
    expect((await bench.as('discipline', { url: '/api/cases' })).body).not.toContain('SELF')
  })

  it.each([
    ['the office that would get it', '镇上有人收红包', [], 'jw-chashan', ['discipline']],
    [
      'the office above, for one who is not named in the words',
      '镇纪委书记收红包',
      ['lifang'],
      'jw-liling',
      ['county'],
    ],
    ['nobody of whom it is about, nor of his office', '李书记收红包', ['lifang'], 'jw-chashan', []],
    ['at the top all but the one', '市里有人收红包', ['zhouji'], 'jw-liling', []],
    ['nobody while no office is clean', '周书记收红包', ['zhouji'], undefined, []],
  ])('is flagged to %s', async (name, text, about, office, seers) => {
    const id = `f-${name}`
    const flag = { id, text, about, confidential: true, category: 'conduct' }
    await addFlag(bench.db.pool, { ...flag, ...(office ? { office } : {}) })
    for (const user of Object.keys(USERS)) {
      const { body } = await bench.as(user, { url: '/api/flags' })
      expect(body.includes(id), user).toBe((seers as string[]).includes(user))
    }
  })
})

describe('what is not confidential', () => {
  it.each([
    ['admin', ['K7M2', 'P9WX']],
    ['village', ['K7M2']],
    ['township', ['K7M2']],
    ['leader', ['K7M2', 'P9WX']],
    ['department', ['P9WX']],
    ['neighbour', ['P9WX']],
  ])('is there by office and area: %s', async (user, codes) => {
    const { items } = (await bench.as(user, { url: '/api/cases' })).json
    expect(items.map((item: { code: string }) => item.code).sort()).toEqual(codes)
    for (const code of ['K7M2', 'P9WX'])
      expect((await bench.as(user, { url: `/api/cases/${code}` })).status).toBe(
        codes.includes(code) ? 200 : 404,
      )
  })

  it('brings private messages to where their senders live', async () => {
    await addFlag(bench.db.pool, { id: 'f-tao', text: '路上有坑', group: null, member: 'wx-tao' })
    await addFlag(bench.db.pool, { id: 'f-nobody', text: '路上有坑', group: null, member: 'wx-nobody' })
    const sees = async (user: string) => {
      const { body } = await bench.as(user, { url: '/api/flags' })
      return ['f-tao', 'f-nobody'].filter((id) => body.includes(id))
    }
    expect(await sees('neighbour')).toEqual(['f-tao'])
    expect(await sees('township')).toEqual([])
    expect(await sees('county')).toEqual(['f-tao', 'f-nobody'])
  })
})
