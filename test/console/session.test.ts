import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  checkPassword,
  ensureAdmin,
  hashPassword,
  makePassword,
  setUser,
} from '../../console/server/passwords.ts'
import { tryLogin } from '../../console/server/throttle.ts'
import { openBench, type Bench } from './bench.ts'

const HOUR = 3_600_000
let bench: Bench
beforeAll(async () => void (bench = await openBench()))
beforeEach(async () => {
  await bench.resetUsers()
  await bench.db.pool.query(`update staff set role = 'handler' where id = 'zhangjian'`)
})
afterAll(() => bench.close())

const signIn = (login: string, password: string) =>
  bench.as(null, { method: 'POST', url: '/api/login', payload: { login, password } })
const whoAmI = (user: string) => bench.as(user, { url: '/api/me' })

describe('a session', () => {
  it('says who one is and what one may do', async () => {
    expect((await whoAmI('township')).json).toMatchObject({
      login: 'township',
      name: '王芳',
      role: 'reviewer',
      office: '茶山镇人民政府',
      may: {
        review: true,
        rules: false,
        groups: true,
        people: false,
        audit: false,
        stage: false,
        intake: true,
      },
    })
    expect((await whoAmI('admin')).json.may).toMatchObject({ intake: false, audit: true, stage: true })
    expect((await whoAmI('discipline')).json.may).toMatchObject({ people: false, audit: true })
    expect((await whoAmI('village')).json.may).toMatchObject({ review: false, intake: true, audit: false })
  })

  it('is a cookie that scripts and other sites cannot use, and only its hash is kept', async () => {
    const password = (await setUser(bench.db.pool, { login: 'new', role: 'admin' })) ?? ''
    const { headers } = await signIn('new', password)
    const cookie = String(headers['set-cookie'])
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const token = /xunqun[^=]*=([^;]+)/.exec(cookie)?.[1]
    const { rows } = await bench.db.pool.query('select token_hash from sessions')
    expect(rows).toHaveLength(1)
    expect(rows[0].token_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(rows[0].token_hash).not.toContain(token)
  })

  it('lasts 12 hours after its last use', async () => {
    await whoAmI('admin')
    bench.pass(11 * HOUR)
    expect((await whoAmI('admin')).status).toBe(200)
    bench.pass(11 * HOUR)
    expect((await whoAmI('admin')).status).toBe(200)
    bench.pass(12 * HOUR + 1)
    expect((await whoAmI('admin')).status).toBe(401)
  })

  it('ends after seven days, however much it is used', async () => {
    for (let hours = 0; hours < 7 * 24; hours += 8) {
      expect((await whoAmI('admin')).status).toBe(200)
      bench.pass(8 * HOUR)
    }
    expect((await whoAmI('admin')).status).toBe(401)
  })

  it('ends with signing out and with a new password', async () => {
    await whoAmI('township')
    expect((await bench.as('township', { method: 'POST', url: '/api/logout' })).status).toBe(200)
    expect((await whoAmI('township')).status).toBe(401)
    await whoAmI('leader')
    await setUser(bench.db.pool, { login: 'leader', staff: 'zhaolei' })
    expect((await whoAmI('leader')).status).toBe(401)
  })

  it('ends with another role, and one that begins has the role that the world gives now', async () => {
    expect((await whoAmI('village')).json.role).toBe('handler')
    await bench.db.pool.query(`update staff set role = 'reviewer' where id = 'zhangjian'`)
    expect((await whoAmI('village')).status).toBe(401)
    const password = (await setUser(bench.db.pool, { login: 'again', staff: 'zhangjian' })) ?? ''
    const { headers } = await signIn('again', password)
    const cookie = String(headers['set-cookie']).split(';')[0]!
    expect((await bench.as(null, { url: '/api/me', headers: { cookie } })).json.role).toBe('reviewer')
  })
})

describe('signing in', () => {
  it('answers the same for a wrong name and a wrong password', async () => {
    const [name, password] = [await signIn('nobody', 'x'), await signIn('admin', 'x')]
    expect(name.status).toBe(401)
    expect(name.body).toBe(password.body)
  })

  it('is locked for a while after five failures, even with the right password', async () => {
    const password = (await setUser(bench.db.pool, { login: 'new', role: 'admin' })) ?? ''
    for (let i = 0; i < 5; i++) expect((await signIn('new', 'x')).status).toBe(401)
    expect((await signIn('new', password)).status).toBe(429)
    expect((await signIn('another', 'x')).status).toBe(401)
    bench.pass(30_000)
    expect((await signIn('new', password)).status).toBe(200)
    expect((await signIn('new', 'x')).status).toBe(401)
  })
})

describe('guessing', () => {
  const MINUTE = 60_000
  const fails = async (login: string, address: string, now: number) =>
    (await tryLogin(bench.db.pool, login, address, now)).pause

  it('is slowed down by login, from wherever, and then locked out for half an hour', async () => {
    let now = 0
    const pauses: number[] = []
    for (let i = 0; i < 12; i++) {
      expect(await fails('a', `10.0.0.${i}`, now)).toBe(0)
      const pause = await fails('a', `10.0.1.${i}`, now)
      pauses.push(pause / 1000)
      now += pause
      // What was let through only to be asked has counted as well.
      if (pause === 0) i++
    }
    expect(pauses).toEqual([0, 0, 30, 60, 120, 240, 480, 1800, 1800, 1800])
    expect(await fails('b', '10.0.2.1', now)).toBe(0)
  })

  it('counts many attempts at once one by one', async () => {
    const attempts = Array.from({ length: 20 }, (_, i) => fails('a', `10.0.0.${i}`, 0))
    const through = (await Promise.all(attempts)).filter((pause) => pause === 0)
    expect(through).toHaveLength(5)
  })

  it('is slowed down by address, whoever is tried', async () => {
    for (let i = 0; i < 30; i++) expect(await fails(`user${i}`, '10.0.0.1', 0)).toBe(0)
    expect(await fails('other', '10.0.0.1', 0)).toBe(MINUTE)
    expect(await fails('other', '10.0.0.2', 0)).toBe(0)
  })

  it('is forgotten after a success, and by a login that had to bring a code only when it did', async () => {
    for (let i = 0; i < 4; i++) await fails('a', '10.0.0.1', 0)
    await (await tryLogin(bench.db.pool, 'a', '10.0.0.1', 0)).passed()
    expect(await fails('a', '10.0.0.1', 0)).toBe(0)
    expect(await fails('a', '10.0.0.1', 0)).toBe(MINUTE / 2)
    await (await tryLogin(bench.db.pool, 'a', '10.0.0.1', MINUTE)).succeeded()
    for (let i = 0; i < 5; i++) expect(await fails('a', '10.0.0.1', MINUTE)).toBe(0)
  })

  it('keeps neither logins nor addresses', async () => {
    await fails('lifang', '10.0.0.1', 0)
    const { rows } = await bench.db.pool.query('select key from attempts')
    expect(rows.map(({ key }) => key).every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true)
  })
})

describe('passwords', () => {
  it('are kept as argon2id', async () => {
    const hash = await hashPassword('秘密')
    expect(hash).toMatch(/^\$argon2id\$/)
    expect(await checkPassword(hash, '秘密')).toBe(true)
    expect(await checkPassword(hash, '密秘')).toBe(false)
    expect(await checkPassword(null, '秘密')).toBe(false)
  })

  it('can be read aloud', () => {
    expect(makePassword()).toMatch(/^[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){2}$/)
  })

  it('make the first admin once', async () => {
    const { pool } = bench.db
    expect(await ensureAdmin(pool)).toBeNull()
    await pool.query('delete from users')
    const password = (await ensureAdmin(pool)) ?? ''
    expect(await ensureAdmin(pool)).toBeNull()
    expect((await signIn('admin', password)).status).toBe(200)
  })

  it('need a person that exists', async () => {
    expect(await setUser(bench.db.pool, { login: 'x', staff: 'nobody' })).toBeNull()
  })
})
