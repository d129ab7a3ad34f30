import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepPicture, wantPictures } from '../../store/pictures.ts'
import { drawPhoto } from '../../simulator/photo.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase, addFlag, addMessage, NOW } from './county.ts'

const PHOTO = drawPhoto('lamp.jpg')
const MINUTE = 60_000

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  const { pool } = bench.db
  const ordinary = await addCase(pool, { code: 'RUN2' })
  const secret = await addCase(pool, {
    code: 'SEC2',
    confidential: true,
    category: 'conduct',
    office: 'jw-chashan',
  })
  const secretly = { confidential: true, category: 'conduct', office: 'jw-chashan' }
  await addFlag(pool, { id: 'asks', text: '路塌了吗', at: NOW, member: 'wx-liu' })
  await addFlag(pool, {
    ...{ id: 'tells', text: '村主任收了烟', at: NOW, member: 'wx-tao', group: 'g-taohua' },
    ...secretly,
  })
  const image = { type: 'image', text: 'x.jpg', at: NOW - MINUTE }
  await addMessage(pool, { ...image, id: 'of-ordinary', caseId: ordinary, state: 'case' })
  await addMessage(pool, { ...image, id: 'of-secret', caseId: secret, state: 'case' })
  await addMessage(pool, { ...image, id: 'of-asks', state: 'ignored' })
  await addMessage(pool, { ...image, id: 'of-tells', state: 'ignored', member: 'wx-tao', group: 'g-taohua' })
  const both = { member: 'wx-zhou', at: NOW }
  await addFlag(pool, { ...both, id: 'asks-too', text: '灯坏了吗' })
  await addFlag(pool, { ...both, id: 'tells-too', text: '村主任收了烟', ...secretly })
  await addMessage(pool, { ...image, id: 'of-both', state: 'ignored', member: 'wx-zhou' })
  await addMessage(pool, { ...image, id: 'wanted', caseId: ordinary, state: 'case' })
  const talkers = [
    { group: 'g-lengshui', from: 'wx-liu', at: NOW },
    { group: 'g-taohua', from: 'wx-tao', at: NOW },
    { group: 'g-lengshui', from: 'wx-zhou', at: NOW },
  ]
  await wantPictures(pool, talkers, NOW)
  for (const id of ['of-ordinary', 'of-secret', 'of-asks', 'of-tells', 'of-both'])
    await keepPicture(pool, 'bot', id, { type: 'image/png', bytes: PHOTO })
})
afterAll(() => bench.close())

const ask = (user: string | null, id: string) =>
  bench.as(user, { method: 'GET', url: `/api/pictures/bot/${id}` })

describe('a picture is there for whoever may see what it belongs to', () => {
  it.each([
    ['of-ordinary', ['admin', 'village', 'township', 'discipline', 'county', 'leader']],
    ['of-secret', ['discipline']],
    ['of-asks', ['admin', 'township', 'discipline', 'county']],
    ['of-tells', ['discipline']],
    ['of-both', ['discipline']],
    ['wanted', []],
    ['never-said', []],
  ])('%s: %j', async (id, expected) => {
    const users = [
      'admin',
      'village',
      'township',
      'discipline',
      'county',
      'neighbour',
      'leader',
      'department',
    ]
    const answers = await Promise.all(users.map(async (user) => ({ user, ...(await ask(user, id)) })))
    expect(answers.filter(({ status }) => status === 200).map(({ user }) => user)).toEqual(expected)
    const refused = answers.filter(({ status }) => status !== 200)
    const missing = await ask('admin', 'no-such-message')
    for (const { status, body } of refused)
      expect({ status, body }).toEqual({ status: 404, body: missing.body })
  })
})

it('is told of by the page of its case once it is kept', async () => {
  const { json } = await bench.as('village', { url: '/api/cases/RUN2' })
  const photos = json.messages
    .filter(({ type }: { type: string }) => type === 'image')
    .map(({ id, photo }: { id: string; photo: boolean }) => ({ id, photo }))
  expect(photos).toEqual(
    expect.arrayContaining([
      { id: 'of-ordinary', photo: true },
      { id: 'wanted', photo: false },
    ]),
  )
})

it('is on no card of somebody who may not see all that was said with it', async () => {
  const picturesFor = async (user: string) => {
    const payload = { hand: [], want: 1, first: { account: 'bot', message: 'asks-too' } }
    const { json } = await bench.as(user, { method: 'POST', url: '/api/review/take', payload })
    await bench.as(user, { method: 'POST', url: '/api/review/back', payload: { hand: [payload.first] } })
    return json.cards.find((card: { message: string }) => card.message === 'asks-too').pictures
  }
  expect(await picturesFor('township')).toEqual([])
  expect(await picturesFor('discipline')).toEqual(['of-both'])
})

it('comes to a card that is there already, with what was said since', async () => {
  const around = (user: string, message = 'asks') =>
    bench.as(user, { url: `/api/flags/bot/${message}/around` })
  const before = (await around('township')).json
  expect(before.pictures).toEqual(['of-asks'])
  await addMessage(bench.db.pool, {
    type: 'image',
    text: 'y.jpg',
    at: NOW + MINUTE,
    id: 'since',
    state: 'ignored',
  })
  await wantPictures(bench.db.pool, [{ group: 'g-lengshui', from: 'wx-liu', at: NOW + MINUTE }], NOW + MINUTE)
  await keepPicture(bench.db.pool, 'bot', 'since', { type: 'image/png', bytes: PHOTO })
  const after = (await around('township')).json
  expect(after.pictures).toEqual(['of-asks', 'since'])
  expect(after.after.at(-1)).toMatchObject({ type: 'image', text: 'y.jpg' })
  expect((await around('township', 'tells')).status).toBe(404)
  expect((await around('village')).status).toBe(403)
})

it('goes with no case when it may have been sent with a complaint', async () => {
  const url = '/api/flags/bot/asks-too/open'
  expect((await bench.as('township', { method: 'POST', url, payload: {} })).status).toBe(200)
  await bench.carryOut()
  const { rows } = await bench.db.pool.query(
    `select id, case_id from messages where id in ('asks-too', 'of-both') order by id`,
  )
  expect(rows).toEqual([
    { id: 'asks-too', case_id: expect.any(String) as string },
    { id: 'of-both', case_id: null },
  ])
})

it('is given out as a file that runs nothing', async () => {
  const { headers } = await ask('township', 'of-ordinary')
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': 'attachment; filename="picture"',
    'content-security-policy': `default-src 'none'; sandbox`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
})
