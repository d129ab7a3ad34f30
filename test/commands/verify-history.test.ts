import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verify as command } from '../../commands/verify-history.ts'
import { startPostgres } from '../../embedded/postgres.ts'
import { openPool, type Pool } from '../../store/db.ts'
import { sealHistory } from '../../store/history.ts'
import { migrate } from '../../store/migrate.ts'
import { triageBatch } from '../../workers/triage.ts'
import { outcome } from '../console/process.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'
import { call } from '../helpers/command.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeEach(async () => void (db = await freshDatabase()))
afterEach(() => db.drop())

const verify = (env: Record<string, string>, ...args: string[]) => call(command, args, env)

async function fill(pool: Pool): Promise<void> {
  const now = at('2026-03-02T09:00:00')
  await triageBatch(pool, [said('二组桥边的路灯坏了')], makeCounty(), now)
  await sealHistory(pool, '2026-03-02')
  await triageBatch(pool, [said('三组停水两天了')], makeCounty(), now)
}

test('prints what it has found, and nothing else', async () => {
  await fill(db.pool)
  const { status, out, err } = await outcome('commands/verify-history.ts', [], { DATABASE_URL: db.url })
  expect([status, err]).toEqual([0, ''])
  const { rows } = await db.pool.query('select hash from history_days')
  expect(out.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(out)).toEqual({ days: 1, events: 1, unsealed: 1, head: rows[0].hash })
})

test('a history that was changed: status 1, and one line with the day and what to do', async () => {
  await fill(db.pool)
  await db.pool.query('alter table case_events disable trigger append_only')
  await db.pool.query(`update case_events set by = 'another'`)
  expect(await verify({ DATABASE_URL: db.url })).toEqual({
    status: 1,
    out: '',
    err: expect.stringMatching(
      /^The history was tampered with or damaged, on 2026-03-02: an event .* was changed\. Keep .*backup.*\n$/,
    ),
  })
})

test('arguments are refused: status 2', async () => {
  const { status, err } = await verify({ DATABASE_URL: db.url }, '2026-03-02')
  expect([status, err]).toEqual([2, 'Usage: npm run -s verify-history\n'])
})

test('a database that nobody has migrated is refused', async () => {
  const empty = await freshDatabase({ empty: true })
  try {
    const { status, err } = await verify({ DATABASE_URL: empty.url })
    expect([status, err]).toEqual([1, expect.stringMatching(/npm run migrate/)])
  } finally {
    await empty.drop()
  }
})

test('looks at the embedded database of DATA_DIR, running or not', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'xunqun-verify-'))
  try {
    const server = await startPostgres({ dataDir, log: () => undefined })
    const pool = openPool(server.url, () => undefined, 1)
    await migrate(pool, 'migrations')
    await fill(pool)
    const running = await verify({ DATA_DIR: dataDir })
    await pool.end()
    await server.stop()
    const stopped = await verify({ DATA_DIR: dataDir })
    for (const { status, out } of [running, stopped])
      expect([status, JSON.parse(out)]).toMatchObject([0, { days: 1, events: 1, unsealed: 1 }])
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
})
