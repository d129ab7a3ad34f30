import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addKey } from '../../commands/add-key.ts'
import { findKey } from '../../store/keys.ts'
import { outcome } from '../console/process.ts'
import { call } from '../helpers/command.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeEach(async () => void (db = await freshDatabase()))
afterEach(() => db.drop())

describe('add-key', () => {
  const add = (...args: string[]) => call(addKey, args, { DATABASE_URL: db.url })

  it('gives a system a key and prints it once, and takes it away', async () => {
    const { status, out } = await outcome('commands/add-key.ts', ['hotline'], { DATABASE_URL: db.url })
    const { name, key } = JSON.parse(out)
    expect([status, name, await findKey(db.pool, key)]).toEqual([0, 'hotline', 'hotline'])
    expect(await add('--revoke', 'hotline')).toMatchObject({
      status: 0,
      out: '{"name":"hotline","revoked":true}\n',
    })
    expect(await findKey(db.pool, key)).toBeNull()
    expect((await add('--revoke', 'hotline')).err).toMatch(/^"hotline" has no key/)
  })

  it.each([
    [[], 2, /^Usage/],
    [['a', 'b'], 2, /^Usage/],
    [['a', '--revoke', 'b'], 2, /^Usage/],
    [['a b'], 2, /^The name "a b"/],
    [['--other'], 2, /^Unknown option '--other'/],
    [['--revoke', 'nobody'], 1, /^"nobody" has no key/],
  ])('%j: status %d', async (args, status, line) => {
    const result = await add(...args)
    expect(result.err).toMatch(line)
    expect([result.status, result.out]).toEqual([status, ''])
  })
})
