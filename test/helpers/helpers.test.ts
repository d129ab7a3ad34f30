import { Redis } from 'ioredis'
import { afterEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from './database.ts'
import { redis, startRedis } from './redis.ts'
import { describeWith } from './skip.ts'
import { until } from './until.ts'

const databases: TestDatabase[] = []
afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop()
})

test('each database is migrated, empty and separate', async () => {
  databases.push(...(await Promise.all([freshDatabase(), freshDatabase()])))
  const [one, other] = databases as [TestDatabase, TestDatabase]
  await one.pool.query("insert into users (login, password_hash, role) values ('a', 'b', 'admin')")
  expect((await one.pool.query('select * from users')).rowCount).toBe(1)
  expect((await other.pool.query('select * from users')).rowCount).toBe(0)
})

test('until gives what it waited for, and names what did not come', async () => {
  let tries = 0
  expect(await until(() => ++tries === 3 && 'there', { every: 1 })).toBe('there')
  const failure = until(() => false, { within: 20, every: 1, what: 'the lamp is on' })
  await expect(failure).rejects.toThrow('not within 20 ms: the lamp is on')
  const cause = new Error('dark')
  const thrown = until(() => Promise.reject(cause), { within: 20, every: 1 })
  await expect(thrown).rejects.toMatchObject({ cause })
})

describeWith(redis, 'startRedis', () => {
  test('runs a Redis that evicts nothing and keeps its data over a restart', async () => {
    const server = await startRedis()
    const client = new Redis(server.url, { lazyConnect: true })
    client.on('error', () => undefined)
    try {
      await client.connect()
      expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
      await client.set('kept', 'yes')
      const { pid } = server
      await server.restart()
      expect(server.pid).not.toBe(pid)
      expect(await until(() => client.get('kept'))).toBe('yes')
    } finally {
      client.disconnect()
      await server.stop()
    }
  })
})
