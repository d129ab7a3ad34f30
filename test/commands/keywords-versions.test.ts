import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keywords as command } from '../../commands/keywords.ts'
import { readContent } from '../../store/rules-files.ts'
import { packContent, unpackContent, ZipRefused } from '../../store/rules-zip.ts'
import { call } from '../helpers/command.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
let dir: string
beforeAll(async () => {
  db = await freshDatabase()
  dir = await mkdtemp(join(tmpdir(), 'xunqun-export-'))
})
afterAll(async () => {
  await db.drop()
  await rm(dir, { recursive: true })
})

const keywords = (...args: string[]) => call(command, args, { DATABASE_URL: db.url })

/** Names and digests: to compare megabytes with `toEqual` takes a minute. */
const digests = (folder: string) =>
  [...readContent(folder)].map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')])

it('a folder goes into the database and comes out the same to the last byte', async () => {
  expect(await keywords('import', 'keywords', '--why', '首次导入')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^draft 1: /u),
  })
  expect((await keywords('export', dir)).err).toContain('name one with --version')
  expect(await keywords('export', dir, '--version', '1')).toMatchObject({ status: 0, err: '' })
  expect(digests(dir)).toEqual(digests('keywords'))
  expect((await keywords('export', dir, '--version', '1')).err).toContain('is not empty')
})

it('a .zip holds a keywords folder and nothing else', () => {
  const content = readContent('test/fixtures/keywords')
  const whole = new Map([...content, ['categories.yaml', Buffer.from('categories: []\n')]])
  expect([...unpackContent(packContent(whole))]).toEqual([...whole].sort(([a], [b]) => (a < b ? -1 : 1)))
  for (const name of ['../../etc/passwd', 'a/../water.yaml', 'run.sh', '/water.yaml'])
    expect(() => unpackContent(packContent(new Map([...whole, [name, Buffer.from('x')]])))).toThrow(
      ZipRefused,
    )
  expect(() => unpackContent(packContent(content))).toThrow('categories.yaml')
  expect(() => unpackContent(Buffer.from('no zip'))).toThrow(ZipRefused)
})
