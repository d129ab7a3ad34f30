import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readContent } from '../../store/rules-files.ts'
import { packContent, unpackContent, ZipRefused } from '../../store/rules-zip.ts'
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

async function keywords(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'commands/keywords.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: db.url },
  })
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await closed, out, err }
}

it('a folder goes into the database and comes out the same to the last byte', async () => {
  expect(await keywords('import', 'keywords', '--why', '首次导入')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^draft 1: /u),
  })
  expect((await keywords('export', dir)).err).toContain('name one with --version')
  expect(await keywords('export', dir, '--version', '1')).toMatchObject({ code: 0, err: '' })
  expect([...readContent(dir)]).toEqual([...readContent('keywords')])
  expect((await keywords('export', dir, '--version', '1')).err).toContain('is not empty')
}, 180_000)

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
