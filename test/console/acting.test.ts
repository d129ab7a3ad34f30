import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBench, USERS, type Bench } from './bench.ts'
import { addCase, addMessage, addPost, NOW } from './county.ts'

const MINUTE = 60_000
let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  await addCase(bench.db.pool, { code: 'REF2' })
})
afterAll(() => bench.close())

const post = (user: string, path: string, payload: object = {}) =>
  bench.as(user, { method: 'POST', url: `/api/cases/${path}`, payload })
const rows = async (sql: string, values: unknown[] = []) => (await bench.db.pool.query(sql, values)).rows
const page = async (user: string, code: string) => (await bench.as(user, { url: `/api/cases/${code}` })).json

describe('acting', () => {
  it('runs from 接单 over 办结 to the reporter’s word that a reviewer has heard', async () => {
    await addCase(bench.db.pool, { code: 'RUN2' })
    expect((await page('village', 'RUN2')).may).toEqual(
      expect.arrayContaining(['accept', 'resolve', 'reveal']),
    )
    expect((await post('village', 'RUN2/act', { verb: 'accept' })).json).toEqual({ done: true })
    expect((await post('village', 'ｒｕｎ２/act', { verb: 'resolve', text: ' 换了灯泡 ' })).status).toBe(200)
    expect(await rows(`select status, result from cases where code = 'RUN2'`)).toEqual([
      { status: 'resolved', result: '换了灯泡' },
    ])
    const closure = await rows(
      `select x.text from outbox x where kind = 'closure' and group_id = 'g-lengshui'`,
    )
    expect(closure).toMatchObject([{ text: expect.stringContaining('换了灯泡') }])
    expect((await post('township', 'RUN2/act', { verb: 'satisfied' })).status).toBe(200)
    const shown = await page('township', 'RUN2')
    expect(shown).toMatchObject({ status: 'closed', channel: 'group', outcome: 'done', contact: false })
    expect(shown.events.map((e: { type: string }) => e.type).slice(-5)).toEqual([
      'accepted',
      'accepted',
      'resolved',
      'satisfied',
      'closed',
    ])
    expect(shown.messages[0]).toMatchObject({ account: 'bot', id: 'm-RUN2' })
    expect(
      await rows(`select login, staff, action, detail from audit where case_code = 'RUN2' order by id`),
    ).toEqual([
      { login: 'village', staff: 'zhangjian', action: 'act', detail: 'accept' },
      { login: 'village', staff: 'zhangjian', action: 'act', detail: 'resolve' },
      { login: 'township', staff: 'wangfang', action: 'act', detail: 'satisfied' },
    ])
  })

  it.each([
    ['village', 'resolve', undefined, '请写明办理结果'],
    ['village', 'return', '', '请写明原因'],
    ['village', 'extend', '很久', '请写明天数'],
    ['village', 'transfer', '天上管理局', '没有“天上管理局”这个单位'],
    ['village', 'supervise', undefined, '只能由监督单位督办'],
    ['village', 'satisfied', undefined, '只能由反映人评价'],
    ['village', 'verify', undefined, '不能这样操作'],
    ['leader', 'accept', undefined, '您不能操作'],
    ['township', 'accept', undefined, '您不能操作'],
  ])('refuses %s to %s %j, with the line of the bot', async (user, verb, text, line) => {
    const { status, json } = await post(user, 'REF2/act', { verb, ...(text !== undefined && { text }) })
    expect([status, json.error.code]).toEqual([409, 'refused'])
    expect(json.error.message).toContain(line)
    expect(await rows(`select version from cases where code = 'REF2'`)).toEqual([{ version: 1 }])
    expect(await rows(`select from audit where case_code = 'REF2'`)).toEqual([])
  })

  it('answers for what one may not see like for what is not there', async () => {
    await addCase(bench.db.pool, { code: 'SEC2', confidential: true, office: 'jw-chashan' })
    const tries: [string, object][] = [
      ['act', { verb: 'accept' }],
      ['split', { account: 'bot', message: 'm-SEC2' }],
      ['confidential', {}],
      ['reveal', {}],
    ]
    for (const [path, payload] of tries)
      for (const user of ['village', 'township', 'county', 'neighbour', 'leader', 'department']) {
        const [secret, none] = [
          await post(user, `SEC2/${path}`, payload),
          await post(user, `NONE/${path}`, payload),
        ]
        expect([secret.status, secret.body], `${user} ${path}`).toEqual([404, none.body])
      }
    expect((await post('discipline', 'SEC2/act', { verb: 'accept' })).status).toBe(200)
  })

  it('is for staff, in what form it is asked', async () => {
    for (const payload of [
      {},
      { verb: 'delete' },
      { verb: 'accept', text: 'a\u0000' },
      { verb: 'accept', more: 1 },
    ])
      expect((await post('village', 'REF2/act', payload)).status).toBe(400)
    expect((await post('village', 'REF2/act', { verb: 'resolve', text: '\ud83d' })).status).toBe(400)
    expect((await post('admin', 'REF2/act', { verb: 'accept' })).status).toBe(403)
  })
})

describe('making a case confidential', () => {
  it('takes it from its office, and what waits to be said in groups with it', async () => {
    const { pool } = bench.db
    const id = await addCase(pool, { code: 'MRK2', text: '村里的账目对不上' })
    await addPost(pool, { caseId: id, status: 'pending', text: '已登记 MRK2' })
    await addPost(pool, { caseId: id, status: 'sent', text: '已登记 MRK2' })
    await addPost(pool, { caseId: id, status: 'refused', text: '已登记 MRK2' })
    await pool.query(
      `insert into outbox (account, case_id, kind, direct, mentions, text, urgent, prompt, not_before, created_at)
       select 'bot', $1, 'reminder', member, '{}', '提醒', false, false, now(), now() from unnest('{wx-zhangjian,wx-liu}'::text[]) as member`,
      [id],
    )
    await pool.query(
      `insert into flags (account, message, at, category, kind, urgency, confidential, score, hits, status)
       values ('bot', 'm-MRK2', now(), 'roads', 'problem', 'normal', false, 0.5, '[]', 'opened')`,
    )
    expect((await post('village', 'MRK2/confidential')).status).toBe(403)
    expect((await post('township', 'MRK2/confidential', { about: ['nobody'] })).status).toBe(400)
    expect((await post('township', 'MRK2/confidential', { about: ['zhangjian'] })).status).toBe(200)

    expect((await page('discipline', 'MRK2')).events.at(-1)).toMatchObject({ type: 'marked', by: '王芳' })
    for (const user of Object.keys(USERS).filter((u) => u !== 'discipline'))
      expect((await bench.as(user, { url: '/api/cases/MRK2' })).status, user).toBe(404)
    expect((await post('township', 'MRK2/confidential')).status).toBe(404)
    const waiting = await rows(
      `select group_id, direct, status from outbox where case_id = $1 and status <> 'sent' order by id`,
      [id],
    )
    expect(waiting).toEqual([
      { group_id: 'g-lengshui', direct: null, status: 'dropped' },
      { group_id: null, direct: 'wx-liu', status: 'pending' },
      { group_id: null, direct: 'wx-liu', status: 'pending' },
      { group_id: null, direct: 'wx-lifang', status: 'pending' },
    ])
    expect(await rows(`select confidential, about, office from flags where message = 'm-MRK2'`)).toEqual([
      { confidential: true, about: ['zhangjian'], office: 'jw-chashan' },
    ])
    expect(
      await rows(`select login, action from audit where case_code = 'MRK2' and action <> 'read'`),
    ).toEqual([{ login: 'township', action: 'confidential' }])
  })

  it('is refused with the line of the bot once it has ended', async () => {
    await addCase(bench.db.pool, { code: 'END2', status: 'closed' })
    const { status, json } = await post('township', 'END2/confidential')
    expect([status, json.error.message]).toEqual([409, 'END2 现在是“已销号”，不能这样操作。'])
  })
})

describe('splitting', () => {
  const open = async (code: string, more: object = {}) => {
    const { pool } = bench.db
    const id = await addCase(pool, { code, ...more })
    const tell = (name: string, text: string, minutes: number, other: object = {}) =>
      addMessage(pool, {
        ...{ id: `${code}-${name}`, text, state: 'case', caseId: id, at: NOW + minutes * MINUTE },
        ...{ member: 'wx-tao', ...other },
      })
    await pool.query(
      `insert into case_reporters (case_id, member, group_id, at, seq) values ($1, 'wx-tao', 'g-lengshui', now(), 1)`,
      [id],
    )
    return tell
  }
  const reporters = async (code: string) =>
    (await page('township', code)).reporters.map((r: { name: string }) => r.name)
  const messages = async (code: string) =>
    (await page('township', code)).messages.map((m: { id: string }) => m.id)

  it('makes a case of a message, with its pictures, and lets its sender go', async () => {
    const tell = await open('SPL2')
    await tell('early', 'a.jpg', -4, { type: 'image' })
    await tell('before', 'b.jpg', -2, { type: 'image' })
    await tell('pit', '桃花村路上有个坑', 0)
    await tell('after', 'c.jpg', 9, { type: 'image' })
    await tell('other', 'd.jpg', 1, { type: 'image', member: 'wx-liu' })
    const { status, json } = await post('township', 'SPL2/split', { account: 'bot', message: 'SPL2-pit' })
    expect(status).toBe(200)
    expect(await page('township', json.code)).toMatchObject({
      category: 'roads',
      status: 'assigned',
      openedAt: NOW,
      text: '桃花村路上有个坑',
    })
    expect(await messages(json.code)).toEqual(['SPL2-before', 'SPL2-pit', 'SPL2-after'])
    expect(await reporters(json.code)).toEqual(['陶大爷'])
    expect(await messages('SPL2')).toEqual(['m-SPL2', 'SPL2-early', 'SPL2-other'])
    expect(await reporters('SPL2')).toEqual(['刘女士'])
    const receipts = await rows(
      `select mentions from outbox x join cases c on c.id = x.case_id
      where c.code = $1 and x.kind = 'receipt'`,
      [json.code],
    )
    expect(receipts).toEqual([{ mentions: ['wx-tao'] }])
    expect(await rows(`select action, detail from audit where case_code = 'SPL2'`)).toEqual([
      { action: 'split', detail: json.code },
    ])
  })

  it('keeps a sender who has said something else', async () => {
    const tell = await open('SPM2')
    await tell('more', '我家门口的路灯也不亮', 0)
    await tell('pit', '路上有个坑', 1)
    const body = { account: 'bot', message: 'SPM2-pit', category: 'other' }
    const { json } = await post('township', 'SPM2/split', body)
    expect((await page('township', json.code)).category).toBe('other')
    expect(await reporters('SPM2')).toEqual(['刘女士', '陶大爷'])
  })

  it('is for reviewers above, and of what was said about the case besides what opened it', async () => {
    const tell = await open('SPN2')
    await tell('pic', 'a.jpg', 0, { type: 'image' })
    await tell('cmd', '查 SPN2', 1, { state: 'command' })
    await tell('pit', '路上有个坑', 2)
    const split = (user: string, message: string, more: object = {}) =>
      post(user, 'SPN2/split', { account: 'bot', message, ...more })
    for (const user of ['village', 'leader']) expect((await split(user, 'SPN2-pit')).status, user).toBe(403)
    for (const message of ['m-SPN2', 'SPN2-pic', 'SPN2-cmd', 'm-RUN2', 'none'])
      expect((await split('township', message)).status, message).toBe(404)
    expect((await split('township', 'SPN2-pit', { category: 'none' })).status).toBe(400)
  })

  it('tells nothing of a complaint that was split off', async () => {
    const tell = await open('SPO2')
    await tell('smoke', '张健收了两条香烟', 0)
    const { json } = await post('township', 'SPO2/split', { account: 'bot', message: 'SPO2-smoke' })
    for (const user of ['village', 'township', 'leader']) {
      expect((await bench.as(user, { url: `/api/cases/${json.code}` })).status, user).toBe(404)
      expect((await bench.as(user, { url: '/api/cases/SPO2' })).body, user).not.toMatch(
        new RegExp(`${json.code}|"type":"split"`),
      )
    }
    expect((await page('discipline', json.code)).confidential).toBe(true)
    expect((await page('discipline', 'SPO2')).events.at(-1).text).toBe(json.code)
  })

  it('keeps what is said about a confidential case confidential, unless a person says what it is about', async () => {
    const tell = await open('SPP2', { confidential: true, office: 'jw-chashan' })
    await tell('again', '他上个月又来了', 0)
    await tell('pit', '路上有个坑', 1)
    const split = async (message: string, more: object = {}) => {
      const { json } = await post('discipline', 'SPP2/split', { account: 'bot', message, ...more })
      return (await page('discipline', json.code)).confidential
    }
    expect(await split('SPP2-again')).toBe(true)
    expect(await split('SPP2-pit', { category: 'roads' })).toBe(false)
  })
})

describe('what is revealed', () => {
  it('is what was said, to those who handle the case, and is recorded', async () => {
    const text = '路灯坏了，电话13812345678'
    await addCase(bench.db.pool, { code: 'REV2', text })
    await bench.db.pool.query(
      `insert into case_contacts select id, '陈某', '13900001111' from cases where code = 'REV2'`,
    )
    const shown = await bench.as('village', { url: '/api/cases/REV2' })
    expect(shown.json.contact).toBe(true)
    expect(shown.body).not.toMatch(/13812345678|13900001111|陈某/)
    const { json } = await post('village', 'REV2/reveal')
    expect(json).toEqual({
      text,
      messages: [{ account: 'bot', id: 'm-REV2', text }],
      contact: { name: '陈某', phone: '13900001111' },
    })
    for (const user of ['township', 'leader']) expect((await post(user, 'REV2/reveal')).status).toBe(403)
    expect(await rows(`select login, action from audit where case_code = 'REV2'`)).toEqual([
      { login: 'village', action: 'reveal' },
    ])
  })
})
