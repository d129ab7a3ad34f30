import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Heard } from '../../cases/model.ts'
import type { Rules } from '../../rules/verdict.ts'
import { reviewFlag } from '../../store/review.ts'
import { triageBatch } from '../../workers/triage.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

const county = makeCounty()
const NOW = at('2026-03-02T09:00:00')
let db: TestDatabase
beforeAll(async () => void (db = await freshDatabase()))
afterAll(() => db.drop())
beforeEach(async () => void (await db.pool.query('truncate cases, messages, flags, outbox cascade')))

const file = (...batch: Heard[]) => triageBatch(db.pool, batch, county, NOW)
const rows = async (sql: string) => (await db.pool.query(sql)).rows

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
    await reviewFlag(db.pool, county, { account: 'bot', message: flag.id }, { verdict: 'open' }, 'qu', NOW)
    const [row] = await rows('select c.office = f.office and c.about = f.about as same from cases c, flags f')
    expect(row).toEqual({ same: true })
  })

  it('goes there too when it was said privately by somebody whom the world does not list', async () => {
    const flag = said('村主任可能收了红包', { from: 'wx-new', group: null })
    await file(said('大家好', { from: 'wx-new', group: 'g-zhuyuan', at: NOW - 60_000 }))
    await file(flag)
    await reviewFlag(db.pool, county, { account: 'bot', message: flag.id }, { verdict: 'open' }, 'qu', NOW)
    const both = await rows(
      'select c.about, c.office, f.about as flagged, f.office as shown from cases c, flags f',
    )
    expect(both).toEqual([{ about: ['shi'], office: 'jw-liuxi', flagged: ['shi'], shown: 'jw-liuxi' }])
  })
})
