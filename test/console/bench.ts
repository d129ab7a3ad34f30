import type { InjectOptions } from 'fastify'
import pino from 'pino'
import type { App, ConsoleDeps } from '../../console/server/deps.ts'
import type { NewUser } from '../../console/server/passwords.ts'
import { createConsole } from '../../console/server/server.ts'
import type { Speech, Stage, StageLine } from '../../console/server/stage.ts'
import type { County } from '../../cases/county.ts'
import { carryOutDecisions, UNDO } from '../../store/deciding.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { fillCounty, NOW } from './county.ts'
import { sampleCounty } from './rules.ts'
import { addUser, PASSWORD } from './users.ts'

/** The users of the walks: one of every role, and of every kind of office that matters. */
export const USERS: Record<string, NewUser> = {
  admin: { login: 'admin', role: 'admin' },
  village: { login: 'village', staff: 'zhangjian' },
  township: { login: 'township', staff: 'wangfang' },
  discipline: { login: 'discipline', staff: 'lifang' },
  county: { login: 'county', staff: 'zhouji' },
  neighbour: { login: 'neighbour', staff: 'hexin' },
  leader: { login: 'leader', staff: 'zhaolei' },
  department: { login: 'department', staff: 'sunmei' },
}

export interface Bench {
  app: App
  deps: ConsoleDeps
  db: TestDatabase
  county: County
  settled: unknown[]
  stage: FakeStage
  /** tells the console that a table changed */
  change(table: string): void
  /** moves the console's clock on */
  pass(ms: number): void
  /** carries out what was decided, as if it could be taken back no more */
  carryOut(): Promise<void>
  cookieOf(user: string): Promise<string>
  /** USERS as they were, of whom nobody is signed in or locked out */
  resetUsers(): Promise<void>
  /** a request as a user of USERS, or as nobody (null) */
  as(user: string | null, options: InjectOptions): Promise<Answer>
  close(): Promise<void>
}
export interface Answer {
  status: number
  body: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever JSON the route answers
  json: any
  headers: Record<string, unknown>
}

export type FakeStage = Stage & { said: Speech[] }

/** A WeChat of two groups in memory. */
export function fakeStage(): FakeStage {
  const said: Speech[] = []
  const listeners = new Set<() => void>()
  const members: Record<string, { id: string; name: string }[]> = {
    'g-lengshui': [
      { id: 'wx-liu', name: '刘女士' },
      { id: 'wx-zhangjian', name: '张健' },
    ],
    'g-taohua': [{ id: 'wx-tao', name: '陶大爷' }],
  }
  const nameOf = (id: string) =>
    Object.values(members)
      .flat()
      .find((m) => m.id === id)?.name ?? (id === 'bot' ? '巡群小助手' : id)
  const toLine = (speech: Speech, index: number): StageLine => ({
    id: `s${index}`,
    at: speech.at,
    who: speech.from,
    name: nameOf(speech.from),
    own: speech.from === 'bot',
    text: speech.text ?? speech.image ?? '',
    kind: speech.image ? 'image' : 'text',
  })
  return {
    said,
    account: { id: 'bot', name: '巡群小助手' },
    groups: () => [
      { id: 'g-lengshui', topic: '幸福株洲·冷水村' },
      { id: 'g-taohua', topic: '幸福株洲·桃花村' },
    ],
    members: (group) => members[group] ?? [],
    history: (conversation) =>
      said.map(toLine).filter((_, i) => (said[i]?.group ?? said[i]?.from) === conversation),
    async say(speech) {
      said.push(speech)
      for (const listener of listeners) listener()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A console on a database of its own with the sample county and all USERS; it runs on the rules of `keywordsDir`, if given. */
export async function openBench({ keywordsDir }: Pick<ConsoleDeps, 'keywordsDir'> = {}): Promise<Bench> {
  const db = await freshDatabase()
  await fillCounty(db.pool)
  const county = await sampleCounty(db.pool)
  const settled: unknown[] = []
  const listeners = new Set<(table: string) => void>()
  const stage = fakeStage()
  let now = NOW
  const deps: ConsoleDeps = {
    pool: db.pool,
    categories: () => county.categories,
    county: () => county,
    settle: async (id, how) => settled.push({ id, how }) > 0,
    stage,
    changes: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clock: () => now,
    chance: () => 1,
    log: pino({ level: 'silent' }),
    webDir: '/nonexistent',
    ...(keywordsDir && { keywordsDir }),
  }
  const app = createConsole(deps)
  const cookies = new Map<string, string>()
  const resetUsers = async () => {
    cookies.clear()
    await db.pool.query('truncate users, attempts cascade')
    for (const user of Object.values(USERS)) await addUser(db.pool, user)
  }
  await resetUsers()
  const cookieOf = async (user: string) => {
    const known = cookies.get(user)
    if (known) return known
    const answer = await app.inject({
      method: 'POST',
      url: '/api/login',
      headers: { 'x-requested-with': 'xunqun' },
      payload: { login: user, password: PASSWORD },
    })
    const [cookie] = answer.cookies
    if (!cookie) throw new Error(`${user} cannot sign in: ${answer.body}`)
    cookies.set(user, `${cookie.name}=${cookie.value}`)
    return `${cookie.name}=${cookie.value}`
  }
  return {
    app,
    deps,
    db,
    county,
    settled,
    stage,
    change: (table) => listeners.forEach((listener) => listener(table)),
    pass: (ms) => void (now += ms),
    carryOut: () => carryOutDecisions(db.pool, county, now + UNDO, deps.log),
    cookieOf,
    resetUsers,
    async as(user, request) {
      const cookie = user ? { cookie: await cookieOf(user) } : {}
      const headers = { 'x-requested-with': 'xunqun', ...cookie, ...request.headers }
      const answer = await app.inject({ ...request, headers })
      const json = answer.body.startsWith('{') ? JSON.parse(answer.body) : null
      return { status: answer.statusCode, body: answer.body, json, headers: answer.headers }
    },
    async close() {
      await app.close()
      await db.drop()
    },
  }
}
