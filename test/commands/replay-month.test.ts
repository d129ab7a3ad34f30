import { pino } from 'pino'
import { expect, it } from 'vitest'
import { makeChat } from '../../commands/bench/month/chat.ts'
import { makeWorld } from '../../commands/bench/month/world.ts'
import { replay } from '../../commands/replay/replay.ts'
import { readConfig } from '../../config/config.ts'
import { freshDatabase } from '../helpers/database.ts'

const SIZE = { townships: 2, villages: 2, residents: 8, days: 2, messages: 240, needs: 12 }
const { world, villages } = makeWorld(SIZE)
const config = readConfig({ LOG_LEVEL: 'error' })

async function play(alone: boolean) {
  const db = await freshDatabase()
  const log = pino({ level: 'silent' })
  const events = makeChat(SIZE, villages)
  try {
    return await replay({ world, events, queue: 'postgres', config, log, databaseUrl: db.url, alone })
  } finally {
    await db.drop()
  }
}

it(
  'plays a small county with the same report, talk together or each message alone',
  { timeout: 180_000 },
  async () => {
    const report = await play(false)
    expect(report).toMatchObject({ lost: 0 })
    expect(report['messages']).toBeGreaterThan(SIZE.messages * 0.98)
    expect((report['cases'] as unknown[]).length).toBeGreaterThanOrEqual(SIZE.needs * 0.8)
    expect(await play(true)).toEqual(report)
  },
)
