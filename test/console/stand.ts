import pino from 'pino'
import type { BrowserContext, Page } from 'playwright-core'
import { startConsole } from '../../console/server/run.ts'
import type { Stage } from '../../console/server/stage.ts'
import type { Pool } from '../../store/db.ts'
import { freshDatabase } from '../helpers/database.ts'
import { buildPage, openBrowser, openPage } from './browser.ts'
import { fillCounty } from './county.ts'
import { addUser, PASSWORD } from './users.ts'

type Size = { width: number; height: number }

/** The page, the real server and a database with the sample county, whose staff sign in with their ids; and `admin`. */
export interface Stand {
  pool: Pool
  url: string
  /** what the browser complained about, on all pages */
  problems(): string[]
  /** a page of somebody's own at a place of the console, or at the sign-in for null */
  openAs(login: string | null, place?: string, viewport?: Size): Promise<Page>
  /** closes the pages: one that is left open goes on asking, and takes cards */
  leave(): Promise<void>
  close(): Promise<void>
}

export async function openStand({
  stage = null as Stage | null,
  clock = Date.now,
  chance = Math.random,
} = {}): Promise<Stand> {
  await buildPage()
  const db = await freshDatabase()
  await fillCounty(db.pool)
  const { rows } = await db.pool.query<{ id: string }>('select id from staff')
  for (const { id } of rows) await addUser(db.pool, { login: id, staff: id })
  await addUser(db.pool, { login: 'admin', role: 'admin' })
  const { url, close } = await startConsole({
    ...{ databaseUrl: db.url, keywordsDir: 'keywords', host: '127.0.0.1', port: 0 },
    ...{ stage, clock, chance, log: pino({ level: 'silent' }) },
  })
  const browser = await openBrowser()
  const problems: string[][] = []
  const open = new Set<BrowserContext>()
  const leave = async () => {
    for (const context of open) await context.close()
    open.clear()
  }
  return {
    ...{ pool: db.pool, url, leave, problems: () => problems.flat() },
    async openAs(login, place = '', viewport) {
      const { page, problems: said } = await openPage(browser, viewport)
      problems.push(said)
      open.add(page.context())
      if (login) await page.context().addCookies([{ url, ...(await signIn(url, login)) }])
      await page.goto(`${url}/#/${place}`)
      return page
    },
    async close() {
      await leave()
      await close()
      await db.drop()
    },
  }
}

/** The cookie of a session, without the page: how one signs in by hand is tested where that is what is tested. */
async function signIn(url: string, login: string): Promise<{ name: string; value: string }> {
  const answer = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'x-requested-with': 'xunqun', 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD }),
  })
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? []
  if (!name || !value) throw new Error(`${login} cannot sign in: ${answer.status}`)
  return { name, value }
}
