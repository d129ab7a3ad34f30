import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'

/** What is taken in is on disk before it is passed on, and leaves the disk only when it was. */
export interface Spool<T> {
  /** resolves when the item is safe on disk */
  take(item: T): Promise<void>
  /** files that wait to be passed on */
  backlog(): number
  /** resolves when all that was taken has been passed on, however long that takes */
  flush(): Promise<void>
  /** writes what is in memory, passes on what it can within `limit` ms and leaves the rest for the next start */
  close(limit?: number): Promise<void>
}

export interface SpoolOptions<T> {
  dir: string
  /** where files go that cannot be read */
  bad: string
  /** ms in which items are gathered into one file, and how many at the most */
  wait: number
  size: number
  /** false: nothing need outlive this machine, and the disk is not waited for */
  durable?: boolean
  /** passes a batch on; may be called again with the same id and batch */
  send(id: string, batch: T[]): Promise<void>
  log: Logger
}

/** Files that are written together when much has come in: the disk is slow to confirm, but confirms many as one. */
const AT_ONCE = 8
const SHORTEST_PAUSE = 100
const LONGEST_PAUSE = 2_000

/** Opens a spool and begins with what an earlier one left in its folder, oldest first. */
export async function openSpool<T>({
  dir,
  bad,
  wait,
  size,
  durable = true,
  send,
  log,
}: SpoolOptions<T>): Promise<Spool<T>> {
  const gathered: { item: T; done: () => void }[] = []
  const files = await leftOver(dir)
  const closing = new AbortController()
  const idle = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | null = null
  let sending: Promise<void> | null = null
  /** what is being passed on; it stays the same until it is through, since it may have been taken without an answer */
  let next: { names: string[]; items: T[] } | null = null
  if (files.length) log.info({ batches: files.length }, 'the spool has batches from before')

  async function writeAll(): Promise<void> {
    while (gathered.length) {
      const taken = gathered.slice(0, size * AT_ONCE)
      const batches = new Map<string, T[]>()
      for (let i = 0; i < taken.length; i += size) {
        batches.set(
          nextName(),
          taken.slice(i, i + size).map(({ item }) => item),
        )
      }
      await writeUntilSafe(batches)
      gathered.splice(0, taken.length)
      files.push(...batches.keys())
      for (const { done } of taken) done()
      sendSoon()
    }
  }

  async function writeUntilSafe(batches: Map<string, T[]>): Promise<void> {
    for (;;) {
      try {
        return await writeSafely(dir, batches, durable)
      } catch (error) {
        log.error({ err: error, dir }, 'the spool cannot be written; what was heard is kept in memory')
        await pause(1_000)
      }
    }
  }

  async function sendAll(): Promise<void> {
    let failures = 0
    while (files.length && !closing.signal.aborted) {
      try {
        await sendNext()
        failures = 0
      } catch (error) {
        if (failures++ === 0)
          log.warn({ err: error, batches: files.length }, 'cannot be passed on; it waits in the spool')
        const longest = Math.min(SHORTEST_PAUSE * 2 ** failures, LONGEST_PAUSE)
        await pause(longest, undefined, { signal: closing.signal }).catch(() => undefined)
      }
    }
  }

  async function sendNext(): Promise<void> {
    next ??= await gather()
    if (next) {
      const { names, items } = next
      await send(idOf(names), items)
      for (const name of names) await rm(join(dir, name), { force: true })
      files.splice(0, names.length)
    }
    next = null
  }

  /** The oldest files as one batch, as far as they fit: after an outage there are many small ones. */
  async function gather(): Promise<{ names: string[]; items: T[] } | null> {
    const names: string[] = []
    const items: T[] = []
    for (const name of [...files]) {
      const batch = await readBatch<T>(join(dir, name))
      if (batch === 'gone' || batch === 'corrupt') {
        if (batch === 'corrupt') await putAside(name)
        files.splice(files.indexOf(name), 1)
        continue
      }
      if (names.length && items.length + batch.length > size) break
      names.push(name)
      items.push(...batch)
      if (items.length >= size) break
    }
    return names.length ? { names, items } : null
  }

  async function putAside(name: string): Promise<void> {
    await mkdir(bad, { recursive: true })
    await rename(join(dir, name), join(bad, name))
    log.error({ file: join(bad, name) }, 'a file of the spool cannot be read; it was put aside')
  }

  const settle = () => {
    if (writing || sending || gathered.length || files.length) return
    for (const resolve of idle) resolve()
    idle.clear()
  }
  const writeSoon = () => {
    clearTimeout(timer)
    timer = undefined
    writing ??= writeAll().finally(() => {
      writing = null
      settle()
    })
    return writing
  }
  const sendSoon = () => {
    if (closing.signal.aborted) return
    sending ??= sendAll().finally(() => {
      sending = null
      settle()
    })
  }

  sendSoon()
  return {
    take(item) {
      const safe = new Promise<void>((done) => gathered.push({ item, done }))
      if (gathered.length >= size) void writeSoon()
      else timer ??= setTimeout(() => void writeSoon(), wait)
      return safe
    },
    backlog: () => files.length,
    async flush() {
      await writeSoon()
      sendSoon()
      if (files.length || sending) await new Promise<void>((resolve) => idle.add(resolve))
    },
    async close(limit = 2_000) {
      await writeSoon()
      const stop = setTimeout(() => closing.abort(), limit)
      await sending
      closing.abort()
      clearTimeout(stop)
    },
  }
}

const run = randomBytes(4).toString('hex')
let count = 0
/** Names sort in the order of time and never come twice; as job ids they are neither numbers nor hold a colon. */
function nextName(): string {
  return `h${Date.now().toString(36).padStart(9, '0')}-${(count++).toString(36).padStart(7, '0')}-${run}.json`
}

/** The same files give the same id, and other files another: a batch under an id that is known would be dropped. */
const idOf = (names: string[]) =>
  [...new Set([names[0]!, names.at(-1)!])].map((name) => name.replace('.json', '')).join('_')

/** The content is on the disk itself before the name is: a power cut leaves all of it or nothing. */
async function writeSafely(dir: string, batches: Map<string, unknown[]>, durable: boolean): Promise<void> {
  const write = async ([name, batch]: [string, unknown[]]) => {
    const path = join(dir, name)
    const file = await open(`${path}.tmp`, 'w')
    try {
      await file.writeFile(JSON.stringify(batch))
      if (durable) await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${path}.tmp`, path)
  }
  await Promise.all([...batches].map(write))
  if (!durable) return
  const folder = await open(dir, 'r')
  await folder.sync().finally(() => folder.close())
}

async function readBatch<T>(path: string): Promise<T[] | 'gone' | 'corrupt'> {
  try {
    const batch: unknown = JSON.parse(await readFile(path, 'utf8'))
    return Array.isArray(batch) ? (batch as T[]) : 'corrupt'
  } catch (error) {
    if (error instanceof SyntaxError) return 'corrupt'
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'gone'
    throw error
  }
}

async function leftOver(dir: string): Promise<string[]> {
  await mkdir(dir, { recursive: true })
  const names = await readdir(dir)
  // Half-written ones were never reported as safe.
  for (const name of names.filter((n) => n.endsWith('.tmp'))) await rm(join(dir, name), { force: true })
  return names.filter((name) => name.endsWith('.json')).sort()
}
