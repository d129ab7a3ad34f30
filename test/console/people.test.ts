import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBench, type Bench } from './bench.ts'

let bench: Bench
beforeAll(async () => void (bench = await openBench()))
afterAll(() => bench.close())

const get = async (url: string) => (await bench.as('admin', { url })).json
const post = (url: string, payload: object) => bench.as('admin', { method: 'POST', url, payload })
const versionNow = async () => (await get('/api/county/settings')).version as number
const save = async (kind: string, item: object, more: object = {}) =>
  post('/api/county/save', { version: await versionNow(), new: false, kind, item, ...more })
const audit = async () =>
  (await bench.db.pool.query('select action, detail from audit order by id desc limit 1')).rows[0]

describe('areas, offices and people', () => {
  it('are shown as a tree, with offices that nobody can accept for', async () => {
    const { items } = await get('/api/county/tree')
    expect(items).toEqual([
      { code: '430281', name: '醴陵市', level: 'county', below: 2, offices: 3, groups: 0, idle: 1 },
    ])
    const page = await get('/api/county/areas/430281105203')
    expect(page.path.map((p: { name: string }) => p.name)).toEqual(['醴陵市', '茶山镇', '冷水村'])
    expect(page.offices).toMatchObject([
      { id: 'cw-lengshui', reach: 'login', staff: [{ id: 'zhangjian', login: true }] },
    ])
    expect(page.groups).toMatchObject([{ id: 'g-lengshui', members: 2 }])
    expect((await bench.as('admin', { url: '/api/county/areas/no' })).status).toBe(404)
  })

  it('are found by name, post and id', async () => {
    const found = async (search: string) =>
      (await get(`/api/county/search?search=${encodeURIComponent(search)}`)).items.map(
        (item: { kind: string; id: string }) => `${item.kind} ${item.id}`,
      )
    expect(await found('村主任')).toEqual(['staff zhangjian'])
    expect(await found('冷水')).toEqual(['office cw-lengshui', 'area 430281105203', 'group g-lengshui'])
    expect(await found(' ')).toEqual([])
  })

  const zhang = { id: 'zhangjian', name: '张健', office: 'cw-lengshui', post: '村主任', aliases: ['健哥'] }
  it('are changed one by one, which is noted', async () => {
    const item = { ...zhang, wechat: 'wx-zhangjian', role: 'handler' }
    expect((await save('staff', item)).json).toEqual({ done: true })
    const { offices } = await get('/api/county/areas/430281105203')
    expect(offices[0].staff[0].aliases).toEqual(['健哥'])
    expect(await audit()).toEqual({ action: 'county', detail: 'staff zhangjian' })
    await save('staff', { ...item, role: 'admin' })
    expect(await audit()).toEqual({ action: 'county', detail: 'staff zhangjian handler → admin' })
    await save('staff', item)
    expect(await audit()).toEqual({ action: 'county', detail: 'staff zhangjian admin → handler' })
  })

  it.each<[string, string, object, object, RegExp]>([
    ['a role that there is not', 'staff', { ...zhang, role: 'chief' }, {}, /角色“chief”不对，只能是承办人/],
    [
      'an office that there is not',
      'staff',
      { ...zhang, office: 'no', role: 'handler' },
      {},
      /没有编号为“no”的单位/,
    ],
    [
      'the WeChat of another',
      'staff',
      { ...zhang, wechat: 'wx-lifang', role: 'handler' },
      {},
      /已属于人员 lifang/,
    ],
    ['a name that is empty', 'area', { code: '430281', name: ' ', level: 'county' }, {}, /名称是空的/],
    [
      'an id that is taken',
      'group',
      { id: 'g-taohua', topic: '群', area: '430281', kind: 'residents' },
      { new: true },
      /已经有了/,
    ],
    [
      'a county below a village',
      'area',
      { code: '430281106201', name: '桃花村', level: 'city' },
      {},
      /市不能放在乡镇/,
    ],
    [
      'what is no field',
      'area',
      { code: '430281', name: '市', level: 'county', 'a: b\nc': 'x' },
      {},
      /没有“/,
    ],
    [
      'times that are none',
      'settings',
      { answer: '7h', ledger: '7:30' },
      {},
      /台账时间“7:30”不是时间.*评价期限按天算/,
    ],
    [
      'a character that cannot be stored',
      'group',
      { id: 'g-taohua', topic: '群\0', area: '430281', kind: 'residents' },
      {},
      /不能保存的字符/,
    ],
  ])('are not changed to %s', async (_, kind, item, more, reason) => {
    const before = await versionNow()
    const answer = await save(kind, item, more)
    expect([answer.status, answer.json.error.message]).toEqual([400, expect.stringMatching(reason)])
    expect(await versionNow()).toBe(before)
  })

  it('tells whoever saves second what was changed since, and nobody else', async () => {
    const version = await versionNow()
    const item = { id: 'sunmei', name: '孙梅', office: 'cg-liling', post: '股长', role: 'handler' }
    expect((await post('/api/county/save', { version, new: false, kind: 'staff', item })).status).toBe(200)
    const second = await post('/api/county/save', {
      ...{ version, new: false, kind: 'staff' },
      item: { ...item, post: '科长' },
    })
    expect(second.status).toBe(409)
    expect(second.json.error.message).toMatch(/09:00 admin改了人员“孙梅”（职务 科员 → 股长）/)
    const other = { id: 'g-taohua', topic: '桃花村群', area: '430281106201', kind: 'residents' }
    expect((await post('/api/county/save', { version, new: false, kind: 'group', item: other })).status).toBe(
      200,
    )
  })

  it('are removed only while nothing refers to them and nothing was heard since', async () => {
    const remove = async (kind: string, id: string) =>
      post('/api/county/remove', { version: await versionNow(), kind, id })
    const reason = async (kind: string, id: string) => (await remove(kind, id)).json.error?.message
    expect(await reason('area', '430281105')).toMatch(/还有下级区域 1 个、单位 2 个，不能删除/)
    expect(await reason('office', 'cw-lengshui')).toMatch(/还有人员 1 名/)
    expect(await reason('staff', 'zhangjian')).toMatch(/有登录账号/)
    expect(await reason('group', 'g-taohua')).toMatch(/已经收到过消息/)
    expect((await remove('office', 'nowhere')).status).toBe(404)
    const office = {
      id: 'fp-liling',
      name: '醴陵市扶贫办',
      area: '430281',
      kind: 'department',
      handles: ['roads'],
    }
    expect((await save('office', office, { new: true })).status).toBe(200)
    expect((await remove('office', 'fp-liling')).json).toEqual({ done: true })
    expect((await get('/api/county/offices')).items.map((o: { id: string }) => o.id)).not.toContain(
      'fp-liling',
    )
  })
})

describe('the wording', () => {
  it.each([
    ['receipt-opened', '已登记，{office}办理', /少了 \{code\}.*请加上/],
    ['receipt-opened', '{code} 在{place}', /不能用 \{place\}，可用的有 \{code\}、/],
    ['received', '长'.repeat(101), /大约有 101 个字，请缩短到 100 个字以内/],
  ])('of %s is not changed to %s', async (name, text, reason) => {
    const answer = await post('/api/county/wording', { version: await versionNow(), name, text })
    expect([answer.status, answer.json.error.message]).toEqual([400, expect.stringMatching(reason)])
  })
})

describe('who handles what, and by when', () => {
  const rowOf = async (area: string, category: string) =>
    (await get(`/api/county/dispatch?area=${area}`)).rows.find(
      (row: { category: string }) => row.category === category,
    )

  it('shows what holds without an entry, and what an entry changes', async () => {
    expect(await rowOf('430281105203-8', 'roads')).toMatchObject({
      own: null,
      otherwise: { id: 'cw-lengshui' },
      above: null,
      times: { done: '5d', accept: '24h' },
    })
    await save('dispatch', { category: 'roads', area: '430281105', office: 'zf-chashan' })
    await save('deadline', { category: 'roads', area: '430281105', done: '3d' })
    expect(await rowOf('430281105203-8', 'roads')).toMatchObject({
      ...{ own: null, otherwise: { id: 'zf-chashan' }, above: { name: '茶山镇' } },
      times: { done: '3d', accept: '24h' },
    })
    expect(await rowOf('430281105', 'roads')).toMatchObject({
      own: { id: 'zf-chashan' },
      otherwise: { id: 'zf-chashan' },
      ownTimes: { done: '3d', accept: null },
    })
    await save('dispatch', { category: 'roads', area: '430281105', remove: 'yes' })
    expect((await get('/api/county/arranged')).dispatch).toEqual([])
  })

  it('leaves confidential categories to themselves', async () => {
    const answer = await save('dispatch', { category: 'conduct', area: '430281', office: 'jw-liling' })
    expect(answer.json.error.message).toMatch(/保密类别按涉及的人确定单位/)
  })

  it('keeps answers that fit into a reply', async () => {
    const answer = { id: 'bus', words: [['班车'], ['几点']], text: '早上六点。', source: '车站' }
    expect((await save('answer', answer, { new: true })).status).toBe(200)
    expect((await get('/api/county/answers')).items).toMatchObject([{ id: 'bus', area: null }])
    const long = await save('answer', { ...answer, text: '长'.repeat(81) })
    expect(long.json.error.message).toMatch(/答复有 81 个字，最多 80 个字/)
    expect((await save('answer', { id: 'bus', remove: 'yes' })).status).toBe(200)
  })

  it('shows a year with the days of the county’s own', async () => {
    await save('settings', { calendar: { off: ['2026-03-06'], work: [] } })
    expect(await audit()).toEqual({ action: 'county', detail: 'settings calendar 2026-03-06' })
    const { days, calendar, known, today } = await get('/api/county/year?year=2026')
    expect([days.length, calendar.off, known, today]).toEqual([365, ['2026-03-06'], true, '2026-03-05'])
    expect(days.find((d: { day: string }) => d.day === '2026-10-01')).toMatchObject({
      works: false,
      holiday: '国庆节',
    })
    expect((await get('/api/county/year?year=2099')).known).toBe(false)
  })
})
