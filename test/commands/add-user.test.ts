import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addUser } from '../../commands/add-user.ts'
import { checkPassword } from '../../console/server/passwords.ts'
import { fillCounty } from '../console/county.ts'
import { outcome } from '../console/process.ts'
import { call } from '../helpers/command.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeEach(async () => void (db = await freshDatabase()))
afterEach(() => db.drop())

describe('add-user', () => {
  const add = (...args: string[]) => call(addUser, args, { DATABASE_URL: db.url })

  it('makes a user of a person or an admin, and prints the password', async () => {
    await fillCounty(db.pool)
    for (const args of [
      ['lifang', '--staff', 'lifang'],
      ['boss', '--role', 'admin'],
    ]) {
      const { status, out } = await outcome('commands/add-user.ts', args, { DATABASE_URL: db.url })
      expect(status).toBe(0)
      const { user, password } = JSON.parse(out)
      const { rows } = await db.pool.query('select * from users where login = $1', [user])
      expect(await checkPassword(rows[0].password_hash, password)).toBe(true)
      expect(rows[0].change).toBe('urged')
      expect([rows[0].role, rows[0].staff]).toEqual(
        user === 'boss' ? ['admin', null] : ['reviewer', 'lifang'],
      )
    }
  })

  it('makes one who must change it first, for a user and again for whoever has lost his', async () => {
    await fillCounty(db.pool)
    expect((await add('lifang', '--staff', 'lifang', '--must-change')).status).toBe(0)
    const { rows } = await db.pool.query('select change from users')
    expect(rows).toEqual([{ change: 'must' }])
    const audit = await db.pool.query('select login, action, detail from audit')
    expect(audit.rows).toEqual([{ login: 'add-user', action: 'password-reset', detail: '@lifang' }])
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
