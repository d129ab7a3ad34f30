import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, it } from 'vitest'
import { openStack, type Stack } from '../../commands/stack.ts'
import { readConfig } from '../../config/config.ts'
import { startGateway, type Gateway } from '../../simulator/gateway.ts'
import { saveWorld } from '../../store/world.ts'
import { insertReplies } from '../../store/outbox.ts'
import { WORLD } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

let db: TestDatabase
let gateway: Gateway
let stack: Stack
let dataDir: string
beforeAll(async () => {
  db = await freshDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'xunqun-stack-'))
  gateway = await startGateway({ account: { id: 'bot', name: '巡群' }, groups: [], members: [] })
  const config = readConfig({
    DATA_DIR: dataDir,
    WECHATY_PUPPET_SERVICE_TOKEN: gateway.token,
    WECHATY_PUPPET_SERVICE_ENDPOINT: gateway.endpoint,
  })
  stack = await openStack({
    ...{ config, databaseUrl: db.url, queue: { postgres: db.url }, secret: 'test', driven: true },
    ...{ clock: Date.now, random: Math.random, log: pino({ level: 'silent' }) },
  })
})
afterAll(async () => {
  await stack.close()
  await gateway.stop()
  await rm(dataDir, { recursive: true })
  await db.drop()
})

it('passes on new worlds and new replies, not only changed tables', async () => {
  const told = new Set<string>()
  const leave = stack.onChange((topic) => told.add(topic))
  await saveWorld(db.pool, WORLD)
  await until(() => told.has('world'))
  await insertReplies(db.pool, [{ ...REPLY, text: '已登记' }], Date.now())
  await until(() => told.has('outbox'))
  leave()
})

const REPLY = {
  ...{ kind: 'receipt' as const, account: 'bot', group: 'g-qiaotou', direct: null, mentions: [], case: null },
  ...{ urgent: false, prompt: false, notBefore: 0, key: null },
}
