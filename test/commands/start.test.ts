import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start } from '../../commands/start/start.ts'
import { readConfig } from '../../config/config.ts'
import { report } from '../../config/fail.ts'
import { freshDatabase } from '../helpers/database.ts'
import { startSystem } from '../helpers/system.ts'
import { until } from '../helpers/until.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'npm start '))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** Processes whose command line names the folder. */
const processesOn = (folder: string) =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
    } catch (error) {
      if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
      throw error
    }
  })

const signIn = (url: string, password: string) =>
  fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'xunqun' },
    body: JSON.stringify({ login: 'admin', password }),
  })
const login = async (url: string, password: string) => (await signIn(url, password)).status
/** 200 where there is a simulated WeChat to talk in. */
async function stage(url: string, password: string): Promise<number> {
  const cookie = (await signIn(url, password)).headers.get('set-cookie')!.split(';')[0]!
  return (await fetch(`${url}/api/stage/groups`, { headers: { cookie } })).status
}

/** Where `npm start` runs on a folder, which is told to end afterwards. */
async function byNpm(folder: string, env: Record<string, string>, look: (url: string) => Promise<void>) {
  const variables = { ...process.env, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn', ...env }
  const npm = spawn('npm', ['start'], { env: variables, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  npm.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  try {
    const line = await until(() => /^.*"ready":true.*$/m.exec(out)?.[0], { within: 60_000 })
    await look((JSON.parse(line) as { console: string }).console)
  } finally {
    npm.kill('SIGTERM')
  }
}

/** The line with which the system refuses to start, in this process. */
async function refusal(env: Record<string, string>): Promise<string> {
  const system = start(readConfig({ PORT: '0', ...env }), pino({ level: 'silent' }), () => undefined)
  const error = await system.ready.then(
    () => null,
    (e: unknown) => e,
  )
  await system.close()
  expect(error).not.toBeNull()
  return report(error, undefined).line
}

describe('npm start', { timeout: 120_000 }, () => {
  it('runs on nothing, again on the same data beside another, and by npm after being killed', async () => {
    const began = performance.now()
    const first = await startSystem(dir)
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(first.ready).toMatchObject({
      ready: true,
      user: 'admin',
      password: expect.stringMatching(/.{12,}/),
    })
    const password = first.ready.password!
    expect(await stage(first.ready.console, password)).toBe(200)
    expect(await refusal({ DATA_DIR: dir })).toMatch(/^[^\n]*in use[^\n]*$/)
    const ending = performance.now()
    expect(await first.end('SIGINT')).toBe(0)
    expect(performance.now() - ending).toBeLessThan(10_000)
    expect(processesOn(dir)).toEqual([])

    const [second, other] = await Promise.all(
      [dir, join(dir, 'other')].map((folder) => startSystem(folder, { PORT: '' })),
    )
    expect(second!.ready.console).not.toBe(other!.ready.console)
    expect(second!.ready).not.toHaveProperty('password')
    expect(await login(second!.ready.console, password)).toBe(200)
    expect(await other!.end()).toBe(0)
    await second!.end('SIGKILL')
    await until(() => processesOn(dir).length === 0, { within: 15_000, what: 'PostgreSQL to end by itself' })

    // Of a signal to npm the system hears only that npm has gone; with another puppet there is no WeChat to simulate.
    await byNpm(dir, { WECHATY_PUPPET: 'wechaty-puppet-mock' }, async (url) => {
      expect(await stage(url, password)).toBe(404)
    })
    await until(() => processesOn(dir).length === 0, { within: 10_000, what: 'everything to end' })
    expect(await readFile(join(dir, 'postgres.log'), 'utf8')).not.toContain('PANIC')
  })

  it('refuses a variable that is wrong in one line', async () => {
    await expect(startSystem(join(dir, 'refused'), { PORT: 'many' })).rejects.toThrow(
      /^exit 1: [^\n]*PORT[^\n]*$/,
    )
  })

  it.each<[string, Record<string, string>]>([
    ['a PostgreSQL that is not there', { DATABASE_URL: 'postgres://u:geheim@127.0.0.1:1/x' }],
    ['a Redis that is not there', { REDIS_URL: 'redis://:geheim@127.0.0.1:1' }],
  ])('refuses %s in one line, without a secret', async (_, env) => {
    const folder = join(dir, 'refused')
    const line = await refusal({ DATA_DIR: folder, ...env })
    expect(line).toMatch(/^[^\n]+$/)
    expect(line).toContain(Object.keys(env)[0])
    expect(line).not.toContain('geheim')
    expect(processesOn(folder)).toEqual([])
  })

  it('refuses a gateway that is not there in one line, without a secret', async () => {
    const db = await freshDatabase()
    try {
      const token = { WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_geheim' }
      const endpoint = { WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:1' }
      const line = await refusal({ DATA_DIR: join(dir, 'deaf'), DATABASE_URL: db.url, ...token, ...endpoint })
      expect(line).toMatch(/^[^\n]*WECHATY_PUPPET_SERVICE[^\n]*$/)
      expect(line).not.toContain('geheim')
    } finally {
      await db.drop()
    }
  })
})
