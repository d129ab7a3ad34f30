import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

async function keywords(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'commands/keywords.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await closed, out, err }
}

let dir: string
const put = (name: string, content: string) => writeFile(join(dir, name), content)
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'key words-'))
  await put(
    'categories.yaml',
    'categories:\n  - {id: other, name: 其他, class: service, deadline: normal, office: village}\n',
  )
})
afterAll(() => rm(dir, { recursive: true }))

describe('keywords check', () => {
  it('says what it has checked', async () => {
    await put('other.yaml', 'category: other\nrules:\n  - {name: a, words: 茶壶 茶杯, points: 12}\n')
    expect(await keywords('check', dir)).toEqual({
      code: 0,
      out: '1 rules, 2 words, 1 categories\n',
      err: '',
    })
  })

  it('names every fault of a folder with its line', async () => {
    await put(
      'other.yaml',
      'category: other\nexcept: 火锅\nrules:\n  - {name: a, words: 茶壶 茶壶, points: 12}\n',
    )
    const { code, out, err } = await keywords('check', dir)
    const file = join(dir, 'other.yaml')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringContaining(`${file}:2: the exception 火锅 hides nothing`),
      expect.stringContaining(`${file}:4: 茶壶 stands in words of other.a twice`),
    ])
  })

  it('names what loading refuses, wordings included', async () => {
    await put('other.yaml', 'category: other\nrules:\n  - {name: a, words: 茶壶}\n')
    await put('replies.yaml', 'nonsense: 好\n')
    const { code, err } = await keywords('check', dir)
    expect(code).toBe(2)
    expect(err).toMatch(/other\.yaml:3: points is missing .*\n.*replies\.yaml:1: unknown text nonsense/u)
  })

  it('says in one line that a folder cannot be read', async () => {
    const { code, out, err } = await keywords('check', join(dir, 'none'))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^\S.*none: cannot be read .+ — .+\n$/u)
  })

  it.each([[[]], [['chek']], [['check', 'a', 'b']], [['check', '--all']]])(
    'refuses the arguments %j',
    async (args) => {
      const { code, err } = await keywords(...args)
      expect(code).toBe(2)
      expect(err).toContain('usage: keywords check [DIR]')
      expect(err.trim().split('\n')).toHaveLength(1)
    },
  )

  it('finds nothing wrong in what ships', async () => {
    const { code, out, err } = await keywords('check')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^\d+ rules, \d+ words, 24 categories\n$/u)
  })
})
