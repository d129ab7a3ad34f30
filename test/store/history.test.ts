import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '../../cases/time.ts'
import { inTransaction, type Queryable } from '../../store/db.ts'
import { sealHistory, verifyHistory } from '../../store/history.ts'
import { migrate } from '../../store/migrate.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

const DAYS = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04']
let db: TestDatabase
beforeEach(async () => void (db = await freshDatabase()))
afterEach(() => db.drop())

const seal = (day: string) => sealHistory(db.pool, day)
const verify = () => verifyHistory(db.pool)
const chain = async () => (await db.pool.query('select * from history_days order by day')).rows

async function openCase(code: string, q: Queryable = db.pool): Promise<string> {
  const id = randomUUID()
  await q.query(
    `insert into cases (id, code, category, kind, urgency, confidential, area, status, text, account, opened_at, due_at,
       assigned_at, supervised, overdue, returned, taken, about, version)
     values ($1, $2, 'other', 'problem', 'normal', false, '1', 'open', '', 'wx-bot', now(), now(), now(),
       false, false, false, '{}', '{}', 1)`,
    [id, code],
  )
  return id
}

const write = (q: Queryable, id: string, seqs: number[]) =>
  q.query(
    `insert into case_events (case_id, seq, at, type, by, office, text)
     select $1, seq, timestamptz '2026-03-01 08:00+08' + seq * interval '1 s', 'reminded', 'system', null, 'n. ' || seq
     from unnest($2::integer[]) as seq`,
    [id, seqs],
  )

/** Three events on each of four days, but none on the third. */
async function fourDays(): Promise<string> {
  // A number that no event has, as a transaction that is undone leaves one.
  await db.pool.query(`select nextval('case_events_id_seq')`)
  const id = await openCase('K7M2')
  for (const [i, day] of DAYS.entries()) {
    if (i !== 2)
      await write(db.pool, id, [3 * Math.min(i, 2), 3 * Math.min(i, 2) + 1, 3 * Math.min(i, 2) + 2])
    await seal(day)
  }
  return id
}

/** Changes what may not be changed, as the owner of the database can. */
async function tamper(...statements: string[]): Promise<void> {
  const triggers = (state: string) =>
    db.pool.query(
      `alter table case_events ${state} trigger append_only; alter table history_days ${state} trigger append_only`,
    )
  await triggers('disable')
  for (const sql of statements) expect((await db.pool.query(sql)).rowCount).toBeGreaterThan(0)
  await triggers('enable')
}

describe('what has happened', () => {
  test.each([
    `update case_events set text = 'x'`,
    `update case_events set id = default`,
    `delete from case_events`,
    `delete from cases`,
    `update history_days set hash = ''`,
    `delete from history_days`,
  ])('is never changed: %s', async (sql) => {
    await fourDays()
    await expect(db.pool.query(sql)).rejects.toThrow(/^(case_events|history_days) is append-only, /)
    expect(await verify()).toMatchObject({ days: 4, events: 9, broken: null })
  })

  test('may be truncated, which the chain shows', async () => {
    await fourDays()
    await db.pool.query('truncate cases cascade')
    expect((await verify()).broken).toEqual({ day: DAYS[0], reason: 'only 0 of its 3 events are there' })
  })
})

describe('sealing', () => {
  test('takes what was written since the last seal, and gives a day without events a row as well', async () => {
    const id = await fourDays()
    await write(db.pool, id, [9, 10])
    const days = await chain()
    expect(days.map((d) => d.events)).toEqual([3, 3, 0, 3])
    expect(await verify()).toEqual({ days: 4, events: 9, unsealed: 2, head: days[3].hash, broken: null })
  })

  test('an empty database verifies, sealed or not', async () => {
    expect(await verify()).toEqual({ days: 0, events: 0, unsealed: 0, head: null, broken: null })
    await seal(DAYS[0]!)
    expect(await verify()).toMatchObject({ days: 1, events: 0, broken: null })
  })

  test('twice, at once or for a day before changes nothing', async () => {
    const id = await fourDays()
    const before = await chain()
    await write(db.pool, id, [9])
    for (const day of DAYS) await seal(day)
    expect(await chain()).toEqual(before)
    await Promise.all(Array.from({ length: 4 }, () => seal('2026-03-05')))
    expect(await chain()).toHaveLength(5)
    expect(await verify()).toMatchObject({ events: 10, unsealed: 0, broken: null })
  })

  test('after days on which nobody sealed leaves no hole', async () => {
    const id = await fourDays()
    await write(db.pool, id, [9])
    await seal('2026-03-07')
    expect((await chain()).slice(4).map((d) => d.events)).toEqual([0, 0, 1])
    expect(await verify()).toMatchObject({ days: 7, events: 10, broken: null })
  })

  test('months of days, with more events than are read at once', async () => {
    const id = await openCase('K7M2')
    let seq = 0
    for (let i = 0; i < 200; i++) {
      await write(
        db.pool,
        id,
        Array.from({ length: i === 100 ? 4_500 : i % 3 }, () => seq++),
      )
      await seal(addDays('2026-01-01', i))
    }
    expect(await verify()).toMatchObject({ days: 200, events: seq, unsealed: 0, broken: null })
  })
})

describe('events that are written while a day is sealed', () => {
  test('are waited for when their id is taken', async () => {
    const [first, second] = [await openCase('AAAA'), await openCase('BBBB')]
    const client = await db.pool.connect()
    await client.query('begin')
    await write(client, first, [0])
    await write(db.pool, second, [0])
    const sealed = seal(DAYS[0]!)
    await until(async () => (await waiting()) === 1, { what: 'the seal waits' })
    await client.query('commit')
    client.release()
    await sealed
    expect(await verify()).toMatchObject({ days: 1, events: 2, unsealed: 0, broken: null })
  })

  test('a writer that does not end is not waited for for ever, and nothing is sealed', async () => {
    const id = await openCase('AAAA')
    await expect(inTransaction(db.pool, (tx) => writeAndSeal(tx, id))).rejects.toThrow(/lock timeout/)
    expect(await chain()).toEqual([])
  })

  test('are in exactly one block', async () => {
    let busy = true
    const writers = ['AAAA', 'BBBB', 'CCCC'].map(async (code) => {
      const id = await openCase(code)
      for (let seq = 0; busy; seq++) await inTransaction(db.pool, (tx) => write(tx, id, [seq]))
    })
    for (let i = 0; i < 40; i++) await seal(addDays(DAYS[0]!, i))
    busy = false
    await Promise.all(writers)
    const { events, unsealed, broken } = await verify()
    const { rows } = await db.pool.query('select count(*) as n from case_events')
    expect([broken, events + unsealed]).toEqual([null, rows[0].n])
    expect(events).toBeGreaterThan(0)
  })

  async function writeAndSeal(tx: pg.PoolClient, id: string) {
    await write(tx, id, [0])
    await seal(DAYS[0]!)
  }
  async function waiting() {
    const { rowCount } = await db.pool.query(
      `select from pg_locks where not granted and relation = 'case_events'::regclass`,
    )
    return rowCount
  }
})

describe('is found, with its day:', () => {
  const CHANGED = /^an event of it, or its row in history_days, was changed$/
  test.each<[string, string, string, RegExp]>([
    ['another text', `update case_events set text = 'x' where seq = 4`, DAYS[1]!, CHANGED],
    ['another author', `update case_events set by = 'wx-bo' where seq = 0`, DAYS[0]!, CHANGED],
    [
      'a time that is moved by a microsecond',
      `update case_events set at = at + interval '1 microsecond' where seq = 8`,
      DAYS[3]!,
      CHANGED,
    ],
    [
      'an order that is swapped',
      `update case_events set seq = 99 where seq = 0; update case_events set seq = 0 where seq = 1;
       update case_events set seq = 1 where seq = 99`,
      DAYS[0]!,
      CHANGED,
    ],
    [
      'an event that is deleted',
      `delete from case_events where seq = 4`,
      DAYS[1]!,
      /^only 2 of its 3 events/,
    ],
    [
      'an event that is moved behind the last seal',
      `delete from case_events where seq = 8;
       insert into case_events (case_id, seq, at, type, by) select id, 8, now(), 'reminded', 'system' from cases`,
      DAYS[3]!,
      /^only 2 of its 3 events/,
    ],
    [
      'an event that is added',
      `insert into case_events (id, case_id, seq, at, type, by) overriding system value
         select 1, case_id, 9, at, type, by from case_events where seq = 0`,
      DAYS[0]!,
      /^it has 4 events, sealed were 3: some were added/,
    ],
    ['a day that is removed', `delete from history_days where day = '2026-03-02'`, DAYS[1]!, /is missing$/],
    ['the first day', `delete from history_days where day = '2026-03-01'`, DAYS[1]!, /it are missing$/],
    ['an empty day', `delete from history_days where day = '2026-03-03'`, DAYS[2]!, /is missing$/],
    ['a hash', `update history_days set hash = 'x' where day = '2026-03-02'`, DAYS[1]!, CHANGED],
    [
      'a count',
      `update history_days set events = 7 where day = '2026-03-02'`,
      DAYS[1]!,
      /^its row .* was changed$/,
    ],
    [
      'a border between days',
      `update history_days set upto = upto - 1 where day = '2026-03-02'`,
      DAYS[1]!,
      /^only 2 of its 3 events/,
    ],
  ])('%s', async (_, sql, day, reason) => {
    await fourDays()
    await tamper(...sql.split(';'))
    expect((await verify()).broken).toEqual({ day, reason: expect.stringMatching(reason) })
  })

  test.each(['seq = 0', 'seq = 1', 'true'])(
    'a hole in the history of a case that is not sealed: %s',
    async (which) => {
      await write(db.pool, await openCase('K7M2'), [0, 1, 2])
      await tamper(`delete from case_events where ${which}`)
      expect((await verify()).broken).toEqual({ day: null, reason: 'events of the case K7M2 are missing' })
    },
  )
})

test('a history that was written before there was a chain is sealed whole', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'xunqun-migrations-'))
  const old = await freshDatabase({ empty: true })
  try {
    const names = (await readdir('migrations')).filter((name) => name < '003')
    for (const name of names) await cp(join('migrations', name), join(dir, name))
    await migrate(old.pool, dir)
    await write(old.pool, await openCase('K7M2', old.pool), [0, 1, 2])
    await migrate(old.pool, 'migrations')
    await sealHistory(old.pool, DAYS[0]!)
    expect(await verifyHistory(old.pool)).toMatchObject({ days: 1, events: 3, unsealed: 0, broken: null })
  } finally {
    await old.drop()
    await rm(dir, { recursive: true, force: true })
  }
})
