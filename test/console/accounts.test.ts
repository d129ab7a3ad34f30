import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeAt } from '../../console/server/one-time.ts'
import { hashPassword, setUser } from '../../console/server/passwords.ts'
import { setPassword } from '../../store/console/users.ts'
import { openBench, type Answer, type Bench } from './bench.ts'

const MINUTE = 60_000
const OWN = 'green tea on the river'
let bench: Bench
beforeAll(async () => void (bench = await openBench()))
afterAll(() => bench.close())

const ask = (cookie: string | null, url: string, payload?: object): Promise<Answer> =>
  bench.as(null, {
    url,
    ...(payload && { method: 'POST' as const, payload }),
    ...(cookie && { headers: { cookie } }),
  })
const cookieOf = (answer: Answer) => String(answer.headers['set-cookie']).split(';')[0]!
const signIn = (login: string, password: string) => ask(null, '/api/login', { login, password })
const signedIn = async (login: string, password: string) => cookieOf(await signIn(login, password))
const asAdmin = async (url: string, payload?: object) => ask(await bench.cookieOf('admin'), url, payload)
const act = (login: string, what: string) => asAdmin(`/api/users/${login}/act`, { what })
const audited = async (login: string) => {
  const { rows } = await bench.db.pool.query(
    `select login, action, detail from audit where login = $1 or detail = '@' || $1 order by id`,
    [login],
  )
  return rows.map((row) => `${row.login} ${row.action}`)
}
/** A user of his own password, without the time that making it takes. */
let hash: string
beforeAll(async () => void (hash = await hashPassword(OWN)))
async function user(login: string, role: 'admin' | 'leader' = 'admin') {
  await bench.db.pool.query('insert into users (login, password_hash, role) values ($1, $2, $3)', [
    login,
    hash,
    role,
  ])
}

describe('a password that an admin gave', () => {
  it('opens nothing but changing it', async () => {
    const made = await asAdmin('/api/users', { login: 'xin', staff: 'hexin' })
    expect(made.status, 'he has an account').toBe(409)
    await bench.db.pool.query(`delete from users where login = 'neighbour'`)
    const twice = ['xin', 'xin2'].map((login) => asAdmin('/api/users', { login, staff: 'hexin' }))
    const [one, other] = await Promise.all(twice)
    expect([one!.status, other!.status].sort(), 'a person has one').toEqual([200, 409])
    await bench.db.pool.query(`update users set login = 'xin' where staff = 'hexin'`)
    const { password } = one!.status === 200 ? one!.json : other!.json
    const first = await signedIn('xin', password)
    expect((await ask(first, '/api/me')).json).toMatchObject({ owed: 'password', urged: true })
    for (const url of ['/api/cases', '/api/flags', '/api/events', '/api/me/security']) {
      const { status, json } = await ask(first, url)
      expect([status, json.error.code], url).toEqual([403, 'owed-password'])
    }
    const change = (current: string, next: string) =>
      ask(first, '/api/me/password', { current, password: next })
    expect((await change('x', OWN)).json.error.message).toMatch(/当前密码不对/)
    expect((await change(password, password)).json.error.message).toMatch(/不能和当前密码相同/)
    expect((await change(password, 'xin何新12')).json.error.message).toMatch(/至少要 10 个字符/)
    const second = await signedIn('xin', password)
    expect((await change(password, OWN)).status).toBe(200)
    expect((await ask(first, '/api/me')).json).toMatchObject({ owed: null, urged: false })
    expect((await ask(first, '/api/cases')).status).toBe(200)
    expect((await ask(second, '/api/me')).status, 'other sessions end').toBe(401)
    expect((await signIn('xin', password)).status).toBe(401)
    expect(await audited('xin')).toEqual([
      ...['admin user-made', 'xin sign-in', 'xin sign-in', 'xin password', 'xin sign-in-failed'],
    ])
  })

  it('takes the place of the one before', async () => {
    await user('lost')
    const open = await signedIn('lost', OWN)
    const { password } = (await asAdmin('/api/users/lost/password', {})).json
    expect((await ask(open, '/api/me')).status).toBe(401)
    expect((await signIn('lost', OWN)).status).toBe(401)
    expect((await ask(await signedIn('lost', password), '/api/cases')).json.error.code).toBe('owed-password')
    expect((await asAdmin('/api/users/admin/password', {})).status, 'not his own').toBe(409)
  })

  it('that a command has printed is only better changed', async () => {
    const password = (await setUser(bench.db.pool, { login: 'printed', role: 'admin' })) ?? ''
    const cookie = await signedIn('printed', password)
    expect((await ask(cookie, '/api/me')).json).toMatchObject({ owed: null, urged: true })
    expect((await ask(cookie, '/api/cases')).status).toBe(200)
  })
})

describe('one-time codes', () => {
  /** Turns them on; gives the secret and the codes on paper. */
  async function withCodes(login: string) {
    const cookie = await signedIn(login, OWN)
    const { secret } = (await ask(cookie, '/api/me/totp/begin', { password: OWN })).json
    const code = () => codeAt(login, secret, bench.deps.clock())
    const { codes } = (await ask(cookie, '/api/me/totp/confirm', { code: code() })).json
    return { cookie, secret, code, codes: codes as string[] }
  }

  it('are asked for after the password, and each opens once', async () => {
    await user('tina')
    const { code, codes } = await withCodes('tina')
    const { rows } = await bench.db.pool.query(`select totp from users where login = 'tina'`)
    expect(rows[0].totp).not.toMatch(/^[A-Z2-7]+$/)
    const answer = await signIn('tina', OWN)
    expect(answer.json).toEqual({ done: true, totp: true })
    const half = cookieOf(answer)
    for (const url of ['/api/me', '/api/cases']) expect((await ask(half, url)).status, url).toBe(401)
    const send = (typed: string) => ask(half, '/api/login/code', { code: typed })
    expect((await send(code())).status, 'it was used to confirm').toBe(401)
    bench.pass(MINUTE)
    const full = await send(code())
    expect(full.status).toBe(200)
    expect((await ask(cookieOf(full), '/api/me')).json.login).toBe('tina')
    expect((await send(code())).status, 'the half session is over').toBe(401)
    const again = cookieOf(await signIn('tina', OWN))
    expect((await ask(again, '/api/login/code', { code: code() })).status, 'used').toBe(401)
    expect((await ask(again, '/api/login/code', { code: codes[0] })).status).toBe(200)
    const third = cookieOf(await signIn('tina', OWN))
    expect((await ask(third, '/api/login/code', { code: codes[0] })).status, 'used').toBe(401)
    expect(await audited('tina')).toEqual([
      ...['tina sign-in', 'tina totp-on', 'tina sign-in-failed', 'tina sign-in', 'tina sign-in-failed'],
      ...['tina sign-in', 'tina sign-in-failed'],
    ])
  })

  it('cannot be guessed by signing in again and again', async () => {
    await user('guess')
    await withCodes('guess')
    let wrong = 0
    for (; wrong < 20; wrong++) {
      const answer = await signIn('guess', OWN)
      if (answer.status === 429) break
      await ask(cookieOf(answer), '/api/login/code', { code: '000000' })
    }
    expect(wrong).toBe(5)
    expect((await act('guess', 'unlock')).status).toBe(200)
    expect((await signIn('guess', OWN)).status).toBe(200)
  })

  it('wait five minutes', async () => {
    await user('slow')
    const { code } = await withCodes('slow')
    const half = cookieOf(await signIn('slow', OWN))
    bench.pass(5 * MINUTE)
    expect((await ask(half, '/api/login/code', { code: code() })).status).toBe(401)
  })

  it('can be required and are then owed; an admin can reset them, their owner cannot turn them off', async () => {
    await user('must')
    expect((await act('must', 'require-totp')).status).toBe(200)
    const first = await signedIn('must', OWN)
    expect((await ask(first, '/api/cases')).json.error.code).toBe('owed-totp')
    const { cookie } = await withCodes('must')
    expect((await ask(cookie, '/api/cases')).status).toBe(200)
    expect((await ask(cookie, '/api/me/totp/end', { password: OWN })).status).toBe(409)
    await act('must', 'waive-totp')
    await act('must', 'reset-totp')
    expect((await ask(cookie, '/api/me/security')).json).toMatchObject({ totp: false, recovery: 0 })
    expect((await signIn('must', OWN)).json).toEqual({ done: true })
  })
})

describe('sessions', () => {
  it('are seen and ended by their owner and by admins', async () => {
    await user('many')
    const [here, there, elsewhere] = [
      await signedIn('many', OWN),
      await signedIn('many', OWN),
      await signedIn('many', OWN),
    ]
    const { sessions } = (await ask(here, '/api/me/security')).json
    expect(sessions).toHaveLength(3)
    expect(sessions.filter((s: { current: boolean }) => s.current)).toHaveLength(1)
    expect(sessions[0].address).toBe('127.0.0.*')
    expect(JSON.stringify(sessions)).not.toMatch(/[0-9a-f]{64}/)
    expect((await ask(here, '/api/me/sessions/end', {})).status).toBe(200)
    for (const cookie of [there, elsewhere]) expect((await ask(cookie, '/api/me')).status).toBe(401)
    const { items } = (await asAdmin('/api/users/many/sessions')).json
    expect(items).toHaveLength(1)
    expect((await asAdmin('/api/users/tina/sessions/end', { id: items[0].id })).status).toBe(200)
    expect((await ask(here, '/api/me')).status, 'not through another user').toBe(200)
    await asAdmin('/api/users/many/sessions/end', { id: items[0].id })
    expect((await ask(here, '/api/me')).status).toBe(401)
  })
})

describe('the list of users', () => {
  it('tells what an admin needs, by pages', async () => {
    await bench.db.pool.query(`insert into users (login, password_hash, role) values ('zz1', 'x', 'admin')`)
    const { items } = (await asAdmin('/api/users?search=%E7%8E%8B%E8%8A%B3')).json
    expect(items).toEqual([
      expect.objectContaining({
        login: 'township',
        name: '王芳',
        role: 'reviewer',
        change: 'no',
        totp: false,
      }),
    ])
    expect(JSON.stringify(items)).not.toContain('argon2')
    const seen: string[] = []
    for (let after = ''; after !== null;) {
      const page = (await asAdmin(`/api/users?limit=3&after=${after}`)).json
      seen.push(...page.items.map((item: { login: string }) => item.login))
      after = page.next
    }
    const { rows } = await bench.db.pool.query('select login from users order by login')
    expect(seen).toEqual(rows.map(({ login }) => login))
  })

  it('shows who is locked out, until an admin unlocks him', async () => {
    await user('locked')
    const fail = async (times: number) => {
      for (let i = 0; i < times; i++)
        while ((await signIn('locked', 'x')).status === 429) bench.pass(MINUTE / 2)
    }
    const lock = async () => (await asAdmin('/api/users?search=locked')).json.items[0].lockedUntil
    await fail(4)
    expect(await lock()).toBeNull()
    await fail(1)
    expect(await lock()).toBe(bench.deps.clock() + MINUTE / 2)
    expect((await signIn('locked', OWN)).json.error.message).toMatch(/1 分钟后再试，或请管理员解锁/)
    await fail(5)
    expect(await lock()).toBe(bench.deps.clock() + 30 * MINUTE)
    await act('locked', 'unlock')
    expect(await lock()).toBeNull()
    expect((await signIn('locked', OWN)).status).toBe(200)
  })

  it('disables at once, but neither oneself nor the last admin', async () => {
    await user('gone')
    const cookie = await signedIn('gone', OWN)
    expect((await act('gone', 'disable')).status).toBe(200)
    expect((await ask(cookie, '/api/me')).status).toBe(401)
    expect((await signIn('gone', OWN)).json.error.code).toBe('disabled')
    expect((await signIn('gone', 'x')).json.error.code, 'only to whoever knows the password').toBe('wrong')
    await act('gone', 'enable')
    expect((await signIn('gone', OWN)).status).toBe(200)
    expect((await act('admin', 'disable')).status).toBe(409)
    expect((await act('nobody', 'disable')).status).toBe(404)
    const admin = await bench.cookieOf('admin')
    await bench.db.pool.query(`update users set disabled = true where role = 'admin' and login <> 'admin'`)
    expect((await ask(admin, '/api/users/printed/act', { what: 'disable' })).status).toBe(200)
    await setPassword(bench.db.pool, 'admin', hash, 'no')
  })

  it('never takes the last admin away, by whatever way', async () => {
    const { pool } = bench.db
    const role = (id: string, name: string) =>
      pool.query('update staff set role = $2 where id = $1', [id, name])
    await role('zhouji', 'admin')
    const cookie = await bench.cookieOf('county')
    const { version } = (await ask(cookie, '/api/county/settings')).json
    const zhouji = { id: 'zhouji', name: '周继', office: 'jw-liling', post: '纪委副书记', role: 'reviewer' }
    const demote = () => ask(cookie, '/api/county/save', { version, kind: 'staff', new: false, item: zhouji })
    const both = await Promise.all([ask(cookie, '/api/users/admin/act', { what: 'disable' }), demote()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    await role('zhouji', 'admin')
    await pool.query(`update users set disabled = true where login = 'admin'`)
    const file = `staff: [${JSON.stringify(zhouji)}]`
    const imported = await bench.as(null, {
      ...{ method: 'POST', url: '/api/county/import?version=1', payload: Buffer.from(file) },
      headers: { cookie, 'content-type': 'application/octet-stream' },
    })
    for (const { status, json } of [await demote(), imported]) {
      expect(status).toBe(409)
      expect(json.error.message).toBe(
        '不能这样改：改完就没有能登录的管理员了。请先让另一位能登录的人当管理员',
      )
    }
    expect((await ask(cookie, '/api/me')).json.role).toBe('admin')
    await pool.query(`update users set disabled = false where login = 'admin'`)
    await role('zhouji', 'reviewer')
  })
})

describe('the cookie', () => {
  it('belongs to this host alone where a proxy that is believed says that TLS is used', async () => {
    const { createConsole } = await import('../../console/server/server.ts')
    const app = createConsole({ ...bench.deps, trustProxy: 'loopback' })
    const request = (headers: object) =>
      app.inject({
        ...{ method: 'POST', url: '/api/login', payload: { login: 'gone', password: OWN } },
        headers: { 'x-requested-with': 'xunqun', 'x-forwarded-proto': 'https', ...headers },
      })
    await bench.db.pool.query(`update users set disabled = false where login = 'gone'`)
    const { cookies } = await request({ 'x-forwarded-for': '203.0.113.7' })
    expect(cookies[0]).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(cookies[0]?.name).toMatch(/^__Host-xunqun-/)
    const { rows } = await bench.db.pool.query(
      `select address from sessions where login = 'gone' order by created_at desc, id limit 5`,
    )
    expect(rows.map(({ address }) => address)).toContain('203.0.113.*')
    await app.close()
    expect(cookieOf(await signIn('gone', OWN))).not.toContain('__Host-')
  })
})
