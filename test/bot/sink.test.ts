import type { Puppet } from 'wechaty-puppet'
import { expect, it } from 'vitest'
import { createSink } from '../../bot/sink.ts'
import type { Post } from '../../bot/ports.ts'

const post: Post = { group: 'g', direct: null, lines: [{ mentions: [], text: '已受理' }] }
/** What becomes of a post when the puppet's call ends like this. */
const sendWith = (messageSendText: () => Promise<unknown>) => {
  const puppet = { messageSendText } as unknown as Puppet
  return createSink({ speaker: () => ({ account: 'a', puppet }) }, 1000).send(post)
}

it.each([
  ['n1', 'n1'],
  ['a\0b\ud800', 'a\ufffdb\ufffd'],
  ['x'.repeat(500), 'x'.repeat(500)],
  ['x'.repeat(501), null],
  ['', null],
  [undefined, null],
  [17, '17'],
])('of a native id %j it gives %j', async (given, id) => {
  expect(await sendWith(() => Promise.resolve(given))).toEqual({ status: 'sent', id, text: '已受理' })
})

it('gives a reason that PostgreSQL can keep', async () => {
  const answer = await sendWith(() => Promise.reject(new Error(`no\0${'x'.repeat(5000)}\nmore`)))
  expect(answer).toEqual({ status: 'unknown', reason: `no\ufffd${'x'.repeat(497)}`, text: '已受理' })
})
