import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConsole } from '../../console/server/server.ts'
import { until } from '../helpers/until.ts'
import { openBench, type Bench } from './bench.ts'

let bench: Bench
let base: string
beforeAll(async () => {
  bench = await openBench()
  base = await bench.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => bench.close())

/** Reads a stream of events in the background. */
async function listen(user: string, at = base) {
  // The cookie is named by the port, of which an injected sign-in knows nothing.
  const cookie = (await bench.cookieOf(user)).replace('undefined', new URL(at).port)
  const response = await fetch(`${at}/api/events`, { headers: { cookie } })
  const stream = { status: response.status, headers: response.headers, text: '', ended: false }
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) stream.text += decoder.decode(chunk)
  }
  read()
    .catch(() => undefined)
    .finally(() => (stream.ended = true))
  await until(() => stream.text.includes(': here') || stream.ended)
  return stream
}

const changed = (table: string) => `event: changed\ndata: ${table}\n\n`
const TICK = ['cases', 'flags', 'outbox'].map(changed).join('')

describe('live events', () => {
  it('are for those who are signed in', async () => {
    expect((await fetch(`${base}/api/events`)).status).toBe(401)
  })

  it('name the table that changed, many at once as one', async () => {
    const stream = await listen('village')
    for (let i = 0; i < 50; i++) bench.change('accounts')
    bench.change('world')
    await until(() => stream.text.includes('world'))
    expect(stream.text).toBe(`: here\n\n${['accounts', 'world'].map(changed).join('')}`)
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    expect(stream.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('tell of simulated chats to admins alone', async () => {
    const [admin, other] = [await listen('admin'), await listen('county')]
    await bench.stage.say({ group: null, from: 'wx-liu', text: '在吗', at: 1 })
    await until(() => admin.text.includes('data: stage'))
    bench.change('accounts')
    await until(() => other.text.includes('data: accounts'))
    expect(other.text).not.toContain('stage')
  })

  it('do not tell anybody that anything happened to cases, flags or replies', async () => {
    const streams = await Promise.all(['village', 'discipline', 'admin'].map((user) => listen(user)))
    const began = performance.now()
    for (const table of ['cases', 'flags', 'outbox']) bench.change(table)
    bench.change('accounts')
    await until(() => streams.every(({ text }) => text.includes('accounts')))
    for (const { text } of streams) expect(text).toBe(`: here\n\n${changed('accounts')}`)
    await until(() => streams.every(({ text }) => text.includes(TICK + TICK)))
    expect(performance.now() - began).toBeLessThan(5000)
    for (const { text } of streams) expect(text).toBe(`: here\n\n${changed('accounts')}${TICK}${TICK}`)
  })

  it('end with the session', async () => {
    const [gone, other] = [await listen('leader'), await listen('county')]
    await bench.as('leader', { method: 'POST', url: '/api/logout' })
    await until(() => gone.ended)
    expect(other.ended).toBe(false)
  })

  it('end when the server closes, at once', async () => {
    const app = createConsole(bench.deps)
    const stream = await listen('admin', await app.listen({ host: '127.0.0.1', port: 0 }))
    const start = performance.now()
    await app.close()
    expect(performance.now() - start).toBeLessThan(2000)
    await until(() => stream.ended)
  })
})
