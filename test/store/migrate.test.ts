import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkSchema, migrate, SchemaError, SchemaTooNew, SchemaTooOld } from '../../store/migrate.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
let dir: string
beforeEach(async () => {
  db = await freshDatabase({ empty: true })
  dir = await mkdtemp(join(tmpdir(), 'xunqun-migrations-'))
  await put('001_first.sql', 'create table first (a int); create table also (a int);')
})
afterEach(async () => {
  await db.drop()
  await rm(dir, { recursive: true, force: true })
})
const put = (name: string, sql: string) => writeFile(join(dir, name), sql)
const recorded = async () =>
  (await db.pool.query('select version, name from migrations order by version')).rows
const exists = async (table: string) =>
  (await db.pool.query('select to_regclass($1) is not null as yes', [table])).rows[0]?.yes

test("the project's own migrations apply to an empty database", async () => {
  expect(await migrate(db.pool, 'migrations')).toContain('001_init')
  await checkSchema(db.pool, 'migrations')
  expect(await exists('outbox')).toBe(true)
})

test('each is applied once, in order, and recorded', async () => {
  await put('002_second.sql', 'alter table first rename to renamed')
  expect(await migrate(db.pool, dir)).toEqual(['001_first', '002_second'])
  expect(await migrate(db.pool, dir)).toEqual([])
  await put('003_third.sql', 'create table third (a int)')
  expect(await migrate(db.pool, dir)).toEqual(['003_third'])
  expect(await recorded()).toEqual([
    { version: 1, name: '001_first' },
    { version: 2, name: '002_second' },
    { version: 3, name: '003_third' },
  ])
})

test('several that migrate at once apply each migration once', async () => {
  await put('002_second.sql', 'select pg_sleep(0.2); create table second (a int)')
  const applied = await Promise.all([1, 2, 3].map(() => migrate(db.pool, dir)))
  expect(applied.flat().sort()).toEqual(['001_first', '002_second'])
})

test('one that fails is undone whole, names its line, and those before it stay', async () => {
  await put('002_bad.sql', 'create table second (a int);\n\ncreate table third (b nonsense);')
  await expect(migrate(db.pool, dir)).rejects.toThrow(
    'Migration 002_bad, line 3 failed and was undone: type "nonsense" does not exist',
  )
  expect(await exists('second')).toBe(false)
  expect(await recorded()).toEqual([{ version: 1, name: '001_first' }])
  await put('002_bad.sql', 'create table second (a int)')
  expect(await migrate(db.pool, dir)).toEqual(['002_bad'])
})

describe('a database newer than the code', () => {
  test('is refused and left as it is', async () => {
    await put('002_second.sql', 'create table second (a int)')
    await migrate(db.pool, dir)
    await rm(join(dir, '002_second.sql'))
    const message = 'The database is at version 2, this code knows only 1'
    await expect(migrate(db.pool, dir)).rejects.toThrow(message)
    await expect(migrate(db.pool, dir)).rejects.toBeInstanceOf(SchemaTooNew)
    await expect(checkSchema(db.pool, dir)).rejects.toBeInstanceOf(SchemaTooNew)
    expect(await recorded()).toHaveLength(2)
  })
})

describe('who does not migrate', () => {
  test.each([
    ['an empty database', async () => undefined, 'at version 0, this code needs 2'],
    [
      'an older database',
      async () => {
        await rm(join(dir, '002_second.sql'))
        await migrate(db.pool, dir)
        await put('002_second.sql', 'select 1')
      },
      'at version 1, this code needs 2',
    ],
  ])('refuses %s and says what to run', async (_, prepare, message) => {
    await put('002_second.sql', 'select 1')
    await prepare()
    const check = checkSchema(db.pool, dir)
    await expect(check).rejects.toThrow(`${message}: run \`npm run migrate\` first`)
    await expect(check).rejects.toBeInstanceOf(SchemaTooOld)
  })

  test('passes a database of its own form', async () => {
    await migrate(db.pool, dir)
    await checkSchema(db.pool, dir)
  })
})

test.each(['002.sql', '003_gap.sql', '001_twice.sql', '2_short.sql'])(
  'a file named %s is refused',
  async (name) => {
    await put(name, 'select 1')
    await expect(migrate(db.pool, dir)).rejects.toThrow(
      'migrations are named NNN_name.sql and counted from 001',
    )
    await expect(migrate(db.pool, dir)).rejects.toBeInstanceOf(SchemaError)
  },
)
