import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { startConsole } from '../../console/server/run.ts'
import { startPostgres } from '../../embedded/postgres.ts'
import { openPool, type Pool } from '../../store/db.ts'
import { migrate, MIGRATIONS } from '../../store/migrate.ts'
import { saveWorld } from '../../store/world.ts'
import { ASKS, type Ask } from './console/asks.ts'
import { fill, type Amounts } from './console/fill.ts'
import { signIn, withReviewers, type Looker } from './console/people.ts'
import { percentile } from './measure.ts'
import { makeWorld } from './month/world.ts'

export const CONSOLE: Amounts = { cases: 200_000, flags: 20_000, messages: 1_000_000 }
const COUNTY = { townships: 10, villages: 30, residents: 50, days: 0, messages: 0, needs: 0 }
/** How often each question is asked of each person. */
const ROUNDS = 40

interface Waits {
  p50: number
  p95: number
}

/**
 * How long the console takes to answer in a county that has gathered much: ms of each list, search and figure, for each
 * kind of person, over HTTP, after one that warms it up.
 */
export async function measureConsole(
  amounts: Amounts,
  keywordsDir: string,
  log: Logger,
  say: (line: string) => void,
  rounds = ROUNDS,
): Promise<Record<string, unknown>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'xunqun-bench-'))
  const postgres = await startPostgres({ dataDir, log: (line) => log.debug(line) })
  try {
    const pool = openPool(postgres.url, () => undefined, 2)
    const tokens = await furnish(pool, amounts)
    await pool.end()
    say(`asking ${ASKS.length} questions …`)
    const running = await startConsole({
      ...{
        databaseUrl: postgres.url,
        keywordsDir,
        host: '127.0.0.1',
        port: 0,
        stage: null,
        clock: Date.now,
        log,
      },
    })
    try {
      return { ...amounts, ...(await answers(running.url, tokens, rounds)) }
    } finally {
      await running.close()
    }
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function furnish(pool: Pool, amounts: Amounts): Promise<Record<Looker, string>> {
  const now = Date.now()
  await migrate(pool, MIGRATIONS)
  const { world } = makeWorld(COUNTY)
  const county = world.areas.find(({ parent }) => parent === null)!.code
  await saveWorld(pool, withReviewers(world, county))
  await fill(pool, amounts, now)
  return signIn(pool, now)
}

async function answers(url: string, tokens: Record<Looker, string>, rounds: number) {
  const asked: Record<string, Waits> = {}
  for (const ask of ASKS)
    for (const looker of ask.by)
      asked[`${ask.name} · ${looker}`] = await waitsOf(url, ask, tokens[looker], rounds)
  const slowest = Object.entries(asked).sort(([, a], [, b]) => b.p95 - a.p95)
  return { slowest: slowest[0]?.[0], p95: slowest[0]?.[1].p95, asked }
}

async function waitsOf(url: string, { paths, body }: Ask, token: string, rounds: number): Promise<Waits> {
  const headers = {
    cookie: `xunqun-${new URL(url).port}=${token}`,
    'x-requested-with': 'xunqun',
    ...(body && { 'content-type': 'application/json' }),
  }
  const request = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
  const waits: number[] = []
  for (let i = -1; i < rounds; i++) {
    const path = paths[Math.max(i, 0) % paths.length]!
    const began = performance.now()
    const answer = await fetch(`${url}${path}`, request)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${path} is answered with ${answer.status}`)
    if (i >= 0) waits.push(performance.now() - began)
  }
  waits.sort((a, b) => a - b)
  return { p50: percentile(waits, 0.5), p95: percentile(waits, 0.95) }
}
