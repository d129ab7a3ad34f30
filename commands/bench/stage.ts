import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Heard } from '../../cases/model.ts'
import { DEFAULT_SETTINGS, type World } from '../../cases/world.ts'
import type { Config } from '../../config/config.ts'
import { startPostgres } from '../../embedded/postgres.ts'
import { startGateway, type Gateway } from '../../simulator/gateway.ts'
import { openPool } from '../../store/db.ts'
import { migrate, MIGRATIONS } from '../../store/migrate.ts'
import { saveWorld } from '../../store/world.ts'
import { openStack } from '../stack.ts'
import { startRedis } from '../throwaway-redis.ts'

export const GROUPS = 40

/** A whole system in this process, as `npm start` runs it but without the console, on folders that are gone afterwards. */
export interface Stage {
  gateway: Gateway
  onFiled(listener: (batch: Heard[]) => void): void
  close(): Promise<void>
}

export async function openStage(queue: 'postgres' | 'redis', config: Config, log: Logger): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'xunqun-bench-'))
  const closers: (() => Promise<unknown>)[] = [() => rm(dir, { recursive: true, force: true })]
  const close = async () => {
    for (const end of closers.toReversed()) await end()
  }
  try {
    const postgres = await startPostgres({ dataDir: dir, log: (line) => log.debug(line) })
    closers.push(() => postgres.stop())
    const redis = queue === 'redis' ? await startRedis(dir) : null
    if (redis) closers.push(() => redis.stop())
    const world = makeWorld()
    const pool = openPool(postgres.url, () => undefined, 1)
    await migrate(pool, MIGRATIONS)
    await saveWorld(pool, world)
    await pool.end()
    const groups = world.groups.map(({ id, topic }) => ({ id, topic, members: [] }))
    const gateway = await startGateway({ account: { id: 'bot', name: '巡群' }, groups, members: [] })
    closers.push(() => gateway.stop())
    let listener: (batch: Heard[]) => void = () => undefined
    const stack = await openStack({
      config: {
        ...config,
        dataDir: dir,
        puppetToken: gateway.token,
        puppetEndpoint: gateway.endpoint,
        sendPause: 0,
        sendJitter: 0,
      },
      databaseUrl: postgres.url,
      queue: redis ? { redis: redis.url } : { postgres: postgres.url },
      secret: 'bench',
      clock: Date.now,
      random: Math.random,
      log,
      onFiled: (batch) => listener(batch),
    })
    closers.push(() => stack.close())
    return { gateway, onFiled: (other) => void (listener = other), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Many groups of one village; no quiet hours, so that it measures the same by night. */
function makeWorld(): World {
  const village = {
    code: '1',
    name: '清江村',
    level: 'village' as const,
    parent: null,
    aliases: [],
    landmarks: [],
  }
  return {
    areas: [village],
    offices: [{ id: 'cw', name: '清江村村委会', area: '1', kind: 'village', handles: null }],
    staff: [],
    groups: Array.from({ length: GROUPS }, (_, i) => ({
      id: `g-${i}`,
      topic: `清江村${i}群`,
      area: '1',
      kind: 'residents',
    })),
    members: [],
    ...{ dispatch: [], deadlines: [], answers: [] },
    settings: { ...DEFAULT_SETTINGS, quiet: ['00:00', '00:00'] },
  }
}
