import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findProgram } from '../helpers/programs.ts'
import { describeWith } from '../helpers/skip.ts'
import { until } from '../helpers/until.ts'

/** Stands in for npm: notes what it was called with and installs what the lock file names, a stand-in vite among it. */
const NPM = `
const fs = require('fs')
const note = { args: process.argv.slice(2), yes: process.env.npm_config_yes }
fs.appendFileSync('npm.log', JSON.stringify(note) + '\\n')
console.log('npm speaks')
if (fs.existsSync('slow')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
if (fs.existsSync('broken')) process.exit(7)
if (process.argv[2] === 'ci') {
  fs.rmSync('node_modules', { recursive: true, force: true })
  fs.mkdirSync('node_modules/vite/bin', { recursive: true })
  fs.copyFileSync('vite.js', 'node_modules/vite/bin/vite.js')
  if (fs.existsSync('with-jieba')) fs.mkdirSync('node_modules/nodejieba')
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
} else {
  fs.mkdirSync('node_modules/nodejieba/build/Release', { recursive: true })
  fs.writeFileSync('node_modules/nodejieba/build/Release/nodejieba.node', '')
}
`
const VITE = `
const fs = require('fs')
const out = process.argv[process.argv.indexOf('--outDir') + 1]
fs.appendFileSync('vite.log', 'built\\n')
console.log('vite speaks')
fs.mkdirSync(out, { recursive: true })
fs.copyFileSync(process.argv[3] + '/index.html', out + '/index.html')
`
const lockWith = (version: string) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { name: 'sample' },
      'node_modules/vite': { version },
      'node_modules/elsewhere': { version: '1.0.0', optional: true, os: ['haiku'] },
    },
  })

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'xunqun prepare-'))
  await mkdir(join(root, 'scripts'))
  await copyFile('scripts/prepare.mjs', join(root, 'scripts/prepare.mjs'))
  await put('package.json', '{"name":"sample","engines":{"node":">=20.19"}}')
  await put('package-lock.json', lockWith('8.0.0'))
  await put('npm-cli.js', NPM)
  await put('vite.js', VITE)
})
afterEach(() => rm(root, { recursive: true, force: true }))
const put = async (path: string, text = '') => {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), text)
}
const lines = async (path: string) =>
  (await readFile(join(root, path), 'utf8').catch(() => '')).split('\n').filter(Boolean)
const hasFile = async (path: string) => (await stat(join(root, path)).catch(() => null)) !== null
/** as if it had been there long before everything else */
const age = (path: string) => utimes(join(root, path), 1_600_000_000, 1_600_000_000)

function start(event = 'prestart', npm = join(root, 'npm-cli.js')) {
  const env = { ...process.env, npm_lifecycle_event: event, npm_execpath: npm, npm_config_yes: 'false' }
  const child = spawn(process.execPath, [join(root, 'scripts/prepare.mjs')], { env, cwd: tmpdir() })
  let out = ''
  let err = ''
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (err += data.toString()))
  const end = once(child, 'close').then(([status]) => ({ status: status as number, out, err }))
  return { child, end }
}
const prepare = (event?: string, npm?: string) => start(event, npm).end

describe('packages', () => {
  test('are installed where there are none, once, without a word on standard output', async () => {
    const first = await prepare()
    expect(first).toMatchObject({ status: 0, out: '' })
    expect(first.err).toContain('npm speaks')
    const [call] = await lines('npm.log')
    expect(JSON.parse(call!)).toEqual({
      args: ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
      yes: 'true',
    })
    expect(await prepare()).toEqual({ status: 0, out: '', err: '' })
    expect(await lines('npm.log')).toHaveLength(1)
    expect(await hasFile('.prepare.lock')).toBe(false)
  })

  test('are installed anew when the lock file names another version', async () => {
    await prepare()
    await put('package-lock.json', lockWith('8.0.1'))
    await prepare()
    expect(await lines('npm.log')).toHaveLength(2)
  })

  test('are installed anew when an installation was cut off', async () => {
    await prepare()
    await rm(join(root, 'node_modules/.package-lock.json'))
    await prepare()
    expect(await lines('npm.log')).toHaveLength(2)
  })

  test('that an npm without install scripts has left uncompiled are compiled', async () => {
    await put('with-jieba')
    expect((await prepare()).status).toBe(0)
    const calls = (await lines('npm.log')).map((line) => (JSON.parse(line) as { args: string[] }).args)
    expect(calls[1]).toEqual(['rebuild', 'nodejieba', '--ignore-scripts=false'])
  })

  test('that cannot be installed end it with one line of its own', async () => {
    await put('broken')
    const { status, err } = await prepare()
    expect(status).toBe(1)
    expect(err.trim().split('\n').at(-1)).toBe('xunqun: npm ci failed with status 7: its messages are above')
    expect(await hasFile('.prepare.lock')).toBe(false)
  })

  test('are not installed for a Node.js that is too old', async () => {
    await put('package.json', '{"engines":{"node":">=99.1"}}')
    const { status, err } = await prepare()
    expect(status).toBe(1)
    expect(err).toBe(
      `xunqun: Node.js 99.1 or later is needed, this is ${process.versions.node}: install a newer one\n`,
    )
    expect(await lines('npm.log')).toEqual([])
  })
})

describe('the page', () => {
  beforeEach(async () => {
    await put('console/web/index.html', '<html>')
    await put('console/web/src/page.tsx')
    for (const path of ['index.html', 'src/page.tsx', 'src']) await age(`console/web/${path}`)
    await age('package-lock.json')
  })
  const built = async () => (await lines('vite.log')).length

  test('is built once', async () => {
    expect(await prepare()).toMatchObject({ status: 0, out: '' })
    expect(await readFile(join(root, 'console/web/dist/index.html'), 'utf8')).toBe('<html>')
    await prepare('pretest')
    expect(await built()).toBe(1)
  })

  test.each<[string, () => Promise<void>]>([
    ['a source is changed', () => put('console/web/src/page.tsx', 'new')],
    ['a source is removed', () => rm(join(root, 'console/web/src/page.tsx'))],
    ['what was built is gone', () => rm(join(root, 'console/web/dist'), { recursive: true })],
  ])('is built anew when %s', async (_, change) => {
    await prepare()
    await change()
    await prepare()
    expect(await built()).toBe(2)
  })

  test.each(['pretriage', 'prekeywords', 'prelearn', 'prereplay', 'prebench', 'preimport-world'])(
    'is not built for %s',
    async (event) => {
      expect((await prepare(event)).status).toBe(0)
      expect(await lines('npm.log')).toHaveLength(1)
      expect(await built()).toBe(0)
    },
  )
})

describe('several at once', () => {
  test('one installs, the others wait for it', async () => {
    await put('slow')
    const ends = await Promise.all([prepare(), prepare('pretest'), prepare('pretriage')])
    expect(ends.map(({ status }) => status)).toEqual([0, 0, 0])
    expect(await lines('npm.log')).toHaveLength(1)
  })

  test('one that was killed does not keep the others waiting', async () => {
    await put('slow')
    const { child, end } = start()
    await until(async () => (await lines('npm.log')).length)
    child.kill('SIGKILL')
    await rm(join(root, 'slow'))
    await end
    // The npm of the one that was killed may have finished the work: then there is none for the next one.
    expect((await prepare()).status).toBe(0)
    await rm(join(root, 'node_modules'), { recursive: true, force: true })
    expect((await prepare()).status).toBe(0)
    expect((await readdir(root)).filter((name) => name.includes('.prepare.lock'))).toEqual([])
  })
})

describeWith(findProgram(['npm']), 'the real npm', () => {
  test('installs, called by the name on the PATH when another tool runs the script', async () => {
    await put('package.json', '{"name":"sample","version":"1.0.0","dependencies":{"local":"file:local"}}')
    await put('local/package.json', '{"name":"local","version":"1.0.0"}')
    const packages = {
      '': { name: 'sample', version: '1.0.0', dependencies: { local: 'file:local' } },
      local: { version: '1.0.0' },
      'node_modules/local': { resolved: 'local', link: true },
    }
    await put('package-lock.json', JSON.stringify({ lockfileVersion: 3, requires: true, packages }))
    const first = await prepare('pretriage', '/opt/pnpm/pnpm.cjs')
    expect(first).toMatchObject({ status: 0, out: '' })
    expect(await hasFile('node_modules/local/package.json')).toBe(true)
    expect(await prepare('pretriage', '/opt/pnpm/pnpm.cjs')).toEqual({ status: 0, out: '', err: '' })
  })
})
