import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Heard } from '../../cases/model.ts'
import type { Rules } from '../../rules/verdict.ts'
import { loadCases } from '../../store/cases.ts'
import type { Queryable } from '../../store/db.ts'
import { keepPicture } from '../../store/pictures.ts'
import { reviewFlag } from '../../store/review.ts'
import { splitOff } from '../../store/splitting.ts'
import { triageBatch } from '../../workers/triage.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

const county = makeCounty()
const NOW = at('2026-03-02T09:00:00')
let db: TestDatabase
beforeAll(async () => void (db = await freshDatabase()))
afterAll(() => db.drop())
beforeEach(
  async () => void (await db.pool.query('truncate cases, messages, flags, outbox, pictures cascade')),
)

const file = (...batch: Heard[]) => triageBatch(db.pool, batch, county, NOW)
const rows = async (sql: string) => (await db.pool.query(sql)).rows
const MINUTE = 60_000
const START = NOW - 30 * MINUTE
const after = (minutes: number, text: string, more: Partial<Heard> = {}) =>
  said(text, { at: START + minutes * MINUTE, ...more })
const photo = (minutes: number) => after(minutes, 'x.jpg', { type: 'image' })
const open = (flag: Heard) =>
  reviewFlag(db.pool, county, { account: 'bot', message: flag.id }, { verdict: 'open' }, 'qu', NOW)
/** The category of the case of each message, as they were said. */
const filed = async () =>
  (await rows('select c.category from messages m left join cases c on c.id = m.case_id order by m.at')).map(
    (row) => row.category as string | null,
  )

describe('a flag', () => {
  it('keeps the reasons of the verdict, even where a learned run of characters ends in half of a pair', async () => {
    const explain: Rules['explain'] = (text) => ({
      ...county.rules.judge(text),
      why: ['合计 12 分', '「\ud840」+1.7'],
    })
    const halved = { ...county, rules: { ...county.rules, explain } }
    await triageBatch(db.pool, [said('三组可能停水了')], halved, NOW)
    expect(await rows('select why from flags')).toEqual([{ why: ['合计 12 分', '「\ufffd」+1.7'] }])
  })
})

describe('a complaint that is flagged', () => {
  it.each([
    ['蒋书记可能收了红包', ['jiang'], 'jw-qingjiang'],
    ['镇纪委书记可能收了红包', ['jiang'], 'jw-qingjiang'],
    ['村主任可能收了红包', ['fang'], 'jw-liuxi'],
    ['三组可能停水了', [], null],
  ])('knows whom it is about and who may know of it: %s', async (text, about, office) => {
    await file(said(text))
    expect(await rows('select about, office from flags')).toEqual([{ about, office }])
  })

  it('goes to the discipline office that gets the case', async () => {
    const flag = said('镇纪委书记可能收了红包')
    await file(flag)
    await open(flag)
    const [row] = await rows('select c.office = f.office and c.about = f.about as same from cases c, flags f')
    expect(row).toEqual({ same: true })
  })

  it('goes there too when it was said privately by somebody whom the world does not list', async () => {
    const flag = said('村主任可能收了红包', { from: 'wx-new', group: null })
    await file(said('大家好', { from: 'wx-new', group: 'g-zhuyuan', at: NOW - 60_000 }))
    await file(flag)
    await open(flag)
    const both = await rows(
      'select c.about, c.office, f.about as flagged, f.office as shown from cases c, flags f',
    )
    expect(both).toEqual([{ about: ['shi'], office: 'jw-liuxi', flagged: ['shi'], shown: 'jw-liuxi' }])
  })
})

describe('what is sent after a complaint', () => {
  it.each([1, 4])('goes to no case nearby while that waits, and to its own then: %d together', async (n) => {
    const complaint = after(2, '村主任可能收了红包')
    const all = [after(0, '二组桥边的路灯坏了'), complaint, photo(3), after(4, '就是昨天在他家里拿的')]
    for (let i = 0; i < all.length; i += n) await file(...all.slice(i, i + n))
    expect(await filed()).toEqual(['street-lighting', null, null, null])
    await open(complaint)
    expect(await filed()).toEqual(['street-lighting', 'conduct', 'conduct', null])
  })

  it('stays with it when something else that was said of it is split off', async () => {
    const other = after(2, '另外二组桥边也黑得很')
    await file(after(0, '村主任收了红包'), photo(1), other)
    expect(await filed()).toEqual(['conduct', 'conduct', 'conduct'])
    const load = async (tx: Queryable) =>
      (await loadCases(tx, { ids: [(await rows('select id from cases'))[0].id as string] }))[0]!
    const off = { account: other.account, message: other.id, category: 'street-lighting' }
    expect(await splitOff(db.pool, county, load, off, { login: 'jiang', staff: 'jiang' }, NOW)).toEqual({
      code: expect.any(String) as string,
    })
    expect(await filed()).toEqual(['conduct', 'conduct', 'street-lighting'])
  })
})

describe('a picture that is taken back', () => {
  it('is kept no more, and joins nothing', async () => {
    const [flag, shown] = [after(0, '三组可能停水了'), photo(1)]
    await file(flag, shown)
    await keepPicture(db.pool, 'bot', shown.id, { type: 'image/png', bytes: Buffer.from('x') })
    await file(after(2, shown.id, { type: 'recall' }))
    await open(flag)
    expect(await rows('select message from pictures')).toEqual([])
    expect(await filed()).toEqual(['water', null, null])
  })

  it('together with the words that it was sent with is not even asked for', async () => {
    const [shown, flag] = [photo(0), after(1, '三组可能停水了')]
    await file(shown, after(0.5, shown.id, { type: 'recall' }), flag)
    expect(await rows('select message from pictures')).toEqual([])
    const rash = photo(2)
    await file(rash, after(3, rash.id, { type: 'recall' }), after(4, '二组路灯坏了'))
    expect(await filed()).toEqual([null, null, null, null, null, 'street-lighting'])
  })
})
