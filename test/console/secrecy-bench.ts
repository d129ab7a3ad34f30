import { createHash } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import pino from 'pino'
import type { App } from '../../console/server/deps.ts'
import { createConsole } from '../../console/server/server.ts'
import { settleReply } from '../../store/acting.ts'
import { openSession } from '../../store/console/sessions.ts'
import { saveUser } from '../../store/console/users.ts'
import type { Pool } from '../../store/db.ts'
import { issueKey } from '../../store/keys.ts'
import { saveWorld } from '../../store/world.ts'
import { at } from '../fixtures/county.ts'
import { freshDatabase } from '../helpers/database.ts'
import { county, world, type Which } from './secrecy-world.ts'

export interface Answer {
  status: number
  body: string
  headers: Record<string, unknown>
}

/** One installation of 清江县 with its console, and what it heard. */
export interface Installation {
  url: string
  pool: Pool
  app: App
  hears: readonly Which[]
  /** methods and paths of the console, as it names them */
  routes: { method: string; path: string }[]
  /** the log at `info` and above */
  log: string[]
  now: number
  /** a request of one of ASKERS */
  ask(login: string | null, options: InjectOptions): Promise<Answer>
  close(): Promise<void>
}

/** Everybody of the staff, and an admin without an office. */
const LOGINS = [...county.directory.staff.map((s) => s.id), 'admin']
/** These, another system than the one that files complaints, and nobody. */
export const ASKERS = [...LOGINS, 'key:school', null]

/** What tells the time, and what follows from the body. */
const UNTOLD = ['date', 'content-length']

export async function openInstallation(hears: readonly Which[]): Promise<Installation> {
  const db = await freshDatabase()
  await saveWorld(db.pool, world)
  const log: string[] = []
  const routes: Installation['routes'] = []
  const app = createConsole({
    pool: db.pool,
    categories: () => county.categories,
    county: () => county,
    settle: (id, how, by) => settleReply(db.pool, id, how, by, it.now),
    stage: null,
    changes: () => () => undefined,
    clock: () => it.now,
    chance: () => 1,
    log: pino({ level: 'info', base: null, timestamp: false }, { write: (line) => void log.push(line) }),
    webDir: '/nonexistent',
  })
  app.addHook('onRoute', ({ method, url }) =>
    [method].flat().forEach((m) => routes.push({ method: m, path: url })),
  )
  const tickets = await signIn(db.pool)
  const it: Installation = {
    ...{ url: db.url, pool: db.pool, app, hears, routes, log },
    now: at('2026-03-02T09:00:00'),
    async ask(login, options) {
      const headers = { 'x-requested-with': 'xunqun', ...tickets.get(login ?? ''), ...options.headers }
      const answer = await app.inject({ ...options, headers })
      const told = Object.entries(answer.headers).filter(([name]) => !UNTOLD.includes(name))
      return { status: answer.statusCode, body: answer.body, headers: Object.fromEntries(told) }
    },
    async close() {
      await app.close()
      await db.drop()
    },
  }
  await app.ready()
  return it
}

/** Sessions without passwords, which take their time. An injected request has no port, so the cookie's name has none. */
async function signIn(pool: Pool): Promise<Map<string, Record<string, string>>> {
  const tickets = new Map<string, Record<string, string>>()
  for (const login of LOGINS) {
    const staff = county.directory.staffById(login)
    await saveUser(pool, { login, hash: 'none', role: staff?.role ?? 'admin', staff: staff?.id ?? null })
    const hash = createHash('sha256').update(login).digest('hex')
    await openSession(pool, hash, login, at('2026-03-02T00:00:00'), at('2027-03-02T00:00:00'))
    tickets.set(login, { cookie: `xunqun-undefined=${login}` })
  }
  for (const name of ['hotline', 'school']) {
    const key = await issueKey(pool, name, at('2026-03-02T00:00:00'))
    tickets.set(`key:${name}`, { authorization: `Bearer ${key}` })
  }
  return tickets
}
