import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromium } from '../helpers/chromium.ts'
import { describeWith } from '../helpers/skip.ts'
import { seriousFaults } from './axe.ts'
import { fakeStage } from './bench.ts'
import { PHONE } from './browser.ts'
import { addCase, addFlag, addPost } from './county.ts'
import { openStand, type Stand } from './stand.ts'

describeWith(chromium, 'whoever cannot see or use a mouse', () => {
  let stand: Stand
  beforeAll(async () => {
    stand = await openStand({ stage: fakeStage() })
    const { pool } = stand
    const id = await addCase(pool, { code: 'K7M2', supervised: true })
    await addCase(pool, { code: 'P3QX', status: 'open', text: '村口的垃圾没人收', category: 'roads' })
    await addFlag(pool, { id: 'f1', text: '路面塌了', why: ['路面'] })
    await addPost(pool, { caseId: id, status: 'unknown', text: '已登记' })
  })
  afterAll(() => stand?.close())

  /** What is found at each place; it is named, so that all are known at once. */
  async function faultsAt(page: Page, places: string[]): Promise<string[]> {
    const found: string[] = []
    for (const place of places) {
      await page.goto(`${stand.url}/#/${place}`)
      await page.locator('.page > *').first().waitFor()
      await page.locator('.ant-skeleton-active, .ant-spin-spinning').first().waitFor({ state: 'detached' })
      found.push(...(await seriousFaults(page)).map((fault) => `${place}: ${fault}`))
    }
    return found
  }

  it('finds nothing serious in the way to sign in', async () => {
    const page = await stand.openAs(null)
    await page.getByLabel('用户名').waitFor()
    expect(await seriousFaults(page)).toEqual([])
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
    const page = await (admin ??= stand.openAs('admin'))
    expect(await faultsAt(page, [place])).toEqual([])
  })

  it('finds nothing serious for staff on a phone', async () => {
    const page = await stand.openAs('wangfang', '', PHONE)
    expect(await faultsAt(page, ['review', 'cases', 'cases/K7M2', 'intake', 'mine'])).toEqual([])
  })

  let admin: Promise<Page> | undefined
})
