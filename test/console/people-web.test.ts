import pino from 'pino'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setUser } from '../../console/server/passwords.ts'
import { startConsole, type RunningConsole } from '../../console/server/run.ts'
import { writeXlsx } from '../../console/server/workbook.ts'
import { chromium } from '../helpers/chromium.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { describeWith } from '../helpers/skip.ts'
import { buildPage, openBrowser, openPage, signIn } from './browser.ts'
import { fillCounty } from './county.ts'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const HEAD = ['编号', '姓名', '单位编号', '职务', '别名（可空）', '微信成员号（可空）', '角色']

describeWith(chromium, 'importing a sheet on the page', () => {
  let db: TestDatabase
  let running: RunningConsole
  let browser: Browser
  let password = ''

  beforeAll(async () => {
    await buildPage()
    db = await freshDatabase()
    await fillCounty(db.pool)
    password = (await setUser(db.pool, { login: 'keeper', role: 'admin' })) ?? ''
    running = await startConsole({
      ...{ databaseUrl: db.url, keywordsDir: 'keywords', host: '127.0.0.1', port: 0, stage: null },
      ...{ clock: Date.now, log: pino({ level: 'silent' }) },
    })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await running?.close()
    await db?.drop()
  })

  const sheet = (name: string, rows: string[][]) =>
    writeXlsx([{ sheet: '人员', rows: [HEAD, ...rows] }]).then((buffer) => ({ name, mimeType: TYPE, buffer }))

  it('shows mistakes, then what changes, and takes it in', async () => {
    // A test that is tried again finds the post as it was.
    await db.pool.query(`update staff set post = '科员' where id = 'sunmei'`)
    const { page } = await openPage(browser)
    await signIn(page, running.url, 'keeper', password)
    await page.goto(`${running.url}/#/people/files`)
    const chosen = page.locator('input[type=file]')
    await chosen.setInputFiles(
      await sheet('wrong.xlsx', [['sunmei', '', 'cg-liling', '股长', '', '', '承办人']]),
    )
    await page.getByRole('cell', { name: '缺少姓名' }).waitFor()
    const take = page.getByRole('region', { name: '改动预览' }).getByRole('button', { name: /^导\s*入$/ })
    expect(await take.isDisabled()).toBe(true)

    await chosen.setInputFiles(
      await sheet('right.xlsx', [['sunmei', '孙梅', 'cg-liling', '股长', '', '', '承办人']]),
    )
    await page.getByText('职务 科员 → 股长').waitFor()
    await take.click()
    await page.getByText('已导入').waitFor()
    const { rows } = await db.pool.query(`select post from staff where id = 'sunmei'`)
    expect(rows).toEqual([{ post: '股长' }])

    await page.goto(`${running.url}/#/people/areas/430281`)
    await page.getByRole('cell', { name: '股长' }).waitFor()
    await page.context().close()
  })
})
