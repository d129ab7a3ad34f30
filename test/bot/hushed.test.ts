import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { PASTED } from '../../cases/model.ts'
import { hush, unhush, type Hush } from '../../store/hushed.ts'
import { insertReplies, settle } from '../../store/outbox.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'
import { ACCOUNT, delivery, fakeSink, NOON, outboxRows, play, reply } from './delivery.ts'

const BY = { login: 'admin', staff: null }
let database: TestDatabase
beforeAll(async () => void (database = await freshDatabase()))
afterAll(() => database.drop())
beforeEach(() => database.pool.query('truncate outbox, hushed restart identity cascade'))
const put = (...replies: ReturnType<typeof reply>[]) => insertReplies(database.pool, replies, NOON)
const silence = (kind: Hush['kind'], id: string, mode: Hush['mode'] = 'paused') =>
  hush(database.pool, { kind, id, mode, reason: '有人举报' }, BY, NOON)
const speak = (kind: Hush['kind'], id: string) => unhush(database.pool, { kind, id }, BY, NOON)

it('in a paused group nothing is said, urgent or not, and elsewhere all is', async () => {
  await put(
    reply({ text: 'here' }),
    reply({ text: 'urgent', urgent: true }),
    reply({ text: 'elsewhere', group: 'h' }),
    reply({ text: 'privately', direct: 'wx-liu' }),
  )
  await silence('group', 'g')
  const sink = fakeSink()
  await play(delivery(database.pool, sink).step, NOON)
  expect(sink.texts()).toEqual(['elsewhere', 'privately'])
})

it('a paused account says nothing, and later all of it in its order', async () => {
  const receipts = ['one', 'two'].map((text, i) => reply({ kind: 'receipt', text, notBefore: NOON + i }))
  await put(...receipts, reply({ text: 'urgent', urgent: true, notBefore: NOON + 5 }))
  await silence('account', ACCOUNT)
  const sink = fakeSink()
  const { step } = delivery(database.pool, sink)
  expect(await step(NOON + 10)).toBeNull()
  expect(sink.posts).toEqual([])
  expect(await speak('account', ACCOUNT)).toBe(true)
  await play(step, NOON + 10)
  expect(sink.texts()).toEqual(['urgent', 'one\ntwo'])
  expect(await speak('account', ACCOUNT)).toBe(false)
})

it('whoever delivers is told when he may speak again', async () => {
  await put(reply({ text: 'at last' }))
  await silence('group', 'g')
  const client = await database.pool.connect()
  let told = 0
  client.on('notification', () => told++)
  await client.query('listen outbox')
  await speak('group', 'g')
  await until(() => told > 0)
  await client.query('unlisten *')
  client.release()
})

it('what people have to say no bot claims; they say that it was said, or is not to be', async () => {
  await put(
    reply({ text: 'by hand' }),
    reply({ text: 'not at all' }),
    reply({ text: 'of what was pasted', account: PASTED, group: 'h' }),
    reply({ text: 'to somebody who is known by name', direct: 'manual:x' }),
    reply({ text: 'the bot’s', group: 'h' }),
  )
  await silence('group', 'g', 'manual')
  const sink = fakeSink()
  await play(delivery(database.pool, sink).step, NOON)
  await play(delivery(database.pool, fakeSink(PASTED)).step, NOON + 1)
  expect(sink.texts()).toEqual(['the bot’s'])
  const rows = await outboxRows(database.pool)
  const idOf = (text: string) => rows.find((row) => row.text === text).id as number
  const now = NOON + 60_000
  await expect(settle(database.pool, idOf('the bot’s'), 'sent', now)).resolves.toBe(false)
  await expect(settle(database.pool, idOf('by hand'), 'again', now)).resolves.toBe(false)
  await expect(settle(database.pool, idOf('by hand'), 'sent', now)).resolves.toBe(true)
  await expect(settle(database.pool, idOf('by hand'), 'sent', now)).resolves.toBe(false)
  await expect(settle(database.pool, idOf('not at all'), 'drop', now)).resolves.toBe(true)
  expect((await outboxRows(database.pool)).slice(0, 2)).toMatchObject([
    { status: 'sent', sent_at: new Date(now), claimed_at: new Date(now), posted_text: 'by hand' },
    { status: 'dropped', sent_at: null },
  ])
})

it('who has silenced what and why is kept, also when it is over', async () => {
  await database.pool.query('truncate audit')
  await silence('group', 'g')
  await silence('group', 'g', 'manual')
  await speak('group', 'g')
  const { rows } = await database.pool.query('select action, login, detail from audit order by id')
  expect(rows).toEqual([
    { action: 'pause', login: 'admin', detail: 'group g 有人举报' },
    { action: 'manual', login: 'admin', detail: 'group g 有人举报' },
    { action: 'resume', login: 'admin', detail: 'group g' },
  ])
})
