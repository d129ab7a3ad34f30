import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrateDatabase } from '../../commands/migrate.ts'
import { outcome } from '../console/process.ts'
import { call } from '../helpers/command.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeEach(async () => {
  db = await freshDatabase({ empty: true })
})
afterEach(() => db.drop())

const migrate = (url: string) => call(migrateDatabase, [], { DATABASE_URL: url })

test('migrates once, and says so on standard error only', async () => {
  expect(await outcome('commands/migrate.ts', [], { DATABASE_URL: db.url })).toEqual({
    status: 0,
    out: '',
    err: expect.stringMatching(/^applied 001_init/),
  })
  expect(await migrate(db.url)).toMatchObject({ status: 0, out: '', err: 'nothing to migrate\n' })
})

test('refuses a database that is newer than the code', async () => {
  await migrate(db.url)
  await db.pool.query("insert into migrations values (999, '999_future', now())")
  expect(await migrate(db.url)).toMatchObject({
    status: 1,
    err: expect.stringMatching(
      /^The database is at version 999, this code knows only \d+: start the newer .*\n$/,
    ),
  })
})

test.each<[string, (url: string) => string, RegExp]>([
  ['no address', () => '', /^DATABASE_URL is not set: .*\n$/],
  [
    'no PostgreSQL address',
    () => 'mysql://x',
    /^The environment is wrong: DATABASE_URL: must be a URL .*\n$/,
  ],
  [
    'wrong credentials',
    (url) => url.replace(/:[0-9a-f]+@/, ':geheim42@'),
    /^Cannot use PostgreSQL: .* refuses the password of user "xunqun": .*\n$/,
  ],
])('%s: one line, status 1', async (_, change, expected) => {
  const run = await migrate(change(db.url))
  expect(run).toMatchObject({ status: 1, out: '', err: expect.stringMatching(expected) })
  expect(run.err).not.toContain('geheim42')
})
