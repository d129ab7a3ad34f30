import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { connectionError, describeConnectionError, POSTGRES, REDIS } from '../../config/connection.ts'
import { UserError } from '../../config/fail.ts'
import { freePort } from '../../config/ports.ts'
import { redis, startRedis, type TestRedis } from '../helpers/redis.ts'
import { describeWith } from '../helpers/skip.ts'

const SECRET = 'geheim42'

describe('PostgreSQL', () => {
  const right = () => new URL(inject('postgresUrl'))
  const changed = (change: (url: URL) => void) => () => {
    const url = right()
    change(url)
    return url.href
  }
  test.each<[string, () => string, RegExp]>([
    [
      'a wrong password',
      changed((u) => (u.password = SECRET)),
      /refuses the password of user "xunqun": correct the password in DATABASE_URL/,
    ],
    ['no password', changed((u) => (u.password = '')), /wants a password: put one into DATABASE_URL/],
    ['a user that may not log in', changed((u) => (u.username = 'other')), /does not let user "other" in/],
    [
      'a database that is not there',
      changed((u) => (u.pathname = '/nowhere')),
      /has no database "nowhere": create it/,
    ],
    [
      'a port where nothing listens',
      changed((u) => (u.port = '9')),
      /nothing listens on 127.0.0.1:9: start it, or correct DATABASE_URL/,
    ],
    ['a host that is not there', changed((u) => (u.hostname = 'nohost.invalid')), /nohost\.invalid:\d+/],
    [
      'TLS where there is none',
      changed((u) => (u.search = '?sslmode=verify-full')),
      /offers no TLS: remove sslmode/,
    ],
  ])('%s', async (_, url, expected) => {
    const client = new pg.Client({ connectionString: url() })
    client.on('error', () => undefined)
    const error = await client.connect().then(
      () => null,
      (e: unknown) => e,
    )
    const line = describeConnectionError(error, POSTGRES, url())
    expect(line).toMatch(/^Cannot use PostgreSQL: /)
    expect(line).toMatch(expected)
    expect(line).not.toContain('\n')
    if (right().password) expect(line).not.toContain(right().password)
    expect(line).not.toContain(SECRET)
  })
})

describeWith(redis, 'Redis', () => {
  let locked: TestRedis
  let open: TestRedis
  beforeAll(async () => {
    locked = await startRedis({ password: 'right' })
    open = await startRedis()
  })
  afterAll(async () => {
    await locked.stop()
    await open.stop()
  })
  /** What the first failure of a connection is: ioredis would go on trying. */
  const failure = async (url: string) => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 })
    const first = new Promise((resolve) => client.once('error', resolve))
    const error = await Promise.race([
      first,
      client
        .connect()
        .then(() => client.ping())
        .catch(() => first),
    ])
    client.disconnect()
    return error
  }
  test.each<[string, () => Promise<string> | string, RegExp]>([
    [
      'a wrong password',
      () => locked.url.replace('right', SECRET),
      /refuses the password: correct REDIS_URL/,
    ],
    ['no password', () => locked.url.replace(':right@', ''), /wants a password: put one into REDIS_URL/],
    [
      'a port where nothing listens',
      async () => `redis://127.0.0.1:${await freePort()}`,
      /nothing listens on 127.0.0.1:\d+: start it, or correct REDIS_URL/,
    ],
    ['a database that is not there', () => `${open.url}/99`, /has no database "99": correct REDIS_URL/],
  ])('%s', async (_, at, expected) => {
    const url = await at()
    const line = describeConnectionError(await failure(url), REDIS, url)
    expect(line).toMatch(/^Cannot use Redis: /)
    expect(line).toMatch(expected)
    expect(line).not.toContain(SECRET)
  })
})

test('an error that is not about connecting is passed on as it is', () => {
  const error = new Error('duplicate key')
  expect(describeConnectionError(error, POSTGRES, 'postgres://h/d')).toBeNull()
  expect(connectionError(error, POSTGRES, 'postgres://h/d')).toBe(error)
})

test('one that is becomes a mistake of the user, also where several addresses failed or it is a cause', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  for (const error of [refused, new AggregateError([refused]), new Error('lost', { cause: refused })]) {
    const mistake = connectionError(error, POSTGRES, 'postgres://u:p@db:6000/x')
    expect(mistake).toBeInstanceOf(UserError)
    expect((mistake as UserError).message).toBe(
      'Cannot use PostgreSQL: nothing listens on db:6000: start it, or correct DATABASE_URL',
    )
  }
})
