import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveAccount } from '../../store/accounts.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase, addFlag, addMessage, addPost, NOW } from './county.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  const { pool } = bench.db
  await saveAccount(pool, 'bot', { state: 'online', name: '巡群', qrcode: null, error: null }, NOW)
  await addMessage(pool, { id: 'a', text: '早', at: NOW - HOUR, state: 'ignored' })
  await addMessage(pool, { id: 'b', text: '好', at: NOW - 2 * DAY, state: 'ignored' })
  await addMessage(pool, { id: 'c', text: '在', at: NOW - 5 * DAY, state: 'ignored', group: 'g-taohua' })
  await addMessage(pool, { id: 'd', text: '谁', at: NOW - 2 * HOUR, state: 'ignored', group: 'g-nowhere' })
  const open = await addCase(pool, { code: 'K7M2', openedAt: NOW - 3 * HOUR })
  // What is secret was heard too: who is in the group can count it as well.
  await addCase(pool, { code: 'W4X7', confidential: true, office: 'jw-chashan', openedAt: NOW - 1000 })
  await addFlag(pool, { id: 's', text: '收红包', confidential: true, office: 'jw-chashan', at: NOW - 2000 })
  await addPost(pool, { caseId: open, status: 'pending', text: '收到，电话13912345678' })
  await addPost(pool, { caseId: open, status: 'unknown', text: '已登记' })
})
afterAll(() => bench.close())

const as = async (user: string, url: string) => (await bench.as(user, { url })).json
const post = (user: string, url: string, payload: object) => bench.as(user, { method: 'POST', url, payload })

describe('the groups', () => {
  it('show what is heard, and what is open without what is confidential', async () => {
    const { items, total } = await as('admin', '/api/groups')
    expect(total).toBe(2)
    const lengshui = {
      ...{
        id: 'g-lengshui',
        kind: 'residents',
        heardAt: NOW - 1000,
        silent: false,
        hushed: null,
        manual: false,
      },
      ...{ accounts: ['bot'], today: 4, week: 5, open: 1, waiting: 1, unknown: 1, refused: 0 },
    }
    const taohua = { id: 'g-taohua', heardAt: NOW - 5 * DAY, silent: true, today: 0, week: 1, open: 0 }
    expect(items).toMatchObject([lengshui, taohua])
    expect(items[0].area).toEqual(['醴陵市', '茶山镇', '冷水村'])
  })

  it('are those of the area of whoever asks', async () => {
    const idsOf = async (user: string) =>
      (await as(user, '/api/groups')).items.map((row: { id: string }) => row.id)
    expect(await idsOf('township')).toEqual(['g-lengshui'])
    expect(await idsOf('neighbour')).toEqual(['g-taohua'])
    expect(await idsOf('county')).toEqual(['g-lengshui', 'g-taohua'])
  })

  it.each([
    ['show=silent', ['g-taohua']],
    ['show=waiting', ['g-lengshui']],
    ['show=hushed', []],
    [`search=${encodeURIComponent('桃花')}`, ['g-taohua']],
    ['account=bot', ['g-lengshui', 'g-taohua']],
    ['account=other', []],
    ['id=g-taohua', ['g-taohua']],
  ])('are found by %s', async (query, ids) => {
    const { items, total } = await as('admin', `/api/groups?${query}`)
    expect(items.map((row: { id: string }) => row.id)).toEqual(ids)
    expect(total).toBe(ids.length)
  })

  it('come in pages', async () => {
    const first = await as('admin', '/api/groups?limit=1')
    const second = await as('admin', `/api/groups?limit=1&after=${first.next}`)
    expect([...first.items, ...second.items].map((row) => row.id)).toEqual(['g-lengshui', 'g-taohua'])
    expect(second.next).toBeNull()
  })

  it('that the world does not have are shown to admins', async () => {
    expect((await as('admin', '/api/groups')).strangers).toEqual([
      { id: 'g-nowhere', at: NOW - 2 * HOUR, account: 'bot' },
    ])
    expect((await as('county', '/api/groups')).strangers).toEqual([])
  })
})

describe('what waits to be said', () => {
  it('is there with why, masked, for those who see its case', async () => {
    const { items } = await as('township', '/api/outbox')
    expect(items).toMatchObject([
      { text: '收到，电话139****5678', group: '幸福株洲·冷水村', code: 'K7M2', why: 'turn', until: null },
    ])
    expect((await as('neighbour', '/api/outbox')).items).toEqual([])
  })

  it('a place in the list that is none is refused', async () => {
    const after = Buffer.from(JSON.stringify([1, 'x'])).toString('base64url')
    expect((await bench.as('admin', { url: `/api/outbox?after=${after}` })).status).toBe(400)
  })
})

describe('an admin', () => {
  const place = { kind: 'group', id: 'g-lengshui' }

  it('pauses a group; everybody there sees it, and what waits', async () => {
    const made = await post('admin', '/api/hushed', { ...place, mode: 'paused', reason: ' 有人举报 ' })
    expect(made.status).toBe(200)
    const hushed = { ...place, mode: 'paused', reason: '有人举报', by: 'admin', waiting: 1, urgent: 0 }
    expect((await as('township', '/api/system')).hushed).toMatchObject([hushed])
    expect((await as('neighbour', '/api/system')).hushed).toEqual([])
    expect((await as('admin', '/api/outbox')).items[0].why).toBe('group-paused')
    expect((await as('admin', '/api/groups?show=hushed')).total).toBe(1)
  })

  it('cannot paste into a group that is not spoken for by hand', async () => {
    const { status } = await post('admin', '/api/groups/g-lengshui/read', { text: '刘女士:\n在吗' })
    expect(status).toBe(409)
  })

  it('ends it once', async () => {
    expect((await post('admin', '/api/hushed/end', place)).status).toBe(200)
    expect((await post('admin', '/api/hushed/end', place)).status).toBe(409)
    expect((await as('admin', '/api/outbox')).items[0].why).toBe('turn')
  })

  it('silences nothing that there is not, and not without a reason', async () => {
    const none = { kind: 'group', id: 'none', mode: 'paused', reason: 'x' }
    expect((await post('admin', '/api/hushed', none)).status).toBe(404)
    expect((await post('admin', '/api/hushed', { ...place, mode: 'paused', reason: ' ' })).status).toBe(400)
  })
})
