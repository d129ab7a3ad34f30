import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { setUser } from '../../console/server/passwords.ts'
import { chromium } from '../helpers/chromium.ts'
import { describeWith } from '../helpers/skip.ts'
import { seriousFaults } from './axe.ts'
import { openBench, type Bench } from './bench.ts'
import { buildPage, openBrowser, openPage, PHONE, signIn } from './browser.ts'
import { addCase, addFlag, addPost } from './county.ts'

describeWith(chromium, 'whoever cannot see or use a mouse', () => {
  let bench: Bench
  let browser: Browser
  let base: string
  const passwords: Record<string, string> = {}
  beforeAll(async () => {
    await buildPage()
    bench = await openBench({ page: true })
    const { pool } = bench.db
    const id = await addCase(pool, { code: 'K7M2', supervised: true })
    await addCase(pool, { code: 'P3QX', status: 'open', text: '村口的垃圾没人收', category: 'roads' })
    await addFlag(pool, { id: 'f1', text: '路面塌了', why: ['路面'] })
    await addPost(pool, { caseId: id, status: 'unknown', text: '已登记' })
    passwords.boss = (await setUser(pool, { login: 'boss', role: 'admin' })) ?? ''
    passwords.woman = (await setUser(pool, { login: 'woman', staff: 'wangfang' })) ?? ''
    base = await bench.app.listen({ host: '127.0.0.1', port: 0 })
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await bench?.close()
  })

  /** What is found at each place; it is named, so that all are known at once. */
  async function faultsAt(page: Page, places: string[]): Promise<string[]> {
    const found: string[] = []
    for (const place of places) {
      await page.goto(`${base}/#/${place}`)
      await page.locator('.page > *').first().waitFor()
      await page.locator('.ant-skeleton-active, .ant-spin-spinning').first().waitFor({ state: 'detached' })
      found.push(...(await seriousFaults(page)).map((fault) => `${place}: ${fault}`))
    }
    return found
  }

  it('finds nothing serious in the way to sign in', async () => {
    const { page } = await openPage(browser)
    await page.goto(base)
    await page.getByLabel('用户名').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.context().close()
  })

  it.each([
    'review',
    'cases',
    'cases/K7M2',
    'figures',
    'rules',
    'groups',
    'people',
    'people/users',
    'audit',
    'mine',
    'chat',
  ])('finds nothing serious for an admin at %s', async (place) => {
    const page = await (admin ??= entered('boss'))
    expect(await faultsAt(page, [place])).toEqual([])
  })

  it('finds nothing serious for staff on a phone', async () => {
    const page = await entered('woman', PHONE)
    expect(await faultsAt(page, ['review', 'cases', 'cases/K7M2', 'intake', 'mine'])).toEqual([])
    await page.context().close()
  })

  let admin: Promise<Page> | undefined
  async function entered(login: string, viewport?: typeof PHONE): Promise<Page> {
    const { page } = await openPage(browser, viewport)
    await signIn(page, base, login, passwords[login] ?? '')
    return page
  }
})
