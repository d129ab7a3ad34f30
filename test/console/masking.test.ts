import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueKey } from '../../store/keys.ts'
import { openBench, USERS, type Bench } from './bench.ts'
import { addCase, addFlag, addMessage, addPost, NOW } from './county.ts'

const PHONES = ['13812345678', '138 1234 5678', '１３８１２３４５６７８', '430281199001011234']
const PHONE = PHONES.join('，')
/** What is left of them where they are masked. */
const HIDDEN = /1234\s?5678|１２３４５|19900101/

let bench: Bench
let key: string
beforeAll(async () => {
  bench = await openBench()
  const { pool } = bench.db
  key = await issueKey(pool, 'hotline', NOW)
  for (const [code, more] of [
    ['PLAN', {}],
    ['SECR', { confidential: true, office: 'jw-chashan' }],
  ] as const) {
    const id = await addCase(pool, {
      ...{ code, text: `路灯坏了，我的电话${PHONE}`, why: [`「${PHONE}」`] },
      ...{ more: { result: PHONE, outcome: 'done' }, ...more },
    })
    await addMessage(pool, { id: `m2-${code}`, text: PHONE, state: 'case', caseId: id })
    await pool.query(`insert into case_contacts values ($1, '陈某', $2)`, [id, PHONES[0]])
    for (const status of ['unknown', 'refused']) {
      const post = await addPost(pool, { caseId: id, status, text: PHONE })
      await pool.query(`update outbox set error = $2, direct = 'wx-phone', group_id = null where id = $1`, [
        post.id,
        PHONE,
      ])
    }
  }
  await pool.query(`insert into members (id, name) values ('wx-phone', $1)`, [PHONE])
  await pool.query(`update members set name = $1 where id = 'wx-liu'`, [`刘 ${PHONE}`])
  await pool.query(`update messages set member_name = $1`, [`刘 ${PHONE}`])
  await pool.query(`update groups set topic = topic || $1`, [PHONE])
  await addFlag(pool, { id: 'f1', text: `电话${PHONES[1]}，路面塌了`, why: [`「${PHONE}」`] })
  await pool.query(
    `update flags set hits = '[{"rule": "roads.broken", "term": "路面", "start": 16, "end": 18}]'`,
  )
  await pool.query(
    `insert into accounts (id, state, name, error, updated_at) values ('bot', 'online', $1, $1, now())`,
    [PHONE],
  )
  await pool.query(
    `insert into dead_letters (account, message, stage, reason, payload, at) values ('bot', 'x', 'triage', $1, $2, now())`,
    [PHONE, JSON.stringify({ text: PHONE })],
  )
  await pool.query(
    `insert into messages (account, id, at, type, text, state, case_id, received_at)
     select 'key:hotline', 'T-1', now(), 'text', $1, 'case', id, now() from cases where code = 'PLAN'`,
    [PHONE],
  )
})
afterAll(() => bench.close())

const LOOKS = [
  '/api/me',
  '/api/flags',
  '/api/cases',
  '/api/cases?search=路灯',
  '/api/cases/PLAN',
  '/api/cases/SECR',
  '/api/system',
  '/api/areas',
  '/api/staff',
  '/api/audit',
]

describe('numbers of people', () => {
  it('are masked in every answer, for everybody', async () => {
    const seen = new Set<string>()
    for (const user of Object.keys(USERS))
      for (const url of LOOKS) {
        const { body } = await bench.as(user, { url })
        expect(body, `${user} ${url}`).not.toMatch(HIDDEN)
        if (body.includes('138****5678')) seen.add(url)
      }
    expect([...seen].sort()).toEqual([
      '/api/cases',
      '/api/cases/PLAN',
      '/api/cases/SECR',
      '/api/cases?search=路灯',
      '/api/flags',
      '/api/system',
    ])
  })

  it('are masked for other systems', async () => {
    await bench.db.pool.query(`update cases set status = 'resolved' where code = 'PLAN'`)
    const headers = { authorization: `Bearer ${key}` }
    const { body } = await bench.as(null, { url: '/intake/v1/cases/T-1', headers })
    expect(body).toContain('138****5678')
    expect(body).not.toMatch(HIDDEN)
  })

  it('are masked beside what a reviewer is given', async () => {
    const payload = { hand: [], want: 3 }
    const { body, json } = await bench.as('discipline', { method: 'POST', url: '/api/review/take', payload })
    expect(json.cards[0].before.length + json.cards[0].after.length).toBeGreaterThan(0)
    expect(body).toContain('138****5678')
    expect(body).not.toMatch(HIDDEN)
  })

  it('do not move the words that rules have found', async () => {
    const [flag] = (await bench.as('township', { url: '/api/flags' })).json.items
    expect(flag.text).toBe('电话138 **** 5678，路面塌了')
    const [{ start, end, term }] = flag.hits
    expect(flag.text.slice(start, end)).toBe(term)
  })

  it.each(['13812345678', '1234', '81', '5678', '138 1', '１２３４', '２３', '0101', '话1', '٣'])(
    'cannot be found out by searching: %s',
    async (search) => {
      const { json } = await bench.as('admin', { url: `/api/cases?search=${encodeURIComponent(search)}` })
      expect(json.items).toEqual([])
    },
  )

  it('do not keep one from searching for others', async () => {
    await addCase(bench.db.pool, { code: 'HOUS', text: '3组12号门口，2026年修的路' })
    for (const search of ['12号', '3组', '2026', 'hous']) {
      const { json } = await bench.as('admin', { url: `/api/cases?search=${encodeURIComponent(search)}` })
      expect(
        json.items.map((item: { code: string }) => item.code),
        search,
      ).toEqual(['HOUS'])
    }
  })
})
