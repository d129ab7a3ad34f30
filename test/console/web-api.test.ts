import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { get } from '../../console/web/src/api.ts'

/** What the page makes of an answer. */
async function asked(answer: RequestListener): Promise<unknown> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    return await get(`http://127.0.0.1:${port}/`).catch((error: unknown) => error)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

it('an answer that is cut off is none', async () => {
  const cut: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{"items":', () => response.destroy())
  }
  expect(await asked(cut)).toMatchObject({ status: 0, code: 'offline' })
})

it('a refusal is told in its own words, and one without any in plain ones', async () => {
  const refuse =
    (body: string): RequestListener =>
    (_, response) =>
      void response.writeHead(502).end(body)
  const error = { code: 'changed', message: '已被他人改动' }
  expect(await asked(refuse(JSON.stringify({ error })))).toMatchObject({ status: 502, ...error })
  expect(await asked(refuse('<html>Bad Gateway</html>'))).toMatchObject({ status: 502, code: 'failed' })
})
