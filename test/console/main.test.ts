import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkPassword } from '../../console/server/passwords.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { freePort } from '../helpers/ports.ts'
import { until } from '../helpers/until.ts'
import { fillCounty } from './county.ts'

let db: TestDatabase
beforeEach(async () => void (db = await freshDatabase()))
afterEach(() => db.drop())

/** Starts a program of the project with these variables and no other of its own. */
function run(file: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  return { child, ended: once(child, 'close') }
}

async function outcome(file: string, args: string[], env: Record<string, string>) {
  const { child, ended } = run(file, args, env)
  let [out, err] = ['', '']
  child.stdout.on('data', (data) => (out += data))
  child.stderr.on('data', (data) => (err += data))
  const [status] = await ended
  return { out, err, status }
}

describe('the console as a process of its own', () => {
  const start = (env: Record<string, string>) => outcome('console/main.ts', [], env)

  it('answers, and ends in peace on SIGTERM', async () => {
    const port = await freePort()
    const { child, ended } = run('console/main.ts', [], { DATABASE_URL: db.url, PORT: `${port}` })
    const answer = await until(() => fetch(`http://127.0.0.1:${port}/healthz`))
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
    for (const [env, line] of cases) {
      const { status, err } = await start(env)
      expect(err).toMatch(line)
      expect(status).toBe(1)
    }
    server.close()
    await empty.drop()
  })
})

describe('add-user', () => {
  const add = (...args: string[]) => outcome('commands/add-user.ts', args, { DATABASE_URL: db.url })

  it('makes a user of a person or an admin, and prints the password', async () => {
    await fillCounty(db.pool)
    for (const args of [
      ['lifang', '--staff', 'lifang'],
      ['boss', '--role', 'admin'],
    ]) {
      const { status, out } = await add(...args)
      expect(status).toBe(0)
      const { user, password } = JSON.parse(out)
      const { rows } = await db.pool.query('select * from users where login = $1', [user])
      expect(await checkPassword(rows[0].password_hash, password)).toBe(true)
      expect([rows[0].role, rows[0].staff]).toEqual(
        user === 'boss' ? ['admin', null] : ['reviewer', 'lifang'],
      )
    }
  })

  it.each([
    [[], 2, /^Usage/],
    [['x'], 2, /^Usage/],
    [['x', '--role', 'leader'], 2, /^Usage/],
    [['x', '--role', 'admin', '--staff', 'lifang'], 2, /^Usage/],
    [['a b', '--role', 'admin'], 2, /^The login "a b"/],
    [['x', '--other'], 2, /^Unknown option '--other'/],
    [['x', '--staff', 'nobody'], 1, /^There is no staff "nobody"/],
  ])('%j: status %d', async (args, status, line) => {
    const result = await add(...args)
    expect(result.err).toMatch(line)
    expect([result.status, result.out]).toEqual([status, ''])
  })
})
