import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Bot } from '../../bot/bot.ts'
import { LARGEST_PICTURE } from '../../cases/pictures.ts'
import { wantPictures } from '../../store/pictures.ts'
import { until } from '../helpers/until.ts'
import { openStack, type Stack } from './stack.ts'

const NOW = Date.parse('2026-03-02T09:00:00+08:00')
const MINUTE = 60_000
const CASE = '00000000-0000-4000-8000-000000000001'

let stack: Stack
let bot: Bot
beforeAll(async () => {
  stack = await openStack()
  await stack.database.pool.query(`insert into areas (code, name, level) values ('1', '冷水村', 'village')`)
  await stack.database.pool.query(
    `insert into cases (id, code, category, kind, urgency, confidential, area, status, text, account, opened_at, due_at, assigned_at,
       supervised, overdue, returned, taken, about, version)
     values ($1, 'K7M2', 'roads', 'problem', 'normal', false, '1', 'open', '路塌了', 'wx-bot', now(), now(), now(),
       false, false, false, '{}', '{}', 1)`,
    [CASE],
  )
  bot = await stack.start({ pictureTimeout: 2_000 })
  await until(() => bot.account(), { what: 'the bot is logged in' })
})
afterAll(() => stack.close())
afterEach(() => stack.database.pool.query('truncate pictures, flags, messages cascade'))

/** An image that is said in the group and filed. */
async function image(id: string, more: { at?: number; case?: boolean; picture?: Uint8Array } = {}) {
  const { at = NOW, picture } = more
  await stack.gateway.say({
    ...{ id, at, group: 'g-1', from: 'wx-liu', image: `${id}.jpg` },
    ...(picture && { picture }),
  })
  await stack.database.pool.query(
    `insert into messages (account, id, group_id, member, at, type, text, state, case_id, received_at)
     values ('wx-bot', $1, 'g-1', 'wx-liu', $2, 'image', 'x.jpg', $3, $4, $2)`,
    [id, new Date(at), more.case ? 'case' : 'ignored', more.case ? CASE : null],
  )
}
async function flag(id: string, at: number) {
  await stack.database.pool.query(
    `insert into messages (account, id, group_id, member, at, type, text, state, received_at)
     values ('wx-bot', $1, 'g-1', 'wx-liu', $2, 'text', '路塌了吗', 'flagged', $2)`,
    [id, new Date(at)],
  )
  await stack.database.pool.query(
    `insert into flags (account, message, at, group_id, category, kind, urgency, confidential, score, hits, status)
     values ('wx-bot', $1, $2, 'g-1', 'roads', 'problem', 'normal', false, 0.5, '[]', 'pending')`,
    [id, new Date(at)],
  )
}
const want = (now = NOW) =>
  wantPictures(stack.database.pool, [{ group: 'g-1', from: 'wx-liu', at: NOW }], now)
const pictures = async () =>
  (await stack.database.pool.query('select message, state, type, reason from pictures order by message')).rows

it('fetches what belongs to a case or was sent with words that wait, and nothing else', async () => {
  await flag('words', NOW)
  await image('of-case', { case: true })
  await image('before', { at: NOW - 2 * MINUTE })
  await image('long-before', { at: NOW - 4 * MINUTE })
  await want()
  while (await bot.pictures.step(NOW));
  expect(await pictures()).toEqual([
    { message: 'before', state: 'kept', type: 'image/png', reason: null },
    { message: 'of-case', state: 'kept', type: 'image/png', reason: null },
  ])
})

it('does not want a picture twice', async () => {
  await image('once', { case: true })
  await want()
  await bot.pictures.step(NOW)
  await want()
  expect(await bot.pictures.step(NOW)).toBe(false)
})

it.each([
  ['no picture', Buffer.from('<html>'), 'it is no picture'],
  ['too large', Buffer.alloc(LARGEST_PICTURE + 1, 0xff), /larger than/],
])('does not keep what is %s, and does not ask again', async (_, picture, reason) => {
  await image(`bad-${picture.length}`, { case: true, picture })
  await want()
  await bot.pictures.step(NOW)
  expect(await pictures()).toMatchObject([
    {
      state: 'lost',
      type: null,
      reason: reason instanceof RegExp ? expect.stringMatching(reason) : reason,
    },
  ])
})

it('asks again after a while for what cannot be had, and not for ever', async () => {
  await image('gone', { case: true })
  await stack.database.pool.query(`update messages set id = 'never-said' where id = 'gone'`)
  await want()
  expect(await bot.pictures.step(NOW)).toBe(true)
  expect(await pictures()).toMatchObject([
    { state: 'wanted', reason: expect.stringContaining('took longer') },
  ])
  expect(await bot.pictures.step(NOW), 'at once').toBe(false)
  await stack.database.pool.query('update pictures set tries = 5')
  expect(await bot.pictures.step(NOW + 60_000)).toBe(true)
  expect(await pictures()).toMatchObject([{ state: 'lost', reason: expect.stringContaining('took longer') }])
})

it('fetches by itself what is wanted while it runs', async () => {
  await image('live', { case: true })
  void bot.pictures.run()
  await want()
  bot.pictures.wake()
  await until(async () => (await pictures())[0]?.state === 'kept', { what: 'the picture is kept' })
})
