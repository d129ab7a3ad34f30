import pino from 'pino'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { setUser } from '../../console/server/passwords.ts'
import { startConsole, type RunningConsole } from '../../console/server/run.ts'
import { UNDO } from '../../store/deciding.ts'
import { chromium } from '../helpers/chromium.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { describeWith } from '../helpers/skip.ts'
import { until } from '../helpers/until.ts'
import { buildPage, DESK, openBrowser, openPage, signIn } from './browser.ts'
import { addCase, addFlag, addMessage, fillCounty } from './county.ts'

const MINUTE = 60_000
const FLAGS = 24

describeWith(chromium, 'reviewing by keyboard alone', () => {
  let db: TestDatabase
  let running: RunningConsole
  let browser: Browser
  /** The server's time stands still, so that nothing is carried out before its time however slow the browser is. */
  let now = Date.now()
  const passwords: Record<string, string> = {}

  beforeAll(async () => {
    await buildPage()
    db = await freshDatabase()
    await fillCounty(db.pool)
    for (const staff of ['wangfang', 'zhouji'])
      passwords[staff] = (await setUser(db.pool, { login: staff, staff })) ?? ''
    running = await startConsole({
      databaseUrl: db.url,
      keywordsDir: 'keywords',
      host: '127.0.0.1',
      port: 0,
      stage: null,
      clock: () => now,
      log: pino({ level: 'silent' }),
    })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await running?.close()
    await db?.drop()
  })
  beforeEach(async () => {
    await db.pool.query('truncate messages, cases, samples, flags, outbox cascade')
    const start = now - 90 * MINUTE
    for (let i = 0; i < FLAGS; i++) {
      const id = `f${String(i).padStart(2, '0')}`
      await addFlag(db.pool, { id, text: `八组第${i}户门口的路面塌了，晚上不好走`, at: start + i * MINUTE })
      await addMessage(db.pool, {
        id: `t${i}`,
        text: `早上好${i}`,
        at: start + i * MINUTE + 1,
        state: 'ignored',
      })
    }
    await addCase(db.pool, { code: 'K7M2', text: '八组门口的路面塌了', category: 'roads', openedAt: start })
  })

  // A page that was left open by a test that failed would go on taking cards.
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })

  const enter = async (login: string) => {
    const { page } = await openPage(browser)
    await signIn(page, running.url, login, passwords[login] ?? '')
    await page.goto(`${running.url}/#/review`)
    return page
  }
  const shown = (page: Page) => page.locator('.flag').getAttribute('data-message')
  /** Presses keys until the card is another one; what it was. */
  const decide = async (page: Page, ...keys: string[]) => {
    const message = await shown(page)
    for (const key of keys) await page.keyboard.press(key)
    await page.locator(`.flag:not([data-message="${message}"])`).waitFor()
    return message!
  }
  const flags = async (): Promise<
    Record<string, { status: string; reason: string | null; category: string | null }>
  > => {
    const { rows } = await db.pool.query(
      `select f.message, f.status, f.reason, c.category, c.confidential from flags f join messages m on m.id = f.message
       left join cases c on c.id = m.case_id`,
    )
    return Object.fromEntries(rows.map(({ message, ...row }) => [message, row]))
  }

  it('decides 20 flags, takes one back, and is never kept waiting', async () => {
    const page = await enter('wangfang')
    await page.locator('.context .here').waitFor()
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(DESK.height)
    await page.evaluate(TIMES)

    const opened = [await decide(page, 'Enter'), await decide(page, 'o')]
    const dismissed = [await decide(page, 'x')]
    const solved = await decide(page, '2')
    const mistake = await decide(page, 'x')
    const next = await shown(page)
    await page.keyboard.press('z')
    await page.locator(`.flag[data-message="${mistake}"]`).waitFor()
    opened.push(await decide(page, 'Enter'))
    expect(await shown(page)).toBe(next)

    const joined = await decide(page, 'm', '1')
    await page.keyboard.press('c')
    await page.keyboard.type('路灯')
    await page.locator('.ant-select-item-option-active', { hasText: '路灯' }).waitFor()
    await page.keyboard.press('Enter')
    const changed = await decide(page, 'Enter')
    await page.keyboard.press('s')
    await page.locator('.ant-switch-checked').waitFor()
    const secret = await decide(page, 'Enter')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    while (opened.length + dismissed.length < 15) dismissed.push(await decide(page, 'x'))
    opened.push(await decide(page, 'Enter'))

    const times = ((await page.evaluate('window.times')) as number[]).sort((a, b) => a - b)
    expect(times.length).toBeGreaterThanOrEqual(20)
    // A machine that is busy with other tests may hold up some.
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(100)

    await until(
      async () => (await db.pool.query('select from flags where decision is not null')).rowCount === 20,
    )
    expect((await db.pool.query('select from outbox')).rowCount).toBe(0)
    now += UNDO
    await until(
      async () => (await db.pool.query('select from flags where decision is not null')).rowCount === 0,
    )
    const after = await flags()
    for (const message of opened)
      expect(after[message]).toMatchObject({ status: 'opened', category: 'roads' })
    for (const message of dismissed)
      expect(after[message]).toMatchObject({ status: 'dismissed', reason: 'not-need' })
    expect(after[solved]).toMatchObject({ status: 'dismissed', reason: 'solved' })
    expect(after[joined]).toMatchObject({ status: 'merged', category: 'roads' })
    expect(after[changed]).toMatchObject({ status: 'opened', category: 'street-lighting' })
    expect(after[secret]).toMatchObject({ status: 'opened', confidential: true })
    await page.context().close()
  })

  it('shares the work: two never have the same, and what one gives back comes to the other by itself', async () => {
    await db.pool.query(`delete from flags where message > 'f02'`)
    // Nothing is drawn by lot among these few.
    await db.pool.query(`delete from messages where state = 'ignored'`)
    const one = await enter('wangfang')
    await one.locator('.flag').waitFor()
    const other = await enter('zhouji')
    await other.getByText('正由其他人处理').waitFor()
    expect(await other.locator('.flag').count()).toBe(0)
    await one.context().close()
    now += 3 * MINUTE
    await other.locator('.flag[data-message="f00"]').waitFor()
    await addFlag(db.pool, { id: 'f99', text: '桥垮了', at: now })
    for (const message of ['f00', 'f01', 'f02', 'f99']) {
      await other.locator(`.flag[data-message="${message}"]`).waitFor()
      await other.keyboard.press('3')
    }
    await other.getByText('都看完了').waitFor()
    await other.context().close()
  })
})

/** Notes how long it takes from each key to the next card as it is painted. */
const TIMES = `
  window.times = []
  let pressed = 0
  window.addEventListener('keydown', () => { pressed = performance.now() }, true)
  const shown = () => document.querySelector('.flag')?.getAttribute('data-message')
  let last = shown()
  new MutationObserver(() => {
    if (shown() === last) return
    last = shown()
    const began = pressed
    requestAnimationFrame(() => window.times.push(performance.now() - began))
  }).observe(document.body, { subtree: true, childList: true, attributes: true })
`
