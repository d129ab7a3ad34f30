import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Reply } from '../../cases/model.ts'
import type { Pool } from '../../store/db.ts'
import { matching } from '../../store/echo.ts'
import { insertReplies, settle } from '../../store/outbox.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => void ({ pool } = database = await freshDatabase()))
afterAll(() => database.drop())

const reply = (more: Partial<Reply>): Reply => ({
  kind: 'receipt',
  account: 'a',
  group: 'g',
  direct: null,
  mentions: [],
  text: '',
  case: null,
  urgent: false,
  prompt: false,
  notBefore: 1_772_424_000_123,
  key: null,
  ...more,
})

it('replies are inserted as they are, in their order, each key once', async () => {
  const text = `引号'"\\{},\n换行 🌹`
  await insertReplies(
    pool,
    [
      reply({ text, mentions: ['wx-"刘",{}', 'b'], key: 'k1' }),
      reply({ text: 'second', group: null, direct: 'm', urgent: true, prompt: true }),
      reply({ text: 'same key', key: 'k1' }),
    ],
    1_772_424_000_456,
  )
  await insertReplies(pool, [reply({ text: 'later', key: 'k1' }), reply({ text: 'third', prompt: true })], 0)
  await insertReplies(pool, [], 0)
  const { rows } = await pool.query('select * from outbox order by id')
  expect(rows).toMatchObject([
    {
      text,
      mentions: ['wx-"刘",{}', 'b'],
      group_id: 'g',
      direct: null,
      key: 'k1',
      rank: 2,
      status: 'pending',
    },
    { text: 'second', mentions: [], group_id: null, direct: 'm', urgent: true, prompt: true, rank: 0 },
    { text: 'third', rank: 1 },
  ])
  expect([+rows[0].not_before, +rows[0].created_at]).toEqual([1_772_424_000_123, 1_772_424_000_456])
})

it('whoever delivers hears of replies that are new or to be said again', async () => {
  const client = await pool.connect()
  let heard = 0
  client.on('notification', () => heard++)
  await client.query('listen outbox')
  await insertReplies(pool, [reply({})], 0)
  await until(() => heard === 1)
  const { rows } = await pool.query(
    `update outbox set status = 'unknown', post = gen_random_uuid() where id = (select max(id) from outbox) returning id`,
  )
  expect(await settle(pool, rows[0].id, 'again', 0)).toBe(true)
  await until(() => heard === 2)
  expect(await settle(pool, rows[0].id, 'again', 0)).toBe(false)
  await client.query('unlisten *')
  client.release()
})

it('what was refused for good is said again from the start, or given up, once', async () => {
  await insertReplies(pool, [reply({ text: 'r1' }), reply({ text: 'r2' }), reply({ text: 'r3' })], 0)
  const { rows: made } = await pool.query(
    `update outbox set status = 'refused', attempts = 5, error = 'no' where text in ('r1', 'r2', 'r3') returning id`,
  )
  const [again, dropped, asked] = made.map((row) => row.id as number)
  expect(await settle(pool, asked!, 'sent', 0)).toBe(false)
  expect(await settle(pool, again!, 'again', 0)).toBe(true)
  expect(await settle(pool, dropped!, 'drop', 0)).toBe(true)
  expect(await settle(pool, dropped!, 'again', 0)).toBe(false)
  expect(await settle(pool, again!, 'drop', 0)).toBe(false)
  const { rows } = await pool.query(
    `select status, attempts, error from outbox where text in ('r1', 'r2', 'r3') order by id`,
  )
  expect(rows).toEqual([
    { status: 'pending', attempts: 0, error: null },
    { status: 'dropped', attempts: 5, error: 'no' },
    { status: 'refused', attempts: 5, error: 'no' },
  ])
})

it('a reply to nobody or to two is refused', async () => {
  await expect(insertReplies(pool, [reply({ group: null })], 0)).rejects.toThrow(/check/)
  await expect(insertReplies(pool, [reply({ direct: 'm' })], 0)).rejects.toThrow(/check/)
})

it.each([
  ['the latest of the same text', '已受理', 'p2'],
  ['the same text before one that only ends with it', '@刘女士 请补充地点', 'p4'],
  ['a text without its mentions', '@王 请补充地点', 'p3'],
  ['lines without their mentions', '@甲\u2005已登记\n@乙 已并入', 'p5'],
  ['with other spaces', ' 已受理\u2005', 'p2'],
  ['nothing', '已受', null],
])('an echo matches %s', (_name, text, post) => {
  const posts = [
    { post: 'p2', posted_text: '已受理' },
    { post: 'p1', posted_text: '已受理' },
    { post: 'p3', posted_text: '请补充地点' },
    { post: 'p4', posted_text: '@刘女士\u2005请补充地点' },
    { post: 'p5', posted_text: '已登记\n已并入' },
  ]
  expect(matching(posts, text)).toBe(post)
})
