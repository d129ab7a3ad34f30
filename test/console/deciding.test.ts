import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UNDO } from '../../store/deciding.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase, addFlag, NOW } from './county.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.close())

const decide = async (user: string, path: string, payload: object) => {
  const answer = await bench.as(user, { method: 'POST', url: `/api/flags/bot/${path}`, payload })
  await bench.carryOut()
  return answer
}
const rows = async (sql: string, values: unknown[] = []) => (await bench.db.pool.query(sql, values)).rows

describe('merging a flag', () => {
  it('brings its message and sender to the case', async () => {
    const { pool } = bench.db
    await addCase(pool, { code: 'K7M2' })
    await addFlag(pool, { id: 'f1', text: '路灯也不亮', member: 'wx-tao' })
    expect((await decide('township', 'f1/merge', { into: 'ｋ7m2' })).json).toEqual({ until: NOW + UNDO })
    const { messages, reporters } = (await bench.as('township', { url: '/api/cases/K7M2' })).json
    expect(messages.map((m: { id: string }) => m.id)).toContain('f1')
    expect(reporters.map((r: { name: string }) => r.name)).toEqual(['刘女士', '陶大爷'])
    expect(await rows(`select status, decided_by from flags where message = 'f1'`)).toEqual([
      { status: 'merged', decided_by: 'wangfang' },
    ])
  })

  it('answers for a case that one may not see like for one that there is not', async () => {
    const { pool } = bench.db
    await addCase(pool, { code: 'QQ22', confidential: true, office: 'jw-chashan' })
    await addFlag(pool, { id: 'f2', text: '路灯也不亮' })
    for (const user of ['admin', 'township', 'county']) {
      const secret = await decide(user, 'f2/merge', { into: 'QQ22' })
      const none = await decide(user, 'f2/merge', { into: 'ZZ99' })
      expect([secret.status, secret.body], user).toEqual([409, none.body.replace('ZZ99', 'QQ22')])
    }
    expect(await rows(`select status from flags where message = 'f2'`)).toEqual([{ status: 'pending' }])
    expect((await decide('discipline', 'f2/merge', { into: 'QQ22' })).status).toBe(200)
  })

  it('needs a flag that one may see', async () => {
    await addFlag(bench.db.pool, { id: 'f3', text: '收烟', confidential: true, office: 'jw-chashan' })
    expect((await decide('township', 'f3/merge', { into: 'K7M2' })).status).toBe(404)
    expect((await decide('discipline', 'f3/merge', { into: 'K7M2' })).status).toBe(409)
    expect((await decide('township', 'none/merge', { into: 'K7M2' })).status).toBe(404)
  })
})

describe('opening a flag as confidential', () => {
  it('gives it to the office that is clean of whom it is about, and takes it from everybody else', async () => {
    await addFlag(bench.db.pool, { id: 'f4', text: '村里的账目对不上' })
    const about = ['zhangjian']
    expect((await decide('township', 'f4/open', { about })).status).toBe(400)
    expect((await decide('township', 'f4/open', { confidential: true, about: ['nobody'] })).status).toBe(400)
    expect((await decide('township', 'f4/open', { confidential: true, about })).status).toBe(200)
    const [row] = await rows(
      `select c.code, c.confidential, c.about, c.office, f.confidential as hidden, f.about as told, f.office as shown
       from cases c join messages m on m.case_id = c.id join flags f on f.message = m.id where m.id = 'f4'`,
    )
    expect(row).toMatchObject({
      ...{ confidential: true, about, office: 'jw-chashan' },
      ...{ hidden: true, told: about, shown: 'jw-chashan' },
    })
    expect(await rows(`select login, staff, action from audit where case_code = $1`, [row.code])).toEqual([
      { login: 'township', staff: 'wangfang', action: 'confidential' },
      { login: 'township', staff: 'wangfang', action: 'review' },
    ])
    expect((await bench.as('township', { url: `/api/cases/${row.code}` })).status).toBe(404)
    expect((await bench.as('discipline', { url: `/api/cases/${row.code}` })).status).toBe(200)
    expect(
      await rows(`select from outbox where group_id is not null and case_id is not null
      and case_id = (select case_id from messages where id = 'f4')`),
    ).toEqual([])
  })
})

describe('opening a flag otherwise than proposed', () => {
  it('takes the category and the place that the reviewer gives, and its plan tells what comes of it', async () => {
    const { pool } = bench.db
    await addFlag(pool, { id: 'f5', text: '八组的路灯不亮', category: 'street-lighting' })
    const choice = { category: 'roads', area: '430281105203' }
    const url = `/api/flags/bot/f5/plan?category=roads&area=430281105203`
    const { json: plan } = await bench.as('township', { url })
    expect(plan).toMatchObject({
      place: ['醴陵市', '茶山镇', '冷水村'],
      placed: true,
      office: '冷水村村委会',
    })
    expect((await decide('township', 'f5/open', choice)).status).toBe(200)
    const [row] = await rows(
      `select c.category, c.area, o.name as office, c.due_at from cases c join messages m on m.case_id = c.id
       join offices o on o.id = c.office where m.id = 'f5'`,
    )
    expect(row).toEqual({
      category: 'roads',
      area: plan.area,
      office: plan.office,
      due_at: new Date(plan.dueAt),
    })
  })

  it('takes a category that only rules on trial know, with what they know of it', async () => {
    const { db, county } = bench
    const drone = { ...county.categories.get('other')!, id: 'drone', name: '无人机', office: 'township' }
    const tried = { rules: county.rules, categories: new Map(county.categories).set('drone', drone) }
    county.trials = new Map([['430281105', tried]])
    await addFlag(db.pool, { id: 'd1', text: '无人机天天飞', category: 'drone' })
    await addFlag(db.pool, { id: 'd2', text: '头顶嗡嗡响' })
    const entry = { channel: 'visit', text: '嗡嗡响', category: 'drone', area: '430281105203' }
    const plan = await bench.as('township', { url: '/api/flags/bot/d1/plan?category=drone' })
    const decided = [
      await decide('township', 'd1/open', { category: 'drone' }),
      await decide('township', 'd2/open', { category: 'drone' }),
      await bench.as('village', { method: 'POST', url: '/api/intake', payload: entry }),
    ]
    delete county.trials
    expect(plan.json).toMatchObject({ office: '茶山镇人民政府' })
    expect(decided.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(
      await rows(`select o.name from cases c join offices o on o.id = c.office where category = 'drone'`),
    ).toEqual(Array(3).fill({ name: '茶山镇人民政府' }))
    expect((await decide('township', 'd1/open', { category: 'drone' })).status).toBe(400)
  })

  it('does not tell to which office a complaint would go, and knows no place out of sight', async () => {
    await addFlag(bench.db.pool, { id: 'f6', text: '李书记的亲戚占了路' })
    const { json } = await bench.as('township', { url: '/api/flags/bot/f6/plan?confidential=true' })
    expect(json).toMatchObject({ office: null, confidential: true })
    expect((await decide('township', 'f6/open', { area: '430281106' })).status).toBe(400)
    expect((await decide('admin', 'f6/open', { area: 'nowhere' })).status).toBe(400)
  })
})

describe('dismissing a flag', () => {
  it('keeps the reason, and records it without a word of what was said', async () => {
    await addFlag(bench.db.pool, { id: 'f7', text: '有没有搞错' })
    const other = { reason: 'other', remark: '方言，不是诉求' }
    expect((await decide('township', 'f7/dismiss', { reason: 'nothing' })).status).toBe(400)
    expect((await decide('township', 'f7/dismiss', other)).status).toBe(200)
    expect(await rows(`select status, reason, remark, decided_by from flags where message = 'f7'`)).toEqual([
      { status: 'dismissed', ...other, decided_by: 'wangfang' },
    ])
    expect(await rows(`select detail from audit where action = 'review' and case_code is null`)).toEqual([
      { detail: 'dismiss other' },
    ])
    const late = await decide('admin', 'f7/dismiss', { reason: 'joke' })
    expect([late.status, late.json.error.code]).toEqual([409, 'gone'])
  })

  it('is told of a complaint in the audit of nobody who could not see it', async () => {
    await addFlag(bench.db.pool, { id: 'f8', text: '收烟', confidential: true, office: 'jw-chashan' })
    const before = (await bench.as('admin', { url: '/api/audit' })).body
    expect((await decide('discipline', 'f8/dismiss', { reason: 'joke' })).status).toBe(200)
    expect(await rows(`select office from audit where detail = 'dismiss joke'`)).toEqual([
      { office: 'jw-chashan' },
    ])
    expect((await bench.as('admin', { url: '/api/audit' })).body).toBe(before)
  })
})
