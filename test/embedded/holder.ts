import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const HOLD = fileURLToPath(new URL('hold.ts', import.meta.url))

export interface Holder {
  url: string
  /** of the postmaster */
  pid: number
  node: ChildProcess
  /** what it said on standard error */
  said(): string
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL in another process, as `uid` where given.
 * @throws with what that process said when it does not come up
 */
export async function hold(
  dataDir: string,
  { uid, settings = {} }: { uid?: number; settings?: object } = {},
): Promise<Holder> {
  const node = spawnHold(dataDir, uid, settings)
  let said = ''
  node.stderr!.on('data', (data: Buffer) => (said += data.toString()))
  const exit = once(node, 'exit')
  const closed = once(node, 'close')
  const first = await Promise.race([once(node.stdout!, 'data'), closed.then(() => null)])
  if (!first) throw new Error(said.trim())
  const { url, pid } = JSON.parse(String(first[0])) as { url: string; pid: number }
  const stop = async () => {
    node.kill('SIGTERM')
    await exit
  }
  return { url, pid, node, said: () => said, stop }
}

export function spawnHold(dataDir: string, uid?: number, settings: object = {}): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', HOLD, dataDir, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
}

/** Runs one statement on a connection of its own. */
export async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
