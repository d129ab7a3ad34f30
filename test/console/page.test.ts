import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { chromium } from '../helpers/chromium.ts'
import { describeWith } from '../helpers/skip.ts'
import { fakeStage } from './bench.ts'
import { openBrowser, openPage, PHONE, signIn } from './browser.ts'
import { addCase, addFlag } from './county.ts'
import { openStand, type Stand } from './stand.ts'
import { PASSWORD } from './users.ts'

const FIRST_LOAD = 400 * 1024
const WHY = ['合计 30 分', '规则 street-lighting.lamp-out：「路灯」「坏了」 +7']

describeWith(chromium, 'the page, in a browser, on the real server and database', () => {
  let stand: Stand
  const stage = fakeStage()

  beforeAll(async () => void (stand = await openStand({ stage })))
  afterAll(() => stand?.close())
  afterEach(() => stand.leave())

  const enter = (login: string, viewport?: typeof PHONE) => stand.openAs(login, '', viewport)
  const cards = (page: Page) => page.locator('.flag')
  /** A test that is tried again finds them there. */
  const addTwoPlaces = async () => {
    const { rowCount } = await stand.pool.query(`select from cases where code = 'AA22'`)
    if (rowCount) return
    await addCase(stand.pool, { code: 'AA22', openedAt: Date.now() - 1000 })
    await addCase(stand.pool, {
      code: 'BB33',
      openedAt: Date.now() - 1000,
      area: '430281106201',
      office: 'cg-liling',
    })
  }
  const visible = (page: Page, text: string) => page.getByText(text).first().waitFor()

  it('refuses a wrong password in words', async () => {
    const page = await stand.openAs(null)
    await page.getByLabel('用户名').fill('admin')
    await page.getByLabel('密码', { exact: true }).fill('wrong')
    await page.keyboard.press('Enter')
    await visible(page, '用户名或密码不对')
  })

  // Of the figures without the pictures, which come after them.
  it.each([
    ['待审', 'wangfang', '', '.empty'],
    ['台账', 'zhangjian', '', '.case-row'],
    ['看板', 'zhaolei', '/#/figures', '.chart svg'],
  ])('loads %s in less than 400 kB, compressed, with nothing from elsewhere', async (_, login, at, shown) => {
    if (shown !== '.empty') await addTwoPlaces()
    const { page } = await openPage(await openBrowser())
    const sizes: [path: string, size: number][] = []
    page.on('response', (response) => {
      const { origin, pathname } = new URL(response.url())
      expect(origin).toBe(stand.url)
      sizes.push([pathname, Number(response.headers()['content-length'] ?? 0)])
    })
    await signIn(page, `${stand.url}${at}`, login, PASSWORD)
    await page.locator(shown).first().waitFor()
    const isChart = ([path]: [string, number]) => /\/chart-/.test(path)
    const total = sizes.filter((one) => !isChart(one)).reduce((sum, [, size]) => sum + size, 0)
    expect(total).toBeGreaterThan(100_000)
    expect(total).toBeLessThan(FIRST_LOAD)
    const [figures, chart] = [sizes.findIndex(([path]) => path === '/api/figures'), sizes.findIndex(isChart)]
    expect(chart === -1 || chart > figures).toBe(true)
    await page.context().close()
  })

  it('decides with the mouse, and another browser sees it without reload', async () => {
    const at = Date.now()
    for (const [i, text] of ['村口路面塌了半边', '大家中午吃了没'].entries())
      await addFlag(stand.pool, { id: `p${i}`, text, at: at + i * 1000 })
    const [mine, other] = [await enter('wangfang'), await enter('admin')]
    await visible(other, '共 2 条')
    expect(await mine.locator('.flag mark').first().textContent()).toBe('村口')
    await mine.getByRole('button', { name: /立\s*案/ }).click()
    await visible(mine, '大家中午吃了没')
    await visible(other, '共 1 条')
    await mine.getByRole('button', { name: /忽\s*略/ }).click()
    await visible(mine, '都看完了')
    await visible(other, '都看完了')
    const { rows } = await stand.pool.query('select message, decided_by from flags order by message')
    expect(rows).toEqual([
      { message: 'p0', decided_by: 'wangfang' },
      { message: 'p1', decided_by: 'wangfang' },
    ])
  })

  it('shows why a message waits, on a phone too, and lets the reasons be opened without deciding', async () => {
    const why = Array.from(
      { length: 7 },
      (_, i) => `规则 roads.rule-${i}：「桥上」${'「护栏」'.repeat(20)} +${i}`,
    )
    await addFlag(stand.pool, { id: 'many', text: '桥上护栏坏了', at: Date.now(), why })
    const page = await enter('wangfang', PHONE)
    const reasons = page.locator('[data-message="many"] details')
    // The first is what it comes to, and names no rule by its id.
    await visible(page, '道路桥梁：「桥上」')
    expect(await reasons.locator('li').first().isVisible()).toBe(false)
    await reasons.getByText('还有 2 条').press('Enter')
    await reasons.locator('li').last().waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width)
    expect((await reasons.locator('summary').boundingBox())?.height).toBeGreaterThanOrEqual(40)
    expect(await cards(page).count()).toBe(1)
    await page.keyboard.press('x')
    await visible(page, '都看完了')
  })

  it('takes a decision back when somebody else was faster', async () => {
    await addFlag(stand.pool, { id: 'late', text: '水管爆了', at: Date.now() })
    const page = await enter('wangfang')
    await visible(page, '水管爆了')
    await page.route('**/dismiss', (route) =>
      route.fulfill({ status: 409, json: { error: { code: 'gone', message: '这条已由他人处理' } } }),
    )
    await page.keyboard.press('x')
    await visible(page, '这条已由他人处理')
    await expect.poll(() => cards(page).count()).toBe(1)
    await page.unroute('**/dismiss')
    await page.keyboard.press('x')
    await visible(page, '都看完了')
  })

  it('shows the ledger and a case on a phone', async () => {
    await addCase(stand.pool, {
      code: 'K7M2',
      openedAt: Date.now() - 1000,
      dueAt: Date.now() - 500,
      why: WHY,
    })
    const page = await enter('zhangjian', PHONE)
    await page.getByLabel('搜索').fill('k7m2')
    await expect.poll(() => page.locator('.card').count()).toBe(1)
    await page.locator('.card').click()
    const shown = page.getByRole('main')
    await shown.getByText('醴陵市 › 茶山镇 › 冷水村 › 八组').waitFor()
    await shown.getByText('已超期').waitFor()
    await shown.locator('.bubble', { hasText: '八组的路灯坏了半个月了' }).waitFor()
    await shown.getByText('张健').waitFor()
    expect(await shown.locator('.why').locator('p, li').allTextContents()).toEqual([
      '合计 30 分',
      '路灯照明：「路灯」「坏了」 +7',
    ])
    expect(new URL(page.url()).hash).toBe('#/cases/K7M2')
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['台账', '看板'])
  })

  it('writes as any member, quotes, and hears the answer at once', async () => {
    const page = await enter('admin')
    await page.getByRole('link', { name: '模拟群聊' }).click()
    await page.getByRole('button', { name: /居民说事/ }).click()
    const input = page.getByLabel('消息', { exact: true })
    await expect.poll(() => input.inputValue()).toContain('路灯')
    await input.press('Enter')
    await page.locator('.bubble-row.right', { hasText: '八组的路灯坏了半个月了' }).waitFor()

    const receipt = '已登记【路灯照明】，编号 K7M2，交冷水村村委会办理'
    await stage.say({ group: 'g-lengshui', from: 'bot', text: receipt, at: Date.now() })
    await page.locator('.bubble-row.left', { hasText: receipt }).click()
    await visible(page, '引用 巡群小助手')
    await page.getByRole('button', { name: /干部接单/ }).click()
    await expect.poll(() => input.inputValue()).toBe('接单 K7M2')
    await input.press('Enter')
    await page.locator('.bubble-row.right', { hasText: '接单 K7M2' }).waitFor()

    await page.getByRole('button', { name: '陶大爷' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: '陶大爷' }).click()
    await input.fill('我的诉求')
    await page.getByRole('button', { name: /发\s*送/ }).click()
    await page.locator('.bubble-row.right', { hasText: '我的诉求' }).waitFor()
    expect(stage.said.filter((s) => s.from !== 'bot')).toMatchObject([
      { group: 'g-lengshui', from: 'wx-liu', text: '八组的路灯坏了半个月了，能不能修一下' },
      { group: 'g-lengshui', from: 'wx-zhangjian', text: '接单 K7M2' },
      { group: null, from: 'wx-tao', text: '我的诉求' },
    ])
  })

  it('signs out, and goes back to the sign-in when the session ends elsewhere', async () => {
    const why = '登录已失效（已退出、被管理员结束或过期）'
    const [leaving, ended] = [await enter('wangfang'), await enter('admin')]
    await leaving.goto(`${stand.url}/#/nowhere`)
    await visible(leaving, '没有这一页')
    const leave = async () => {
      await leaving.getByRole('button', { name: '王芳' }).click()
      await leaving.getByText('退出登录').click()
    }
    await leaving.route('**/api/logout', (route) => route.abort())
    await leave()
    await visible(leaving, '还没有退出')
    await leaving.unroute('**/api/logout')
    await leave()
    await leaving.getByLabel('用户名').waitFor()
    expect(await leaving.getByText(why).count()).toBe(0)
    // Only the end of the stream tells it: nothing else is asked for.
    await ended.route(/\/api\/(?!events|me)/, (route) => route.abort())
    const headers = { 'x-requested-with': 'xunqun' }
    await ended.context().request.post(`${stand.url}/api/logout`, { headers })
    await ended.getByLabel('用户名').waitFor()
    await visible(ended, why)
  })

  it('gave the browser nothing to complain about', () => {
    const expected = /status of (401|409)|ERR_FAILED/
    expect(stand.problems().filter((line) => !expected.test(line))).toEqual([])
  })
})
