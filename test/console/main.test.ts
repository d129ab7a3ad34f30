import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { freePort } from '../../config/ports.ts'
import { until } from '../helpers/until.ts'
import { outcome, run } from './process.ts'

let db: TestDatabase
beforeAll(async () => void (db = await freshDatabase()))
afterAll(() => db.drop())

describe('the console as a process of its own', () => {
  const start = (env: Record<string, string>) => outcome('console/main.ts', [], env)

  it('answers, and ends in peace on SIGTERM', async () => {
    const port = await freePort()
    const { child, ended } = run('console/main.ts', [], { DATABASE_URL: db.url, PORT: `${port}` })
    const answer = await until(() => fetch(`http://127.0.0.1:${port}/healthz`), { within: 25_000 })
    expect(await answer.json()).toEqual({ ok: true })
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it('says in one line what is missing or in the way', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const empty = await freshDatabase({ empty: true })
    const cases: [Record<string, string>, RegExp][] = [
      [{}, /^DATABASE_URL is not set[^\n]*\n$/],
      [{ DATABASE_URL: 'postgres://x@127.0.0.1:1/x' }, /^Cannot use PostgreSQL: nothing listens[^\n]*\n$/],
      [{ DATABASE_URL: empty.url }, /^The database is at version 0[^\n]*\n$/],
      [{ DATABASE_URL: db.url, PORT: `${port}` }, /^Port \d+ of 127.0.0.1 is in use[^\n]*\n$/],
    ]
    const check = async ([env, line]: (typeof cases)[number]) => {
      const { status, err } = await start(env)
      expect(err).toMatch(line)
      expect(status).toBe(1)
    }
    await Promise.all(cases.map(check))
    server.close()
    await empty.drop()
  }, 60_000)
})
