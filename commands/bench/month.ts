import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from '../../config/config.ts'
import { replay } from '../replay/replay.ts'
import { makeChat } from './month/chat.ts'
import { makeWorld, type Size } from './month/world.ts'

/** A county of a hundred groups: ninety villages, ten townships. */
export const MONTH: Size = {
  townships: 10,
  villages: 9,
  residents: 25,
  days: 30,
  messages: 100_000,
  needs: 300,
}

/** How long a replay of a month takes, and a hash of its report, which is the same every time. */
export async function measureMonth(
  size: Size,
  config: Config,
  log: Logger,
): Promise<Record<string, unknown>> {
  const { world, villages } = makeWorld(size)
  const events = makeChat(size, villages)
  const began = performance.now()
  const report = await replay({ world, events, queue: 'postgres', config, log })
  const seconds = Math.round((performance.now() - began) / 1000)
  const { messages, ignored, flagged, lost } = report
  const hash = createHash('sha256').update(JSON.stringify(report)).digest('hex')
  return {
    ...{ days: size.days, groups: world.groups.length, messages, ignored, flagged, lost },
    ...{ cases: (report['cases'] as unknown[]).length, sent: (report['sent'] as unknown[]).length },
    ...{ seconds, report: hash },
  }
}
