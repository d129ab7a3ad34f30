import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UnrecoverableError } from 'bullmq'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Heard } from '../../cases/model.ts'
import { startPostgres } from '../../embedded/postgres.ts'
import { openConsumer, openProducer, type Handlers, type QueueUrl } from '../../store/queue.ts'
import { heard } from '../helpers/heard.ts'
import { freePort } from '../../config/ports.ts'
import { queueCounts } from '../helpers/queue.ts'
import { redis, startRedis } from '../helpers/redis.ts'
import { describeWith } from '../helpers/skip.ts'
import { until } from '../helpers/until.ts'

interface Backend {
  url: QueueUrl
  wrong: QueueUrl
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

// Both at the same time, since they mostly wait: for the lock of a killed worker more than for all else.
const atOnce = { concurrent: true }
describe('the queue in PostgreSQL', atOnce, () => behaves(ownPostgres, /password|28P01/))
describeWith(redis, 'the queue in Redis', () => behaves(ownRedis, /WRONGPASS/), atOnce)

function behaves(start: () => Promise<Backend>, refusal: RegExp) {
  let backend: Backend
  const opened: { close(): Promise<void> }[] = []
  const quiet = () => undefined
  const keep = async <T extends { close(): Promise<void> }>(opening: Promise<T>) => {
    const thing = await opening
    opened.push(thing)
    return thing
  }
  const produce = () => keep(openProducer(backend.url, quiet))
  const consume = (handlers: Partial<Handlers>, concurrency = 2) =>
    keep(
      openConsumer(
        backend.url,
        { handle: async () => undefined, onFailed: async () => undefined, onError: quiet, ...handlers },
        { concurrency },
      ),
    )
  const idle = async () => Object.values(await queueCounts(backend.url)).every((n) => n === 0)

  beforeAll(async () => {
    backend = await start()
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((thing) => thing.close()))
  })
  afterAll(() => backend.stop())

  test.sequential('hands over whole batches, and the same id once', async () => {
    const got: Heard[][] = []
    const producer = await produce()
    const batch = [heard({ id: 'a', text: '灯坏了\u2028\ufffd😀' }), heard({ id: 'b' })]
    await producer.add('b-1', batch)
    await producer.add('b-1', batch)
    expect(await queueCounts(backend.url)).toMatchObject({ waiting: 1, active: 0, delayed: 0 })
    await consume({ handle: async (b) => void got.push(b) })
    await until(idle)
    expect(got).toEqual([batch])
  })

  test.sequential('tries again what failed, and forgets it when it is done', async () => {
    let calls = 0
    await consume({
      handle: async () => {
        if (++calls < 3) throw new Error('not yet')
      },
    })
    await (await produce()).add('b-2', [heard()])
    await until(() => calls === 3)
    await until(idle)
  })

  test.sequential('what is given up is kept until somebody has noted it', async () => {
    const give = async () => {
      throw new UnrecoverableError('no use')
    }
    const noted: string[] = []
    const refused = await consume({
      handle: give,
      onFailed: async () => {
        noted.push('tried')
        throw new Error('the database is away')
      },
    })
    await (await produce()).add('b-8', [heard({ id: 'hopeless' })])
    await until(() => noted.length)
    await refused.close()
    expect(await queueCounts(backend.url)).toMatchObject({ failed: 1 })
    await consume({ onFailed: async ([first], error) => void noted.push(`${first!.id}: ${error.message}`) })
    await until(idle)
    expect(noted).toEqual(['tried', 'hopeless: no use'])
  })

  test.sequential('close waits for the job that is being handled', async () => {
    let release = () => {}
    let ended = false
    let taken = false
    const consumer = await consume({
      handle: async () => {
        taken = true
        await new Promise<void>((resolve) => (release = resolve))
        ended = true
      },
    })
    await (await produce()).add('b-3', [heard()])
    await until(() => taken)
    const closing = consumer.close()
    expect(ended).toBe(false)
    release()
    await closing
    expect(ended).toBe(true)
    expect(await idle()).toBe(true)
  })

  test.sequential('a killed worker’s job is taken over', async () => {
    const url = JSON.stringify(backend.url)
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/store/hanging-worker.ts', url])
    await (await produce()).add('b-4', [heard({ id: 'orphan' })])
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const got: string[] = []
    await consume({ handle: async ([first]) => void got.push(first!.id) })
    await until(() => got.length, { within: 15_000 })
    expect(got).toEqual(['orphan'])
    await until(idle)
  })

  test.sequential(
    'the backend goes away and comes back: add fails fast, work goes on by itself',
    async () => {
      const got: string[] = []
      const producer = await produce()
      await consume({ handle: async (batch) => void got.push(batch[0]!.id) })
      await producer.add('b-5', [heard({ id: 'before' })])
      await until(() => got.includes('before'))
      await backend.down()
      const asked = performance.now()
      await expect(producer.add('b-6', [heard({ id: 'lost' })])).rejects.toThrow()
      expect(performance.now() - asked).toBeLessThan(6_000)
      await expect(queueCounts(backend.url)).rejects.toThrow(/ECONNREFUSED/)
      await backend.up()
      await until(() => producer.add('b-7', [heard({ id: 'after' })]).then(() => true))
      await until(() => got.includes('after'), { within: 15_000 })
      await until(idle)
    },
  )

  test.sequential('wrong credentials are refused at once with the backend’s own words', async () => {
    const asked = performance.now()
    await expect(openProducer(backend.wrong, quiet)).rejects.toThrow(refusal)
    await expect(consumeWrong()).rejects.toThrow(refusal)
    expect(performance.now() - asked).toBeLessThan(4_000)
  })
  const consumeWrong = () =>
    openConsumer(
      backend.wrong,
      { handle: async () => undefined, onFailed: async () => undefined, onError: quiet },
      { concurrency: 1 },
    )
}

async function ownPostgres(): Promise<Backend> {
  const dataDir = await mkdtemp(join(tmpdir(), 'xunqun-queue-'))
  const port = await freePort()
  let server = await startPostgres({ dataDir, port, log: () => undefined })
  const wrong = new URL(server.url)
  wrong.password = 'wrong'
  return {
    url: { postgres: server.url },
    wrong: { postgres: wrong.href },
    down: () => server.stop(),
    up: async () => {
      server = await startPostgres({ dataDir, port, log: () => undefined })
    },
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function ownRedis(): Promise<Backend> {
  const server = await startRedis({ password: 'right' })
  return {
    url: { redis: server.url },
    wrong: { redis: server.url.replace('right', 'wrong') },
    down: () => server.down(),
    up: () => server.up(),
    stop: () => server.stop(),
  }
}
