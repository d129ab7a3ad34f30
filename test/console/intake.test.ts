import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBench, type Bench } from './bench.ts'
import { NOW } from './county.ts'

const DAY = 86_400_000
let bench: Bench
beforeAll(async () => void (bench = await openBench()))
afterAll(() => bench.close())

const form = { channel: 'phone', text: '八组的路灯不亮', area: '430281105203' }
const file = (user: string, more: object = {}) =>
  bench.as(user, { method: 'POST', url: '/api/intake', payload: { ...form, ...more } })
const rows = async (sql: string, values: unknown[] = []) => (await bench.db.pool.query(sql, values)).rows
const caseOf = async (code: string) => (await rows('select * from cases where code = $1', [code]))[0]

describe('the form', () => {
  it('opens a case of what was said, at the place that was named or nearer', async () => {
    const { status, json } = await file('village')
    expect(status).toBe(200)
    expect(await caseOf(json.code)).toMatchObject({
      ...{ channel: 'phone', category: 'street-lighting', area: '430281105203-8', placed: true },
      ...{ office: 'cw-lengshui', status: 'assigned', account: 'form', group_id: null, text: form.text },
    })
    const [message] = await rows(
      `select m.* from messages m join cases c on c.id = m.case_id where c.code = $1`,
      [json.code],
    )
    expect(message).toMatchObject({
      ...{ account: 'form', group_id: null, member: null, type: 'text', state: 'case', text: form.text },
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    const page = (await bench.as('village', { url: `/api/cases/${json.code}` })).json
    expect(page).toMatchObject({ channel: 'phone', events: [{ type: 'opened', by: '张健' }], reporters: [] })
    expect(
      await rows(`select login, staff, action, detail from audit where case_code = $1`, [json.code]),
    ).toEqual([{ login: 'village', staff: 'zhangjian', action: 'intake', detail: 'phone' }])
  })

  it('lets the WeChat account speak that was there last', async () => {
    await bench.db.pool.query(
      `insert into accounts (id, state, last_event_at, updated_at) values
        ('old', 'offline', now() - interval '1 day', now()), ('bot', 'online', now(), now()), ('new', 'scan', null, now())`,
    )
    const { json } = await file('village', { text: '三岔口路面塌了' })
    expect(await caseOf(json.code)).toMatchObject({ category: 'roads', account: 'bot' })
    expect(await rows(`select account, direct from outbox`)).toContainEqual({
      account: 'bot',
      direct: 'wx-zhangjian',
    })
  })

  it('always opens one, of the category that a person names', async () => {
    const other = await file('village', { text: '今天天气不错' })
    expect(await caseOf(other.json.code)).toMatchObject({ category: 'other' })
    const named = await file('village', { category: 'roads' })
    expect(await caseOf(named.json.code)).toMatchObject({ category: 'roads' })
  })

  it('keeps a complaint confidential whatever category is named, from whoever has filed it too', async () => {
    const { json } = await file('village', { text: '张健收了两条香烟', category: 'roads' })
    expect(await caseOf(json.code)).toMatchObject({
      confidential: true,
      office: 'jw-chashan',
      about: ['zhangjian'],
    })
    expect((await bench.as('village', { url: `/api/cases/${json.code}` })).status).toBe(404)
  })

  it('starts the clock when it was said, at most 30 days ago', async () => {
    const [said, now] = [await file('village', { at: NOW - DAY }), await file('village')]
    const [early, late] = [await caseOf(said.json.code), await caseOf(now.json.code)]
    expect(+early.opened_at).toBe(NOW - DAY)
    expect(+early.due_at).toBeLessThan(+late.due_at)
    for (const at of [NOW + 1, NOW - 30 * DAY - 1])
      expect((await file('village', { at })).json.error.message).toMatch(/^时间不能/)
    expect((await file('village', { at: NOW - 30 * DAY })).status).toBe(200)
  })

  it('keeps who reported it apart', async () => {
    const { json } = await file('village', { contact: { name: '陈某', phone: '13900001111' } })
    const { json: none } = await file('village', { contact: { name: ' ' } })
    const kept = await rows(
      'select c.code, k.name, k.phone from case_contacts k join cases c on c.id = k.case_id',
    )
    expect(kept).toEqual([{ code: json.code, name: '陈某', phone: '13900001111' }])
    expect((await bench.as('village', { url: `/api/cases/${none.code}` })).json.contact).toBe(false)
    const told = JSON.stringify([
      await rows('select * from case_events'),
      await rows('select * from audit'),
      await rows('select * from outbox'),
    ])
    expect(told).not.toMatch(/陈某|13900001111/)
  })

  it('says what is wrong', async () => {
    expect((await file('village', { area: '430281106' })).json.error.message).toBe('没有这个地方')
    expect((await file('village', { area: 'none' })).json.error.message).toBe('没有这个地方')
    expect((await file('village', { category: 'none' })).json.error.message).toBe('没有这个类别')
    for (const more of [
      { text: ' \n ' },
      { channel: 'group' },
      { text: 'x'.repeat(5001) },
      { more: 1 },
      { area: '' },
    ])
      expect((await file('village', more)).status).toBe(400)
    expect((await file('county', { area: '430281106' })).status).toBe(200)
  })
})

describe('the areas to choose from', () => {
  const codes = async (user: string) =>
    (await bench.as(user, { url: '/api/areas' })).json.items.map((a: { code: string }) => a.code)

  it('are those in sight, each with its path', async () => {
    expect((await bench.as('village', { url: '/api/areas' })).json.items).toEqual([
      { code: '430281105203', name: '冷水村', level: 'village', path: ['醴陵市', '茶山镇', '冷水村'] },
      { code: '430281105203-8', name: '八组', level: 'grid', path: ['醴陵市', '茶山镇', '冷水村', '八组'] },
    ])
    expect(await codes('neighbour')).toEqual(['430281106', '430281106201'])
    expect(await codes('department')).toHaveLength(6)
    expect(await codes('admin')).toHaveLength(6)
  })
})

it('the staff to choose from have names, posts and offices', async () => {
  const { items } = (await bench.as('township', { url: '/api/staff' })).json
  expect(items).toContainEqual({ id: 'lifang', name: '李芳', post: '纪委书记', office: '茶山镇纪委' })
})
