import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../helpers/until.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase } from './county.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  const { pool } = bench.db
  await addCase(pool, { code: 'AA22' })
  await addCase(pool, { code: 'BB33' })
  await addCase(pool, { code: 'CC44', status: 'accepted' })
  await addCase(pool, { code: 'DD55', area: '430281106201', office: 'cg-liling' })
  const secret = { confidential: true, office: 'jw-chashan', about: ['zhangjian'] }
  await addCase(pool, { code: 'EE66', ...secret })
})
afterAll(() => bench.close())

const ask = async (user: string, url: string, payload: object) =>
  bench.as(user, { method: 'POST', url, payload })
const statusOf = async (code: string) =>
  (await bench.db.pool.query('select status, supervised from cases where code = $1', [code])).rows[0]

describe('what can be done with many', () => {
  const may = async (user: string, ...codes: string[]) =>
    (await ask(user, '/api/cases/may', { codes })).json.may.join(' ')

  it('is what every one of them allows', async () => {
    expect(await may('village', 'AA22', 'BB33')).toBe('accept transfer extend resolve decline return')
    expect(await may('village', 'AA22', 'CC44')).toBe('transfer extend resolve decline return')
    expect(await may('township', 'AA22', 'CC44')).toBe('supervise transfer')
    expect(await may('leader', 'AA22')).toBe('')
  })

  it('says the same of what may not be seen and of what never was', async () => {
    for (const user of ['village', 'township', 'county', 'admin'])
      for (const hidden of ['EE66', 'ZZ99']) {
        expect(await may(user, hidden), user).toBe('')
        expect(await may(user, 'AA22', hidden), user).toBe(await may(user, 'AA22'))
      }
  })
})

describe('an act on many', () => {
  it('is done where it may be, and told where not, each for itself', async () => {
    const codes = ['AA22', 'CC44', 'DD55', 'EE66', 'ZZ99', 'BB33']
    const { json } = await ask('village', '/api/cases/act', { codes, verb: 'accept' })
    expect(json.results).toEqual([
      { code: 'AA22', refused: null },
      { code: 'CC44', refused: expect.stringContaining('CC44') },
      { code: 'DD55', refused: '没有找到' },
      { code: 'EE66', refused: '没有找到' },
      { code: 'ZZ99', refused: '没有找到' },
      { code: 'BB33', refused: null },
    ])
    expect(await statusOf('AA22')).toMatchObject({ status: 'accepted' })
    expect(await statusOf('DD55')).toMatchObject({ status: 'assigned' })
    expect(await statusOf('EE66')).toMatchObject({ status: 'assigned' })
    const { rows } = await bench.db.pool.query(
      `select case_code, detail from audit where action = 'act' order by case_code`,
    )
    expect(rows).toEqual(['AA22', 'BB33'].map((code) => ({ case_code: code, detail: 'accept' })))
  })

  it('takes its words with it', async () => {
    const extend = { codes: ['AA22', 'BB33'], verb: 'extend', text: '3 等材料' }
    const { json } = await ask('village', '/api/cases/act', extend)
    expect(json.results.map((one: { refused: string | null }) => one.refused)).toEqual([null, null])
  })

  it('refuses who may do nothing, what is no such act, and more than are shown', async () => {
    expect((await ask('admin', '/api/cases/act', { codes: ['AA22'], verb: 'accept' })).status).toBe(403)
    expect((await ask('village', '/api/cases/act', { codes: ['AA22'], verb: 'reveal' })).status).toBe(400)
    expect((await ask('village', '/api/cases/act', { codes: [], verb: 'accept' })).status).toBe(400)
    const many = Array.from({ length: 101 }, (_, i) => `C${i}`)
    expect((await ask('village', '/api/cases/act', { codes: many, verb: 'accept' })).status).toBe(400)
  })
})

describe('views', () => {
  const names = async (user: string) =>
    (await bench.as(user, { url: '/api/views' })).json.items.map((view: { name: string }) => view.name)

  it('are kept, renamed and taken away, each for his own', async () => {
    const keep = (name: string, query = 'status=open') => ask('village', '/api/views', { name, query })
    expect((await keep(' 我的路灯 ', 'category=street-lighting')).status).toBe(200)
    bench.pass(1000)
    await keep('待派')
    await keep('待派', 'status=assigned')
    expect(await names('village')).toEqual(['我的路灯', '待派'])
    expect(await names('township')).toEqual([])
    const rename = (from: string, name: string) =>
      ask('village', `/api/views/${encodeURIComponent(from)}/rename`, { name })
    expect((await rename('待派', '我的路灯')).status).toBe(409)
    expect((await rename('待派', '派了的')).status).toBe(200)
    const { json } = await bench.as('village', { url: '/api/views' })
    expect(json.items[1]).toEqual({ name: '派了的', query: 'status=assigned' })
    const drop = (user: string) => ask(user, `/api/views/${encodeURIComponent('派了的')}/remove`, {})
    expect([(await drop('township')).status, (await drop('village')).status]).toEqual([404, 200])
    expect(await names('village')).toEqual(['我的路灯'])
  })

  it('keep their names where two are given the same at once', async () => {
    const { pool } = bench.db
    await ask('department', '/api/views', { name: 'mine', query: '' })
    const other = await pool.connect()
    await other.query('begin')
    await other.query(`insert into views values ('department', 'same', '', now())`)
    const renamed = ask('department', '/api/views/mine/rename', { name: 'same' })
    const waits = `select from pg_stat_activity where wait_event_type = 'Lock' and query like 'update views%'
      and datname = current_database()`
    await until(async () => (await pool.query(waits)).rowCount)
    await other.query('commit')
    other.release()
    expect((await renamed).status).toBe(409)
  })

  it('are not without number, nor without a name', async () => {
    expect((await ask('leader', '/api/views', { name: ' ', query: '' })).status).toBe(400)
    for (let i = 0; i < 30; i++) await ask('leader', '/api/views', { name: `v${i}`, query: '' })
    expect((await ask('leader', '/api/views', { name: 'v30', query: '' })).status).toBe(409)
    expect((await ask('leader', '/api/views', { name: 'v3', query: 'status=open' })).status).toBe(200)
  })
})
