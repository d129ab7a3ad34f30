import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { startBot, type Bot, type BotParts } from '../../bot/bot.ts'
import type { Delivery } from '../../bot/deliver.ts'
import type { Echo, Sink } from '../../bot/ports.ts'
import type { Heard } from '../../cases/model.ts'
import { startGateway, type Gateway } from '../../simulator/gateway.ts'
import type { Producer } from '../../store/queue.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

/** A bot at a simulated gateway, with a queue and a delivery that only note what they get. */
export interface Stack {
  gateway: Gateway
  database: TestDatabase
  heard: Heard[]
  echoes: Echo[]
  /** the log's lines */
  lines: string[]
  queue: Producer & { away: boolean }
  sink: Sink
  start(parts?: Partial<BotParts> & { token?: string; endpoint?: string }): Promise<Bot>
  close(): Promise<void>
}

export async function openStack(): Promise<Stack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'xunqun-bot-'))
  const database = await freshDatabase()
  const gateway = await startGateway({
    account: { id: 'wx-bot', name: '巡群' },
    groups: [{ id: 'g-1', topic: '冷水村', members: ['wx-liu'] }],
    members: [{ id: 'wx-liu', name: '刘女士' }],
  })
  const bots: Bot[] = []
  const jobs = new Set<string>()
  const stack: Stack = {
    ...{ gateway, database, heard: [], echoes: [], lines: [] },
    sink: { account: () => null, send: () => Promise.reject(new Error('no bot yet')) },
    queue: {
      away: false,
      async add(id, batch) {
        if (stack.queue.away) throw new Error('the queue is away')
        if (!jobs.has(id)) stack.heard.push(...batch)
        jobs.add(id)
      },
      close: async () => undefined,
    },
    async start({ token, endpoint, ...parts } = {}) {
      const bot = await startBot({
        config: {
          ...{ dataDir, puppet: 'wechaty-puppet-service', sendTimeout: 400, batchWait: 10, batchSize: 50 },
          ...{ puppetToken: token ?? gateway.token, puppetEndpoint: endpoint ?? gateway.endpoint },
        },
        ...{ pool: database.pool, databaseUrl: database.url, queue: stack.queue },
        deliver: (sink) => {
          stack.sink = sink
          return noting(stack.echoes)
        },
        clock: Date.now,
        log: pino({ level: 'debug' }, { write: (line) => void stack.lines.push(line) }),
        timing: { ding: 100, silence: 1_500, seen: 50, again: [50, 200], succession: 500 },
        ...parts,
      })
      bots.push(bot)
      return bot
    },
    async close() {
      await Promise.all(bots.map((bot) => bot.close()))
      await gateway.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return stack
}

const noting = (echoes: Echo[]): Delivery => ({
  step: async () => null,
  run: async () => undefined,
  wake: () => undefined,
  loggedIn: () => undefined,
  onEcho: async (echo) => void echoes.push(echo),
  close: async () => undefined,
})
