import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importWorld as command } from '../../commands/import-world.ts'
import { startPostgres } from '../../embedded/postgres.ts'
import { openPool } from '../../store/db.ts'
import { migrate } from '../../store/migrate.ts'
import { loadWorld } from '../../store/world.ts'
import { outcome } from '../console/process.ts'
import { call } from '../helpers/command.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

const WORLD = `areas:
  - {code: "1", name: 谷县, level: county}
  - {code: "11", name: 北镇, level: township, parent: "1"}
offices:
  - {id: zf, name: 北镇人民政府, area: "11", kind: township}
`
let folder: string
let db: TestDatabase
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xunqun import '))
  db = await freshDatabase()
})
afterAll(async () => {
  await db.drop()
  await rm(folder, { recursive: true, force: true })
})

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const importWorld = (args: string[], env: Record<string, string>) => call(command, args, env)

async function areasIn(url: string): Promise<string[]> {
  const pool = openPool(url, () => undefined, 1)
  try {
    return (await loadWorld(pool))?.world.areas.map((a) => a.code) ?? []
  } finally {
    await pool.end()
  }
}

describe('into the PostgreSQL of DATABASE_URL', () => {
  test('mistakes are told with file and line, and nothing is loaded', async () => {
    const bad = await file('bad.yaml', `${WORLD}  - {id: zf, name: 乙, area: "12", kind: court}\n`)
    const { status, out, err } = await outcome('commands/import-world.ts', [bad], { DATABASE_URL: db.url })
    expect([status, out]).toEqual([2, ''])
    expect(err.trim().split('\n')).toEqual([
      `${bad}:6: office zf: kind is "court", but must be one of village, township, department, discipline, petition, hall`,
      `${bad}:6: office zf: id "zf" is used twice`,
      `${bad}:6: office zf: area "12" is not in the file`,
    ])
    expect(await areasIn(db.url)).toEqual([])
  })

  test('a right file is loaded; a later one updates and lists what it lacks', async () => {
    const all = await importWorld([await file('all.yaml', WORLD)], { DATABASE_URL: db.url })
    expect(all).toMatchObject({ status: 0, out: '' })
    expect(all.err).toMatch(
      /loaded .*all\.yaml: 2 areas, 1 offices, 0 staff, 0 groups, 0 members, 0 dispatched, 0 deadlines, 0 answers\n$/,
    )
    const part = await file('part.yaml', 'groups:\n  - {id: g, topic: 群, area: "11", kind: residents}\n')
    const { status, err } = await importWorld([part], { DATABASE_URL: db.url })
    expect(status).toBe(0)
    expect(err.trim().split('\n').slice(1)).toEqual([
      'not in the file, left as it is: area 1',
      'not in the file, left as it is: area 11',
      'not in the file, left as it is: office zf',
    ])
    const { world } = (await loadWorld(db.pool))!
    expect([world.areas.length, world.groups.map((g) => g.id)]).toEqual([2, ['g']])
  })

  test('what the county arranges is loaded, listed and taken back', async () => {
    const answer = 'answers:\n  - {id: pay, words: [[医保]], text: 打12393。, source: 国家医保局'
    const rules = 'deadlines:\n  - {category: water, done: 3d}\n'
    const dispatch = 'dispatch:\n  - {category: water, area: "11", office: zf'
    const env = { DATABASE_URL: db.url }
    const run = async (text: string) => (await importWorld([await file('own.yaml', text)], env)).err
    expect(await run(`${WORLD}${dispatch}}\n${rules}${answer}}\n`)).toMatch(
      /1 dispatched, 1 deadlines, 1 answers\n/,
    )
    const gone =
      'dispatch:\n  - {category: water, area: "11", remove: yes}\nanswers:\n  - {id: pay, remove: yes}\n'
    expect((await run(`${WORLD}${gone}`)).split('\n').slice(1)).toEqual([
      'removed: dispatch water 11',
      'removed: answer pay',
      expect.stringMatching(/^not in the file, left as it is: group g$/),
      'not in the file, left as it is: deadline water',
      '',
    ])
    const { world } = (await loadWorld(db.pool))!
    expect([world.dispatch, world.deadlines.length, world.answers]).toEqual([[], 1, []])
  })

  test.each<[string, () => Promise<string[]>, RegExp]>([
    ['no file named', () => Promise.resolve([]), /^Usage: npm run import-world -- FILE$/],
    ['two files', () => Promise.resolve(['a', 'b']), /^Usage/],
    [
      'a file that is not there',
      () => Promise.resolve(['nowhere.yaml']),
      /^nowhere\.yaml:1: there is no such file$/,
    ],
    ['a folder', () => Promise.resolve([folder]), /:1: EISDIR/],
    [
      'no UTF-8',
      async () => [await file('gbk.yaml', Buffer.from([0xb9, 0xc8, 0xcf, 0xd8]))],
      /:1: is not UTF-8/,
    ],
    ['no YAML', async () => [await file('no.yaml', 'areas: [{')], /:\d+: no valid YAML: /],
  ])('%s: status 2 and one line', async (_, args, line) => {
    const { status, err } = await importWorld(await args(), { DATABASE_URL: db.url })
    expect(status).toBe(2)
    expect(err.trim()).toMatch(line)
    expect(
      err
        .trim()
        .split('\n')
        .every((l) => !/^\s+at /.test(l)),
    ).toBe(true)
  })

  test('a database that nobody has migrated is refused: status 1', async () => {
    const empty = await freshDatabase({ empty: true })
    try {
      const { status, err } = await importWorld([await file('a.yaml', WORLD)], { DATABASE_URL: empty.url })
      expect([status, err]).toEqual([1, expect.stringMatching(/npm run migrate/)])
    } finally {
      await empty.drop()
    }
  })

  test('a database that is not there: status 1 and what to do', async () => {
    const env = { DATABASE_URL: 'postgresql://nobody:secret@127.0.0.1:1/none' }
    const { status, err } = await importWorld([await file('b.yaml', WORLD)], env)
    expect([status, err]).toEqual([1, expect.stringMatching(/^Cannot use PostgreSQL: .*DATABASE_URL\n$/)])
    expect(err).not.toContain('secret')
  })
})

describe('into the embedded database of DATA_DIR', () => {
  test('while nothing runs on it, and then while `npm start` would', async () => {
    const dataDir = join(folder, 'data')
    const first = await importWorld([await file('first.yaml', WORLD)], { DATA_DIR: dataDir })
    expect(first).toMatchObject({ status: 0, out: '' })
    const server = await startPostgres({ dataDir, log: () => undefined })
    try {
      expect(await areasIn(server.url)).toEqual(['1', '11'])
      const more = await file(
        'more.yaml',
        'areas:\n  - {code: "111", name: 店下村, level: village, parent: "11"}\n',
      )
      expect(await importWorld([more], { DATA_DIR: dataDir })).toMatchObject({ status: 0, out: '' })
      expect(await areasIn(server.url)).toEqual(['1', '11', '111'])
    } finally {
      await server.stop()
    }
  })

  test('a wrong file makes no world', async () => {
    const dataDir = join(folder, 'other')
    const { status } = await importWorld([await file('wrong.yaml', 'areas: 5')], { DATA_DIR: dataDir })
    expect(status).toBe(2)
    const server = await startPostgres({ dataDir, log: () => undefined })
    try {
      const pool = openPool(server.url, () => undefined, 1)
      await migrate(pool, 'migrations')
      await pool.end()
      expect(await areasIn(server.url)).toEqual([])
    } finally {
      await server.stop()
    }
  })
})
