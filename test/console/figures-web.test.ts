import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { chromium } from '../helpers/chromium.ts'
import { describeWith } from '../helpers/skip.ts'
import { DAY, live } from './figures-data.ts'
import { openStand, type Stand } from './stand.ts'

describeWith(chromium, 'the figures on the page', () => {
  let stand: Stand

  beforeAll(async () => {
    stand = await openStand()
    const now = Date.now()
    // Twelve in two townships, of which one is long late, and one that lies in no period.
    for (let i = 0; i < 12; i++)
      await live(stand.pool, {
        ...{ code: `F${i}`, openedAt: now - 60_000 * (i + 1), status: 'assigned' },
        dueAt: i === 0 ? now - 1000 : now + DAY,
        area: i < 7 ? '430281105203' : '430281106201',
      })
    await live(stand.pool, {
      code: 'OLD1',
      openedAt: now - 400 * DAY,
      status: 'closed',
      closedAt: now - 390 * DAY,
    })
  })
  afterAll(() => stand?.close())
  afterEach(() => stand.leave())

  const figure = (page: Page, name: string) =>
    page.locator('.figure-card').filter({ hasText: name }).locator('a').first()
  const rows = (page: Page) => page.locator('.case-row')

  it('a leader opens them, and the list behind one', async () => {
    const page = await stand.openAs('zhaolei', 'figures?period=weeks4')
    await expect.poll(() => figure(page, '新增').innerText(), { timeout: 10_000 }).toBe('12')
    expect(await figure(page, '现在超期').innerText()).toBe('1')
    await page.locator('.chart svg').first().waitFor()

    await page.getByRole('button', { name: '看表格' }).click()
    await page.getByRole('table', { name: '各处的件' }).getByRole('link', { name: '7' }).first().waitFor()
    await page.getByRole('button', { name: '怎么算的' }).click()
    await page.getByText('机器人的回执、现成答复').waitFor()
    await page.keyboard.press('Escape')

    await figure(page, '现在超期').click()
    await rows(page).first().waitFor()
    expect(await rows(page).count()).toBe(1)
    await page.getByText('看板：超期').waitFor()
    await page.goBack()
    await figure(page, '新增').click()
    await expect.poll(() => rows(page).count(), { timeout: 10_000 }).toBe(12)
    expect(stand.problems()).toEqual([])
  })
})
