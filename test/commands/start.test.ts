import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
const sessionOf = async (url: string, password: string) =>
  (await signIn(url, password)).headers.get('set-cookie')!.split(';')[0]!

describe('npm start', { timeout: 120_000 }, () => {
  it('runs on nothing, again on the same data, and after being killed', async () => {
    const began = performance.now()
    const first = await startSystem(dir)
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(first.ready).toMatchObject({
      ready: true,
      user: 'admin',
      password: expect.stringMatching(/.{12,}/),
    })
    const password = first.ready.password!
    expect(await login(first.ready.console, password)).toBe(200)
    await expect(startSystem(dir)).rejects.toThrow(/^exit 1: [^\n]*in use[^\n]*$/)
    const ending = performance.now()
    expect(await first.end('SIGINT')).toBe(0)
    expect(performance.now() - ending).toBeLessThan(10_000)
    expect(processesOn(dir)).toEqual([])

    const second = await startSystem(dir)
    expect(second.ready).not.toHaveProperty('password')
    expect(await login(second.ready.console, password)).toBe(200)
    await second.end('SIGKILL')
    await until(() => processesOn(dir).length === 0, { within: 15_000, what: 'PostgreSQL to end by itself' })

    const third = await startSystem(dir)
    expect(await login(third.ready.console, password)).toBe(200)
    expect(await third.end()).toBe(0)
    expect(await readFile(join(dir, 'postgres.log'), 'utf8')).not.toContain('PANIC')
  })

  it('simulates a WeChat only in place of the usual gateway', async () => {
    const chats = async (name: string, env: Record<string, string> = {}) => {
      const system = await startSystem(join(dir, name), env)
      const { console: url, password } = system.ready
      const answer = await fetch(`${url}/api/stage/groups`, {
        headers: { cookie: await sessionOf(url, password!) },
      })
      expect(await system.end()).toBe(0)
      return answer.status
    }
    expect(await chats('usual')).toBe(200)
    expect(await chats('other', { WECHATY_PUPPET: 'wechaty-puppet-mock' })).toBe(404)
  })

  it('leaves nothing running when npm itself is told to end', async () => {
    const folder = join(dir, 'by npm')
    const env = { ...process.env, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn' }
    const npm = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let out = ''
    npm.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    await until(() => out.includes('"ready":true'), { within: 60_000, what: 'npm start to be ready' })
    npm.kill('SIGTERM')
    await until(() => processesOn(folder).length === 0, { within: 10_000, what: 'everything to end' })
  })

  it('runs twice side by side on two folders', async () => {
    const systems = await Promise.all(['a', 'b'].map((name) => startSystem(join(dir, name), { PORT: '' })))
    expect(new Set(systems.map((s) => s.ready.console)).size).toBe(2)
    expect(await Promise.all(systems.map((s) => s.end()))).toEqual([0, 0])
  })

  it.each([
    ['a PostgreSQL that is not there', { DATABASE_URL: 'postgres://u:geheim@127.0.0.1:1/x' }, 1],
    ['a Redis that is not there', { REDIS_URL: 'redis://:geheim@127.0.0.1:1' }, 1],
    [
      'a gateway that is not there',
      { WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_geheim', WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:1' },
      1,
    ],
    ['a variable that is wrong', { PORT: 'many' }, 1],
  ])('refuses %s in one line, without a secret', async (name, env, status) => {
    const error = await startSystem(join(dir, 'refused'), { LOG_LEVEL: 'fatal', ...env }).catch(
      (e: Error) => e,
    )
    expect(error, name).toBeInstanceOf(Error)
    const { message } = error as Error
    expect(message).toMatch(new RegExp(`^exit ${status}: [^\\n]+$`))
    expect(message).toContain(Object.keys(env)[0]!.split('_TOKEN')[0])
    expect(message).not.toContain('geheim')
    expect(processesOn(join(dir, 'refused'))).toEqual([])
  })
})
