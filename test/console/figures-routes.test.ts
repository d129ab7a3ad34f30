import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBench, type Bench } from './bench.ts'
import { addCase } from './county.ts'

let bench: Bench
beforeAll(async () => void (bench = await openBench()))
afterAll(() => bench.close())
const PERIOD = 'period=custom&from=2026-01-20&to=2026-02-25'

describe('the questions', () => {
  it.each([
    ['period=custom', '请选择开始和结束日期'],
    ['period=custom&from=2026-02-30&to=2026-03-01', '请选择开始和结束日期'],
    ['period=custom&from=2026-03-02&to=2026-03-01', '开始日期不能晚于结束日期'],
    ['period=custom&from=2000-01-01&to=2026-03-01', '最多只能看三年'],
    ['area=nowhere', '没有这个区域'],
    ['office=nobody', '没有这个单位'],
  ])('%s are answered: %s', async (query, message) => {
    const { status, json } = await bench.as('leader', { url: `/api/figures?${query}` })
    expect([status, json.error.message]).toEqual([400, message])
  })

  it('may name a category that no rules know any more: cases keep it', async () => {
    await addCase(bench.db.pool, { code: 'DRN2', category: 'drone' })
    const ask = (query: string) => bench.as('admin', { url: `/api/figures?${query}` })
    const [row] = (await ask('by=category')).json.rows
    expect(row).toMatchObject({ key: 'drone', name: 'drone' })
    const scoped = await ask('by=office&category=drone')
    expect([scoped.status, scoped.json.rows.length]).toEqual([200, 1])
  })

  it('give a file, which is recorded', async () => {
    const { status, headers } = await bench.as('leader', { url: `/api/figures.xlsx?${PERIOD}&by=office` })
    expect([status, headers['content-disposition']]).toEqual([
      200,
      'attachment; filename="figures-2026-01-20-2026-02-25.xlsx"',
    ])
    const { rows } = await bench.db.pool.query("select login, detail from audit where action = 'export'")
    expect(rows).toEqual([{ login: 'leader', detail: '看板 2026-01-20 至 2026-02-25' }])
  })
})
