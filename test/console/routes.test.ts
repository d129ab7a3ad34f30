import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBench, type Bench } from './bench.ts'
import { addCase, addFlag, addPost, NOW } from './county.ts'

const WHY = ['合计 12 分', '规则 roads.broken：「路面」 +12']

let bench: Bench
let caseId: string
beforeAll(async () => {
  bench = await openBench()
  const { pool } = bench.db
  for (let i = 0; i < 7; i++)
    await addFlag(pool, { id: `f${i}`, text: `路面第${i}处塌了`, at: NOW - (i >> 1) * 1000, why: WHY })
  caseId = await addCase(pool, { code: 'K7M2', dueAt: NOW - 1, openedAt: NOW - 5000 })
  await addCase(pool, {
    code: 'P9WX',
    text: '100%的积水',
    category: 'roads',
    status: 'closed',
    openedAt: NOW - 4000,
  })
  await addCase(pool, {
    code: 'T3RD',
    supervised: true,
    status: 'resolved',
    openedAt: NOW - 4000,
    dueAt: NOW - 1,
  })
})
afterAll(() => bench.close())

const codes = async (query: string) => {
  const { json } = await bench.as('admin', { url: `/api/cases?${query}` })
  return json.items.map((item: { code: string }) => item.code).join(' ')
}

async function walk(url: string, key: string) {
  const seen: string[] = []
  let after = ''
  for (let pages = 0; pages < 10; pages++) {
    const { json } = await bench.as('admin', { url: `${url}?limit=2${after && `&after=${after}`}` })
    seen.push(...json.items.map((item: Record<string, string>) => item[key]))
    if (!json.next) return seen
    after = json.next
  }
  throw new Error('the list has no end')
}

describe('flags', () => {
  it('are paged without a gap or a double, newest first', async () => {
    expect(await walk('/api/flags', 'message')).toEqual(['f1', 'f0', 'f3', 'f2', 'f5', 'f4', 'f6'])
  })

  it('are lines of a list', async () => {
    const { json } = await bench.as('township', { url: '/api/flags?limit=1' })
    expect(json.items[0]).toEqual({
      account: 'bot',
      message: 'f1',
      at: NOW,
      text: '路面第1处塌了',
      group: '幸福株洲·冷水村',
      from: '刘女士',
      category: 'roads',
      urgency: 'normal',
      confidential: false,
      hits: [{ rule: 'roads.broken', term: '路面', start: 0, end: 2 }],
    })
  })

  it('can be asked for of one place', async () => {
    for (const [area, n] of [
      ['430281105', 7],
      ['430281105203', 7],
      ['430281106', 0],
    ]) {
      const { json } = await bench.as('admin', { url: `/api/flags?limit=9&area=${area}` })
      expect(json.items).toHaveLength(n as number)
    }
    expect((await bench.as('township', { url: '/api/flags?area=430281106' })).status).toBe(400)
  })
})

describe('cases', () => {
  it('are paged without a gap or a double, newest first', async () => {
    expect(await walk('/api/cases', 'code')).toEqual(['T3RD', 'P9WX', 'K7M2'])
  })

  it.each([
    ['status=unfinished', 'T3RD K7M2'],
    ['status=closed', 'P9WX'],
    ['category=roads', 'P9WX'],
    ['office=cw-lengshui', 'T3RD P9WX K7M2'],
    ['office=cg-liling', ''],
    ['supervised=true', 'T3RD'],
    ['overdue=true', 'K7M2'],
    ['search=k7m2', 'K7M2'],
    [`search=${encodeURIComponent('Ｋ７Ｍ２')}`, 'K7M2'],
    [`search=${encodeURIComponent('路灯')}`, 'T3RD K7M2'],
    [`search=${encodeURIComponent('%')}`, 'P9WX'],
    [`search=${encodeURIComponent('_')}`, ''],
    [`search=${encodeURIComponent("' or true --")}`, ''],
    [`status=unfinished&search=${encodeURIComponent('路灯')}&supervised=true`, 'T3RD'],
  ])('%s', async (query, expected) => expect(await codes(query)).toBe(expected))

  it('are late from the minute on, without waiting for the sweep', async () => {
    const { json } = await bench.as('admin', { url: '/api/cases' })
    expect(json.items.map((item: { overdue: boolean }) => item.overdue)).toEqual([false, false, true])
  })

  it('have a page with messages, history and reporters', async () => {
    const { json } = await bench.as('village', {
      url: '/api/cases/Ｋ7ｍ2'.normalize('NFC').split('/').map(encodeURIComponent).join('/'),
    })
    expect(json).toMatchObject({
      code: 'K7M2',
      office: '冷水村村委会',
      place: ['醴陵市', '茶山镇', '冷水村', '八组'],
      overdue: true,
      messages: [
        {
          ...{ id: 'm-K7M2', text: '八组的路灯坏了半个月了', from: '刘女士' },
          ...{ staff: false, private: false, photo: false },
        },
      ],
      events: [
        { type: 'opened', by: 'system', post: null, office: '冷水村村委会' },
        { type: 'accepted', by: '张健', post: '村主任' },
      ],
      reporters: [{ name: '刘女士', private: false, group: '幸福株洲·冷水村' }],
    })
    expect(json).not.toHaveProperty('about')
  })
})

describe('the state of the system', () => {
  it('shows accounts, what was missed and what cannot be read, but not what was said', async () => {
    const { pool } = bench.db
    await pool.query(
      `insert into accounts (id, state, qrcode, updated_at) values ('bot', 'scan', 'https://weixin.qq.com/x', now())`,
    )
    await pool.query(
      `insert into blind_windows (account, from_at, reason) values ('bot', $1, 'gateway lost')`,
      [new Date(NOW)],
    )
    await pool.query(
      `insert into dead_letters (account, message, stage, reason, payload, at)
       values ('bot', 'x1', 'triage', 'no text', '{"text": "隐私"}', $1)`,
      [new Date(NOW)],
    )
    const { json, body } = await bench.as('admin', { url: '/api/system' })
    expect(json.accounts).toMatchObject([
      {
        id: 'bot',
        name: null,
        state: 'scan',
        qrcode: 'https://weixin.qq.com/x',
        error: null,
        lastEventAt: null,
      },
    ])
    const others = (await bench.as('township', { url: '/api/system' })).json
    expect(others.accounts, 'who scans the code lends his own account').toMatchObject([{ qrcode: null }])
    expect(json.blindWindows).toMatchObject([{ account: 'bot', from: NOW, to: null, reason: 'gateway lost' }])
    expect(json.deadLetters).toMatchObject([{ message: 'x1', stage: 'triage', reason: 'no text' }])
    expect(body).not.toContain('隐私')
  })

  it('lets a person settle what nobody knows', async () => {
    const { pool } = bench.db
    const unknown = await addPost(pool, { caseId, status: 'unknown', text: '已登记' })
    const sent = await addPost(pool, { caseId, status: 'sent', text: '已登记' })
    const { outbox } = (await bench.as('township', { url: '/api/system' })).json
    expect(outbox.unknown).toMatchObject([{ ref: unknown.ref, code: 'K7M2', group: '幸福株洲·冷水村' }])
    const settle = async (ref: string) =>
      (
        await bench.as('township', {
          method: 'POST',
          url: `/api/outbox/${ref}/settle`,
          payload: { how: 'again' },
        })
      ).status
    expect([await settle(unknown.ref), await settle(sent.ref), await settle(randomUUID())]).toEqual([
      200, 409, 404,
    ])
    expect(bench.settled).toEqual([{ id: unknown.id, how: 'again' }])
  })
})

describe('replies that were refused for good', () => {
  it('are listed with the reason, counted, and settled by a person', async () => {
    const { pool } = bench.db
    const refused = await addPost(pool, { caseId, status: 'refused', text: '已登记' })
    await pool.query(`update outbox set claimed_at = null, error = 'no such room' where id = $1`, [
      refused.id,
    ])
    const before = bench.settled.length
    const { outbox } = (await bench.as('township', { url: '/api/system' })).json
    expect(outbox.counts).toMatchObject({ refused: 1 })
    expect(outbox.refused).toMatchObject([{ ref: refused.ref, at: NOW, error: 'no such room', code: 'K7M2' }])
    expect((await bench.as('neighbour', { url: '/api/system' })).json.outbox).toMatchObject({
      counts: { refused: 0 },
      refused: [],
    })
    const settle = async (user: string, how: string) =>
      (await bench.as(user, { method: 'POST', url: `/api/outbox/${refused.ref}/settle`, payload: { how } }))
        .status
    expect(await settle('neighbour', 'drop')).toBe(404)
    expect(await settle('township', 'sent')).toBe(409)
    expect(await settle('township', 'drop')).toBe(200)
    expect(await settle('township', 'again')).toBe(200)
    expect(bench.settled.slice(before)).toEqual([
      { id: refused.id, how: 'drop' },
      { id: refused.id, how: 'again' },
    ])
  })
})

describe('the simulated chats', () => {
  const say = (payload: object) => bench.as('admin', { method: 'POST', url: '/api/stage/say', payload })

  it('show groups, people and talks', async () => {
    const { json } = await bench.as('admin', { url: '/api/stage/groups' })
    expect(json.groups).toHaveLength(2)
    expect(json.members.map((m: { name: string }) => m.name)).toEqual(['刘女士', '张健', '陶大爷'])
    expect(json.account.name).toBe('巡群小助手')
    const chat = await bench.as('admin', { url: '/api/stage/groups/g-lengshui' })
    expect(chat.json.members).toEqual([
      { id: 'wx-liu', name: '刘女士', post: null, role: null, local: false },
      { id: 'wx-zhangjian', name: '张健', post: '村主任', role: 'handler', local: true },
    ])
    expect((await bench.as('admin', { url: '/api/stage/groups/none' })).status).toBe(404)
  })

  it('let one write as a member, in a group or to the bot', async () => {
    expect(
      (await say({ group: 'g-lengshui', from: 'wx-liu', text: '路灯坏了', mentions: ['bot'] })).status,
    ).toBe(200)
    expect((await say({ group: null, from: 'wx-tao', image: 'lamp.jpg' })).status).toBe(200)
    expect((await say({ group: 'g-lengshui', from: 'wx-tao', text: '不在这个群' })).status).toBe(400)
    expect((await say({ group: 'g-lengshui', from: 'wx-liu' })).status).toBe(400)
    expect(bench.stage.said).toEqual([
      { group: 'g-lengshui', from: 'wx-liu', text: '路灯坏了', mentions: ['bot'], at: NOW },
      { group: null, from: 'wx-tao', image: 'lamp.jpg', at: NOW },
    ])
    const { json } = await bench.as('admin', { url: '/api/stage/members/wx-tao' })
    expect(json.lines).toMatchObject([{ text: 'lamp.jpg', kind: 'image', name: '陶大爷' }])
  })
})
