import { pino } from 'pino'
import { expect, it } from 'vitest'
import { makeChat } from '../../commands/bench/month/chat.ts'
import { makeWorld } from '../../commands/bench/month/world.ts'
import { replay } from '../../commands/replay/replay.ts'
import { readConfig } from '../../config/config.ts'

const SIZE = { townships: 2, villages: 3, residents: 12, days: 3, messages: 600, needs: 20 }
const { world, villages } = makeWorld(SIZE)
const config = readConfig({ LOG_LEVEL: 'error' })

const play = (alone: boolean) =>
  replay({
    ...{ world, events: makeChat(SIZE, villages), queue: 'postgres', config, alone },
    log: pino({ level: 'silent' }),
  })

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
