import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { chromium } from '../helpers/chromium.ts'
import { describeWith } from '../helpers/skip.ts'
import { until } from '../helpers/until.ts'
import { seriousFaults } from './axe.ts'
import { CONTRASTS, PIXEL } from './browser.ts'
import { addCase, addFlag, addMessage } from './county.ts'
import { openStand, type Stand } from './stand.ts'

const SMALL = { width: 375, height: 720 }
const HOUR = 3_600_000
const PHONE = '13812345678'

describeWith(chromium, 'handling cases on the page, on the real server and database', () => {
  let stand: Stand

  beforeAll(async () => void (stand = await openStand()))
  afterAll(() => stand?.close())
  afterEach(() => stand.leave())

  const enter = (login: string, place: string, viewport?: typeof SMALL) =>
    stand.openAs(login, place, viewport)
  const caseOn = (page: Page) => page.locator('.case-page')
  const button = (page: Page, name: RegExp) => caseOn(page).getByRole('button', { name })
  const pick = async (page: Page, name: string) => {
    await button(page, /更多操作/).click()
    await page.getByRole('menuitem', { name }).click()
  }
  const asked = (page: Page) => page.locator('.ask')
  const sure = (page: Page, name: RegExp) => asked(page).getByRole('button', { name }).click()
  const caseOf = async (code: string) =>
    (await stand.pool.query('select * from cases where code = $1', [code])).rows[0]
  /** A test that is tried again has its code once more. */
  const add = async (code: string, more: Partial<Parameters<typeof addCase>[1]> = {}) => {
    await stand.pool.query('update cases set code = id::text where code = $1', [code])
    const message = `m-${code}-${randomUUID()}`
    const times = { openedAt: Date.now() - HOUR, dueAt: Date.now() + 30 * HOUR }
    return addCase(stand.pool, { code, message, ...times, ...more })
  }

  it('takes a case and resolves it on a small phone', async () => {
    await add('K7M2')
    const page = await enter('zhangjian', 'cases/K7M2', SMALL)
    const accept = button(page, /^接\s*单$/)
    await accept.waitFor()
    const box = (await accept.boundingBox())!
    expect(box.height).toBeGreaterThanOrEqual(44)
    expect(box.y + box.height).toBeLessThanOrEqual(SMALL.height)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(SMALL.width)
    await accept.click()

    await caseOn(page).getByText('办理中').waitFor()
    await caseOn(page).locator('.ant-btn-loading').waitFor({ state: 'detached' })
    await button(page, /^办\s*结$/).click()
    await sure(page, /办\s*结/)
    await asked(page).getByText('请写几句').waitFor()
    await asked(page).getByLabel('办了什么，结果怎样').fill('换了灯泡，晚上亮了')
    await sure(page, /办\s*结/)
    await caseOn(page).getByText('待评价').waitFor()
    await caseOn(page).getByText('已办好').waitFor()
    await caseOn(page).locator('.event-text', { hasText: '换了灯泡，晚上亮了' }).waitFor()
    expect(await caseOf('K7M2')).toMatchObject({ status: 'resolved', result: '换了灯泡，晚上亮了' })
  })

  it('asks for days and a reason, and shows a refusal as it is', async () => {
    await add('P3X4', { office: 'jw-chashan', confidential: true, category: 'conduct' })
    const page = await enter('lifang', 'cases/P3X4', SMALL)
    await pick(page, '延期')
    await asked(page).getByLabel('延长几天').fill('5')
    await asked(page).getByLabel('为什么要延期').fill('等证人回来')
    await sure(page, /延\s*期/)
    await caseOn(page).locator('.event-text', { hasText: '5 天 · 等证人回来' }).waitFor()

    await pick(page, '转办')
    await asked(page).getByLabel('转给哪个单位').fill('冷水村')
    await page.keyboard.press('Enter')
    await sure(page, /转\s*办/)
    await asked(page)
      .getByRole('alert')
      .getByText(/没有“冷水村村委会”这个单位，P3X4 没有转办/)
      .waitFor()
    expect(await caseOf('P3X4')).toMatchObject({ office: 'jw-chashan' })
  })

  it('files a telephone call once, finds the case, and shows the number only on demand', async () => {
    const page = await enter('wangfang', 'cases')
    await page.getByRole('link', { name: '登记' }).click()
    await page.getByLabel('原话').fill('老祠堂边上的路灯坏了，晚上看不见')
    await page.getByLabel('哪里的事').fill('冷水八')
    await page.keyboard.press('Enter')
    await page.getByLabel('谁说的').fill('刘女士')
    await page.getByLabel('联系电话').fill(PHONE)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.getByText('已登记，编号').waitFor()
    const { rows } = await stand.pool.query("select code from cases where channel = 'phone'")
    expect(rows).toHaveLength(1)
    const { code } = rows[0]

    await page.getByRole('link', { name: '查看这一件' }).click()
    const shown = caseOn(page)
    await shown.locator('.bubble', { hasText: '老祠堂边上的路灯坏了' }).waitFor()
    await shown.getByText('醴陵市 › 茶山镇 › 冷水村 › 八组').waitFor()
    await shown.getByText('电话', { exact: true }).waitFor()
    await shown.getByText('已登记，不直接显示').waitFor()
    expect(await page.content()).not.toContain(PHONE)
    expect(await button(page, /显示号码/).count()).toBe(0)
    await page.context().close()

    const handler = await enter('zhangjian', `cases/${code}`, SMALL)
    await button(handler, /显示号码/).click()
    await caseOn(handler).getByText(`刘女士 ${PHONE}`).waitFor()
    await caseOn(handler).getByText('这次查看已记录').waitFor()
    const seen = await stand.pool.query("select login, case_code as code from audit where action = 'reveal'")
    expect(seen.rows).toEqual([{ login: 'zhangjian', code }])
  })

  it('takes apart what does not belong together', async () => {
    const id = await add('R5T6')
    const text = '桥头的垃圾也没人收，都臭了'
    await addMessage(stand.pool, { id: 'other', text, at: Date.now() - HOUR / 2, state: 'case', caseId: id })
    await addMessage(stand.pool, { id: 'me-too', text: '+1', at: Date.now(), state: 'command', caseId: id })
    const page = await enter('wangfang', 'cases/R5T6')
    await caseOn(page).locator('.bubble', { hasText: text }).waitFor()
    expect(await button(page, /另立一件/).count()).toBe(1)
    await button(page, /另立一件/).click()
    await asked(page).getByText('单独派单').waitFor()
    await sure(page, /另立一件/)
    await caseOn(page).locator('.bubble', { hasText: text }).waitFor({ state: 'detached' })
    await caseOn(page).locator('.ant-timeline').getByText('另立一件', { exact: true }).waitFor()
    const link = caseOn(page).locator('.event-text a')
    const fresh = await link.innerText()
    expect(await caseOf(fresh)).toMatchObject({ text, status: 'assigned' })
    await link.click()
    await caseOn(page).locator('.bubble', { hasText: text }).waitFor()
  })

  it('makes a case confidential, and shows it no longer', async () => {
    await add('V8W9')
    const page = await enter('wangfang', 'cases/V8W9', SMALL)
    await pick(page, '设为保密')
    await asked(page).getByText('设了就不能取消').waitFor()
    await asked(page).getByLabel('涉及哪位工作人员').fill('张健')
    await page.locator('.ant-select-item-option', { hasText: '张健' }).waitFor()
    await page.keyboard.press('Enter')
    await asked(page).getByText('设了就不能取消').click()
    await sure(page, /设为保密/)
    await caseOn(page).getByText('不归您看').waitFor()
    const requests = { beats: 0, one: 0 }
    page.on('request', (request) => {
      if (request.url().includes('/api/review/count')) requests.beats++
      if (request.url().includes('/api/cases/V8W9')) requests.one++
    })
    await expect.poll(() => requests.beats, { timeout: 10_000 }).toBeGreaterThan(1)
    expect(requests.one).toBe(0)
    expect(await caseOn(page).getByText('八组的路灯').count()).toBe(0)
    expect(await caseOf('V8W9')).toMatchObject({
      confidential: true,
      office: 'jw-chashan',
      about: ['zhangjian'],
    })
  })

  it('opens a message as confidential, and adds another to a case that there is', async () => {
    const id = await add('X2Y3')
    await addFlag(stand.pool, { id: 'f1', text: '村口的路面塌了半边', at: Date.now() })
    await addFlag(stand.pool, { id: 'f2', text: '八组那个路灯还是不亮', at: Date.now() - 1000 })
    const page = await enter('wangfang', 'review', SMALL)
    const card = (message: string) => page.locator(`[data-message="${message}"]`)
    await card('f2').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(SMALL.width)
    await card('f2')
      .getByRole('button', { name: /并\s*入/ })
      .click()
    await asked(page).getByLabel('编号').fill('ZZZ9')
    await page.keyboard.press('Enter')
    await asked(page).getByRole('alert').waitFor()
    await asked(page).getByLabel('编号').fill('x2y3')
    await page.keyboard.press('Enter')
    await card('f1').waitFor()
    await page.locator('.ask').waitFor({ state: 'detached' })
    await card('f1').getByLabel('保密').click()
    await card('f1')
      .getByRole('button', { name: /立\s*案/ })
      .click()
    await page.getByText('都看完了').waitFor()
    const pending = () => stand.pool.query(`select from flags where status = 'pending'`)
    await until(
      async () => (await stand.pool.query('select from flags where decision is not null')).rowCount === 2,
    )
    await stand.pool.query(`update flags set apply_at = decided_at`)
    await until(async () => (await pending()).rowCount === 0)
    const { rows } = await stand.pool.query('select message, status from flags order by message')
    expect(rows).toEqual([
      { message: 'f1', status: 'opened' },
      { message: 'f2', status: 'merged' },
    ])
    const said = await stand.pool.query("select case_id from messages where id = 'f2'")
    expect(said.rows).toEqual([{ case_id: id }])
    const secret = await stand.pool.query("select office from cases where confidential and text like '村口%'")
    expect(secret.rows).toEqual([{ office: 'jw-chashan' }])
  })

  it('shows tags in words that can be read', async () => {
    await add('B2C3', { status: 'open' })
    await add('D4E5', { status: 'accepted', supervised: true })
    const page = await enter('lifang', 'cases')
    await page.locator('.ant-table .ant-tag').first().waitFor()
    const tags = (await page.evaluate(CONTRASTS)) as [string, number][]
    expect(tags.map(([name]) => name)).toEqual(
      expect.arrayContaining(['待派单', '待接单', '办理中', '待评价', '督办', '保密']),
    )
    expect(tags.filter(([, contrast]) => contrast < 4.5)).toEqual([])
  })

  it('narrows the list, and does the same with many', async () => {
    await add('F2G3', { category: 'roads' })
    await add('H4J5', { category: 'roads', status: 'accepted', text: '桥头的路面塌了' })
    const page = await enter('zhangjian', 'cases?category=roads')
    await page.getByText('共 2 件').waitFor()
    const counts: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/api/cases/count')) counts.push(new URL(request.url()).search)
    })
    await page.getByLabel('选择这一页').check()
    const bulk = page.getByRole('region', { name: '批量操作' })
    await bulk.getByRole('button', { name: /延\s*期/ }).click()
    await asked(page).getByLabel('延长几天').fill('3')
    await asked(page).getByLabel('为什么要延期').fill('等材料')
    await sure(page, /延\s*期/)
    await page.getByText('已办 2 件').waitFor()
    // What is still to become a character is not looked for.
    await page.getByLabel('搜索').focus()
    const keys = await page.context().newCDPSession(page)
    await keys.send('Input.imeSetComposition', { text: 'ta', selectionStart: 2, selectionEnd: 2 })
    await page.waitForResponse(/api\/cases\?/)
    await keys.send('Input.insertText', { text: '塌了' })
    await page.getByText('共 1 件').waitFor()
    expect(page.url()).toContain('category=roads')
    // Once for what was looked for, though the list is loaded at every beat.
    expect(counts.filter((search) => search.includes('search='))).toHaveLength(1)
    expect(await seriousFaults(page)).toEqual([])

    await page.getByRole('link', { name: 'H4J5' }).click()
    await caseOn(page).locator('.event-text', { hasText: '3 天 · 等材料' }).waitFor()
    const buffer = Buffer.from(PIXEL, 'base64')
    await page.setInputFiles('input[type=file]', { name: 'IMG.png', mimeType: 'image/png', buffer })
    await caseOn(page).getByAltText('H4J5-1.png').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    // As over plain HTTP, where browsers keep the clipboard from pages.
    await page.evaluate(`Object.defineProperty(window, 'isSecureContext', { value: false })`)
    await caseOn(page).getByRole('button', { name: '复制链接' }).click()
    await page.getByText('链接已复制').waitFor()
    await page.getByRole('link', { name: '台账' }).last().click()
    await page.getByText('共 1 件').waitFor()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('H4J5')
  })

  it('gave the browser nothing to complain about', () => {
    const expected = /status of (404|409)/
    expect(stand.problems().filter((line) => !expected.test(line))).toEqual([])
  })
})
