import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { start, type Started } from '../../commands/start/start.ts'
import { readConfig } from '../../config/config.ts'
import { openBrowser, openPage, signIn } from '../console/browser.ts'
import { chromium } from '../helpers/chromium.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { describeWith } from '../helpers/skip.ts'

describeWith(chromium, 'the main job, in a browser, on all that npm start runs', () => {
  let dir: string
  let db: TestDatabase
  let system: Started
  const errors: string[] = []
  let browser: Browser

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'main job '))
    db = await freshDatabase()
    const variables = {
      DATA_DIR: dir,
      DATABASE_URL: db.url,
      PORT: '0',
      SEND_PAUSE_MS: '0',
      SEND_JITTER_MS: '0',
    }
    const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) })
    system = start(readConfig(variables), log, () => undefined)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await system?.close()
    await db?.drop()
    await rm(dir, { recursive: true, force: true })
  })

  const speaker = async (page: Page, name: RegExp) => {
    await page.locator('.speaker').click()
    await page.locator('.ant-select-item-option').filter({ hasText: name }).first().click()
  }
  const say = async (page: Page, text: string) => {
    await page.getByPlaceholder(/回车发送/).fill(text)
    await page.keyboard.press('Enter')
  }
  const heard = (page: Page, text: RegExp) =>
    page.getByRole('log').getByText(text).last().waitFor({ timeout: 15_000 })

  it('runs from a message in the group to 满意, and both browsers see it', { timeout: 90_000 }, async () => {
    const { console: url, password } = await system.ready
    const { page } = await openPage(browser)
    await signIn(page, url, 'admin', password!)
    const { page: other } = await openPage(browser)
    await signIn(other, url, 'admin', password!)
    await other.goto(`${url}/#/cases`)

    await page.goto(`${url}/#/chat/group/g-liutang`)
    await speaker(page, /^[^·]+$/)
    await say(page, '三组碾米厂旁边的路灯坏了半个月了，晚上看不见，麻烦派人来修一下')
    await heard(page, /已登记【路灯照明】/)
    const receipt = await page
      .getByRole('log')
      .getByText(/已登记【路灯照明】/)
      .last()
      .innerText()
    const code = /编号 (\w+)/.exec(receipt)![1]!
    await other.getByText(code).first().waitFor()

    await speaker(page, /村主任|村支书/)
    await say(page, `接单 ${code}`)
    await heard(page, new RegExp(`${code} 已接单`))
    await say(page, `办结 ${code} 换了灯泡`)
    await heard(page, new RegExp(`${code} 已办结.*换了灯泡`))
    await speaker(page, /^[^·]+$/)
    await say(page, '满意')
    await heard(page, new RegExp(`${code} 已销号`))
    await other.getByText('没有符合条件的件').waitFor()
    expect(errors).toEqual([])
  })
})
