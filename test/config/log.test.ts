import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../config/log.ts'
import { openPool } from '../../store/db.ts'
import { fileMessages } from '../../store/messages.ts'
import { startWorkers } from '../../workers/workers.ts'
import { makeCounty, said } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'
import { openProducer } from '../../store/queue.ts'

const TEXT = '村东头老梁家的路灯坏了，打我电话13912345678'
const PERSONAL = ['老梁', '路灯', '13912345678', 'wx-secret-member', '430281199001011234']

let database: TestDatabase
beforeAll(async () => void (database = await freshDatabase()))
afterAll(() => database.drop())

/** The real logger, whose lines are kept. */
function keeping(level: string) {
  const lines: string[] = []
  return { lines, log: createLog('test', level, { write: (line) => void lines.push(line) }) }
}
const found = (lines: string[]) => PERSONAL.filter((words) => lines.join('\n').includes(words))

/** Statements that fail with what somebody wrote, each in its own way. */
const FAILING: [string, string, unknown[]][] = [
  [
    'a row that breaks a check',
    `insert into messages (account, id, member, at, type, text, state, received_at)
     values ('a', 'x', 'wx-secret-member', now(), 'text', $1, 'nowhere', now())`,
    [TEXT],
  ],
  [
    'a row without what it must have',
    `insert into messages (account, id, text, member) values ('a', 'x', $1, 'wx-secret-member')`,
    [TEXT],
  ],
  ['a text that is no time', `select $1::timestamptz`, [TEXT]],
  ['a text that is no JSON', `select $1::jsonb`, [TEXT]],
  ['an identity number that is no integer', `select $1::integer`, ['430281199001011234']],
  ['a text in a statement', `select '${TEXT}' from nowhere`, []],
  [
    'an error with words of its own',
    `do $$ begin raise exception '老梁 13912345678' using detail = '${TEXT}'; end $$`,
    [],
  ],
]

describe('what PostgreSQL complains of is logged without what people wrote', () => {
  it.each(FAILING)('%s', async (_, sql, values) => {
    const error = await database.pool.query(sql, values).then(
      () => new Error('it did not fail'),
      (e: unknown) => e,
    )
    const { lines, log } = keeping('info')
    log.error({ err: error }, 'a statement failed')
    log.warn({ error }, 'a statement failed')
    log.error(error, 'a statement failed')
    expect(lines).toHaveLength(3)
    expect(found(lines)).toEqual([])
    const { err } = JSON.parse(lines[0]!) as { err: { message: string; code: string } }
    expect(err.code).toMatch(/^[0-9A-Z]{5}$/)
  })

  it('says which table and constraint it was', async () => {
    const { lines, log } = keeping('info')
    const filing = fileMessages(
      database.pool,
      [{ heard: said(TEXT, { from: 'wx-secret-member' }), state: 'lost' as never, caseId: null, flag: null }],
      0,
    )
    log.error({ err: await filing.catch((e: unknown) => e) }, 'filing failed')
    expect(JSON.parse(lines[0]!)).toMatchObject({
      err: { code: '23514', table: 'messages', constraint: 'messages_state_check' },
    })
  })
})

it('neither does an error of JSON, of a library or of nobody tell what it was about, also with a stack', () => {
  const errors = [
    thrown(() => JSON.parse(TEXT) as unknown),
    new Error(`cannot send: ${TEXT}`, { cause: new Error(TEXT) }),
    new AggregateError([new Error(TEXT)], `several failed\n${TEXT}`),
    TEXT,
  ]
  for (const level of ['info', 'debug']) {
    const { lines, log } = keeping(level)
    for (const err of errors) log.warn({ err }, 'it failed')
    expect(found(lines)).toEqual([])
  }
})

it('what a person can mend is told as it is', () => {
  const { lines, log } = keeping('info')
  log.error({ err: Object.assign(new Error('roads.yaml: 路灯 is there twice'), { exitCode: 1 }) }, 'no')
  expect(lines[0]).toContain('路灯 is there twice')
})

it('workers that cannot file a message do not repeat it', async () => {
  const { lines, log } = keeping('info')
  const county = makeCounty()
  const pool = openPool(database.url, () => undefined)
  const workers = await startWorkers({
    ...{ pool, queue: { postgres: database.url }, sweepInterval: null, log },
    // A message from before all time: PostgreSQL has no such date, and says which.
    county: { current: () => county, refresh: async () => undefined },
    clock: () => -1e15,
  })
  const producer = await openProducer({ postgres: database.url }, () => undefined)
  await producer.add('bad', [said(TEXT, { from: 'wx-secret-member' })])
  await until(() => lines.some((line) => line.includes('tried one by one')))
  await producer.close()
  await workers.close()
  await pool.end()
  expect(found(lines)).toEqual([])
})

function thrown(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
