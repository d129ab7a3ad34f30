import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keywords as command } from '../../commands/keywords.ts'
import { outcome } from '../console/process.ts'
import { call } from '../helpers/command.ts'

const keywords = (...args: string[]) => call(command, args)

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
    expect(await outcome('commands/keywords.ts', ['check', dir], {})).toEqual({
      status: 0,
      out: '1 rules, 2 words, 1 categories\n',
      err: '',
    })
  })

  it('names every fault of a folder with its line', async () => {
    await put(
      'other.yaml',
      'category: other\nexcept: 火锅\nrules:\n  - {name: a, words: 茶壶 茶壶, points: 12}\n',
    )
    const { status, out, err } = await keywords('check', dir)
    const file = join(dir, 'other.yaml')
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringContaining(`${file}:2: the exception 火锅 hides nothing`),
      expect.stringContaining(`${file}:4: 茶壶 stands in words of other.a twice`),
    ])
  })

  it('names what loading refuses, wordings included', async () => {
    await put('other.yaml', 'category: other\nrules:\n  - {name: a, words: 茶壶}\n')
    await put('replies.yaml', 'nonsense: 好\n')
    const { status, err } = await keywords('check', dir)
    expect(status).toBe(2)
    expect(err).toMatch(/other\.yaml:3: points is missing .*\n.*replies\.yaml:1: unknown text nonsense/u)
  })

  it('says in one line that a folder cannot be read', async () => {
    const { status, out, err } = await keywords('check', join(dir, 'none'))
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(/^\S.*none: cannot be read .+ — .+\n$/u)
  })

  it.each([[[]], [['chek']], [['check', 'a', 'b']], [['check', '--all']]])(
    'refuses the arguments %j',
    async (args) => {
      const { status, err } = await keywords(...args)
      expect(status).toBe(2)
      expect(err).toContain('usage: keywords check [DIR]')
      expect(err.trim().split('\n')).toHaveLength(1)
    },
  )

  it('finds nothing wrong in what ships', async () => {
    const { status, out, err } = await keywords('check')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(/^\d+ rules, \d+ words, 24 categories\n$/u)
  })
})
