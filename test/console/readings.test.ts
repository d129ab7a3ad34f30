import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawPhoto } from '../../simulator/photo.ts'
import { keepPicture, wantPictures } from '../../store/pictures.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase, addFlag, addMessage, addPost, NOW } from './county.ts'

const PHOTO = drawPhoto('lamp.jpg')
const MINUTE = 60_000
const COMPLAINT = '村主任修路收了红包'

let bench: Bench
let attached: string
beforeAll(async () => {
  bench = await openBench()
  const { pool } = bench.db
  const secretly = { confidential: true, category: 'conduct', office: 'jw-chashan' }
  const id = await addCase(pool, { ...secretly, code: 'QQ22', text: COMPLAINT, openedAt: NOW - 5 * MINUTE })
  const photo = { id: 'photo', type: 'image', text: 'x.jpg', at: NOW - 4 * MINUTE }
  await addMessage(pool, { ...photo, caseId: id, state: 'case' })
  await addFlag(pool, {
    ...secretly,
    id: 'tells',
    text: '村支书也收了',
    at: NOW - 20 * MINUTE,
    member: 'wx-tao',
  })
  await addFlag(pool, { id: 'asks', text: '修路的红包是谁收的', at: NOW - 2 * MINUTE })
  await wantPictures(pool, [{ group: 'g-lengshui', from: 'wx-liu', at: NOW - 4 * MINUTE }], NOW)
  await keepPicture(pool, 'bot', 'photo', { type: 'image/png', bytes: PHOTO })
  const { rows } = await pool.query(
    `insert into attachments (case_id, name, mime, bytes, by, at) values ($1, 'QQ22-1.png', 'image/png', $2, 'lifang', $3)
     returning id`,
    [id, PHOTO, new Date(NOW)],
  )
  attached = rows[0].id
  await addPost(pool, { caseId: id, status: 'unknown', text: '已约谈' })
})
afterAll(() => bench.close())

const get = (url: string, user = 'discipline') => bench.as(user, { url })
const readings = async () => {
  const { rows } = await bench.db.pool.query(
    `select login, case_code as code, detail, office from audit where action = 'read' order by id`,
  )
  return rows
}
/** What is read by `asked` alone, later than all that was read before. */
const readBy = async (asked: () => Promise<unknown>) => {
  bench.pass(11 * MINUTE)
  const before = await readings()
  await asked()
  await asked()
  return (await readings()).slice(before.length)
}
const OF_CASE = { login: 'discipline', code: 'QQ22', detail: null, office: null }
const OF_FLAG = { login: 'discipline', code: null, detail: 'flag bot tells', office: 'jw-chashan' }

describe('what is confidential', () => {
  it('is not read in a list', async () => {
    const read = await readBy(async () => {
      for (const url of ['/api/cases', `/api/cases?search=${encodeURIComponent('红包')}`, '/api/flags']) {
        const { body, json } = await get(url)
        expect(body, url).not.toMatch(/红包"|村支书|陶大爷/)
        const [item] = json.items.filter((one: { confidential: boolean }) => one.confidential)
        expect(item.text, url).toBeNull()
      }
    })
    expect(read).toEqual([])
  })

  it.each([
    ['its page', () => '/api/cases/qq22'],
    ['a picture that was sent with it', () => '/api/pictures/bot/photo'],
    ['a picture of what was done', () => `/api/cases/QQ22/pictures/${attached}`],
    ['a reply that waits', () => '/api/system'],
  ])('is read once for a while: %s', async (_what, url) => {
    expect(await readBy(() => get(url()))).toEqual([OF_CASE])
  })

  it('is read by whoever is given a flag, and not beside another or among its like', async () => {
    const take = async () => {
      const payload = { hand: [], want: 4 }
      const { json } = await bench.as('discipline', { method: 'POST', url: '/api/review/take', payload })
      return json.cards as { message: string; similar: object[]; before: { text: string | null }[] }[]
    }
    let cards: Awaited<ReturnType<typeof take>> = []
    const first = async () => {
      if (cards.length === 0) cards = await take()
    }
    expect(await readBy(first)).toEqual([OF_FLAG])
    const asks = cards.find(({ message }) => message === 'asks')!
    expect(asks.similar).toEqual([expect.objectContaining({ code: 'QQ22', text: null })])
    expect(asks.before.map(({ text }) => text)).toEqual([null, null, null])
    expect(JSON.stringify(asks)).not.toMatch(/村支书|村主任/)
  })

  it('is told to its office in the audit, and to nobody else', async () => {
    const told = async (user: string) =>
      (await get('/api/audit?action=read&limit=100', user)).json.items.map(
        ({ code, detail }: { code: string | null; detail: string | null }) => code ?? detail,
      )
    expect(new Set(await told('discipline'))).toEqual(new Set(['QQ22', 'flag …tells']))
    expect(await told('admin')).toEqual([])
    expect(await told('county')).toEqual([])
  })
})
