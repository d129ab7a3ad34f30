import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeEach(async () => {
  db = await freshDatabase({ empty: true })
})
afterEach(() => db.drop())

function migrate(url: string) {
  const env = { ...process.env, DATABASE_URL: url }
  return spawnSync(process.execPath, ['--import', 'tsx', 'commands/migrate.ts'], { env, encoding: 'utf8' })
}

test('migrates once, and says so on standard error only', () => {
  expect(migrate(db.url)).toMatchObject({
    status: 0,
    stdout: '',
    stderr: expect.stringMatching(/^applied 001_init/),
  })
  expect(migrate(db.url)).toMatchObject({ status: 0, stdout: '', stderr: 'nothing to migrate\n' })
})

test('refuses a database that is newer than the code', async () => {
  migrate(db.url)
  await db.pool.query("insert into migrations values (999, '999_future', now())")
  expect(migrate(db.url)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(
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
])('%s: one line, status 1', (_, change, expected) => {
  const run = migrate(change(db.url))
  expect(run).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(expected) })
  expect(run.stderr).not.toContain('geheim42')
})
