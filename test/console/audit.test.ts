import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { record } from '../../store/audit.ts'
import { detailOf } from '../../console/web/src/parts/audit/words.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase, addPost, NOW } from './county.ts'
import { settleReply } from '../../store/acting.ts'

let bench: Bench
beforeAll(async () => void (bench = await openBench()))
afterAll(() => bench.close())

const list = async (query = '') => (await bench.as('admin', { url: `/api/audit?${query}` })).json
const rows = async (sql: string, values: unknown[] = []) => (await bench.db.pool.query(sql, values)).rows
const note = (code: string | null, detail: string | null = null, at = NOW) =>
  record(bench.db.pool, { at, login: 'village', staff: 'zhangjian', action: 'act', code, detail })

describe('the audit', () => {
  it('cannot be changed', async () => {
    await note('A222')
    for (const sql of [`update audit set login = 'x'`, 'delete from audit'])
      await expect(bench.db.pool.query(sql)).rejects.toThrow(/audit is append-only/)
  })

  it('has one row of a reading that goes on, and none of ordinary cases', async () => {
    await addCase(bench.db.pool, { code: 'QQ22', confidential: true, office: 'jw-chashan' })
    await addCase(bench.db.pool, { code: 'K7M2' })
    const read = async () => {
      for (const code of ['QQ22', 'qq22', 'K7M2']) await bench.as('discipline', { url: `/api/cases/${code}` })
      await bench.as('township', { url: '/api/cases/QQ22' })
      return rows(`select login, staff, case_code from audit where action = 'read'`)
    }
    const reading = { login: 'discipline', staff: 'lifang', case_code: 'QQ22' }
    expect(await read()).toEqual([reading])
    bench.pass(9 * 60_000)
    expect(await read()).toEqual([reading])
    bench.pass(2 * 60_000)
    expect(await read()).toEqual([reading, reading])
  })

  it('notes who settles a reply', async () => {
    const [{ id }] = await rows(`select id from cases where code = 'K7M2'`)
    const post = await addPost(bench.db.pool, { caseId: id, status: 'unknown', text: '已登记' })
    const viewer = {
      login: 'township',
      name: '王芳',
      role: 'reviewer',
      staff: 'wangfang',
      office: null,
    } as const
    expect(await settleReply(bench.db.pool, post.id, 'again', viewer, NOW)).toBe(true)
    expect(await settleReply(bench.db.pool, post.id, 'again', viewer, NOW)).toBe(false)
    expect(await rows(`select login, case_code, detail from audit where action = 'settle'`)).toEqual([
      { login: 'township', case_code: 'K7M2', detail: 'again' },
    ])
  })

  it('tells an admin nothing of cases that he may not see, not even by a number', async () => {
    const before = await list('limit=100')
    await note('QQ22')
    await note('K7M2', 'QQ22')
    expect(await list('limit=100')).toEqual(before)
    await note('K7M2', 'accept')
    const { items } = await list('limit=1&action=act')
    expect(items).toEqual([
      {
        ...{ at: expect.any(Number), login: 'village', staff: 'zhangjian', name: '张健' },
        ...{ action: 'act', code: 'K7M2', detail: 'accept' },
      },
    ])
  })

  it('is found by who, what, which case and when', async () => {
    const at = NOW - 86_400_000
    await record(bench.db.pool, { at, login: 'leader', staff: 'zhaolei', action: 'export', detail: 'x' })
    const found = async (query: string) =>
      (await list(query)).items.map(
        (item: { login: string; action: string }) => `${item.login} ${item.action}`,
      )
    for (const query of [
      'who=leader',
      `who=${encodeURIComponent('赵磊')}`,
      `to=${at}`,
      `from=${at}&to=${at}`,
    ])
      expect(await found(query), query).toEqual(['leader export'])
    expect(new Set(await found('action=act'))).toEqual(new Set(['village act']))
    expect(new Set(await found('code=k7m2'))).toEqual(new Set(['village act', 'township settle']))
    expect(await found('code=QQ22'), 'not for an admin').toEqual([])
    expect(await found('who=nobody')).toEqual([])
  })

  it('tells a discipline office what was done with what it has, and nobody else', async () => {
    const seen = async (user: string) => (await bench.as(user, { url: '/api/audit?limit=100' })).json.items
    const items = await seen('discipline')
    expect(new Set(items.map((item: { code: string }) => item.code))).toEqual(new Set(['QQ22']))
    expect(items.map((item: { action: string }) => item.action)).toContain('read')
    expect(await seen('neighbour')).toEqual([])
    expect((await bench.as('township', { url: '/api/audit' })).status).toBe(403)
  })

  it('has names for what it is about', async () => {
    const at = NOW + 500
    const done = (
      action: 'county' | 'wording' | 'rules-activate' | 'rules-draft' | 'paste',
      detail: string,
    ) => record(bench.db.pool, { at, login: 'leader', staff: 'zhaolei', action, detail })
    await done('county', 'area 430281105203-8')
    await done('county', 'staff zhangjian')
    await done('county', 'office gone')
    await done('rules-activate', '430281105 3')
    await done('rules-activate', 'everywhere folder')
    await done('rules-draft', '4 roads.yaml')
    await done('paste', 'group g-lengshui 12')
    await done('county', 'import staff 2 area 1')
    await done('county', 'staff zhangjian handler → admin')
    await done('county', 'settings calendar 2026-03-06、2026-03-09')
    await done('county', 'settings answer')
    await done('wording', 'receipt-opened')
    await done('wording', 'receipt-held default')
    const { items } = await list(`from=${at}&to=${at}`)
    expect(items.map(detailOf).reverse()).toEqual([
      ...['区域 冷水村八组', '工作人员 张健', '单位 gone', '茶山镇 v3', '全县 安装时的规则', 'v4 道路桥梁'],
      ...['群 幸福株洲·冷水村 12 条', '导入 工作人员 2 区域 1', '工作人员 张健 承办人 → 管理员'],
      ...['设置 日历 2026-03-06、2026-03-09', '设置 等群众评价'],
      ...['登记回执 已登记【…】，编号…，交…办…', '登记回执 已登记【…】，编号…，正在确… 恢复原文'],
    ])
    expect(detailOf({ action: 'review', detail: 'dismiss solved' })).toBe('忽略 已解决')
  })

  it('is paged without a gap or a double, newest first', async () => {
    for (let i = 0; i < 7; i++) await note(null, `n${i}`, NOW + 1000 + (i >> 2))
    const seen: string[] = []
    let after = ''
    do {
      const { items, next } = await list(`limit=2${after && `&after=${after}`}`)
      seen.push(...items.map((item: { detail: string }) => item.detail))
      after = next
    } while (after && seen.length < 100)
    expect(seen.filter((detail) => /^n\d$/.test(detail))).toEqual(['n6', 'n5', 'n4', 'n3', 'n2', 'n1', 'n0'])
    expect(seen).toHaveLength((await list('limit=100')).items.length)
    for (const bad of [
      'x',
      Buffer.from('[1,"x"]').toString('base64url'),
      Buffer.from('["1","1"]').toString('base64url'),
    ])
      expect((await bench.as('admin', { url: `/api/audit?after=${bad}` })).status).toBe(400)
  })
})
