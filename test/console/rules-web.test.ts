import { randomUUID } from 'node:crypto'
import pino from 'pino'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openCounty, type CountyKeeper } from '../../store/county.ts'
import { triageBatch } from '../../workers/triage.ts'
import { chromium } from '../helpers/chromium.ts'
import { describeWith } from '../helpers/skip.ts'
import { addMessage } from './county.ts'
import { openStand, type Stand } from './stand.ts'

const HOUR = 3_600_000
/** ms: every step compiles all rules anew, somewhere. */
const LONG = 120_000
/** What people of one village call a street lamp; no rule knows it. */
const WORD = '夜明杆'
const MISSED = `${WORD}又坏了`

describeWith(chromium, 'tuning the rules on the page, on the real server and database', () => {
  let stand: Stand
  let county: CountyKeeper

  beforeAll(async () => {
    stand = await openStand()
    const { pool } = stand
    await addMessage(pool, { id: 'm-missed', text: MISSED, at: Date.now() - HOUR, state: 'ignored' })
    await addMessage(pool, { id: 'm-talk', text: '今天天气真好', at: Date.now() - HOUR, state: 'ignored' })
    county = await openCounty(pool, 'keywords', 'secret', pino({ level: 'silent' }))
  })
  afterAll(() => stand?.close())
  afterEach(() => stand.leave())

  const button = (page: Page, name: RegExp | string) => page.getByRole('button', { name, exact: true })
  const sure = async (page: Page, name: RegExp, why: string | null) => {
    if (why)
      await page
        .locator('.ask')
        .getByLabel(/为什么/)
        .fill(why)
    await page.locator('.ask').getByRole('button', { name }).click()
    await page.locator('.ask').waitFor({ state: 'detached' })
  }
  const drop = async (page: Page, name: RegExp) => {
    await button(page, '更多操作').click()
    await page.getByRole('menuitem', { name }).click()
  }
  /** What becomes of the missed message when somebody says it again, by the workers' own hands. */
  const saidAgain = async () => {
    await county.refresh()
    const id = `m-${randomUUID()}`
    const heard = {
      ...{ account: 'bot', id, at: Date.now(), group: 'g-lengshui', from: 'wx-liu', fromName: '刘女士' },
      ...{ type: 'text' as const, text: MISSED, mentions: [], mentionsBot: false, quote: null },
    }
    await triageBatch(stand.pool, [heard], county.current(), Date.now())
    const { rows } = await stand.pool.query('select state from messages where id = $1', [id])
    return rows[0].state
  }

  it(
    'adds a word, sees what it does, activates it, and goes back in one step',
    { timeout: LONG },
    async () => {
      expect(await saidAgain()).toBe('ignored')
      const page = await stand.openAs('admin', 'rules')
      await button(page, '开始修改').click()
      await sure(page, /新建草稿/, '冷水村的路灯漏了')

      await page.goto(`${stand.url}/#/rules/street-lighting/street-lamp-out`)
      const rule = page.getByRole('region', { name: 'street-lamp-out', exact: true })
      const effect = page.getByRole('complementary', { name: '效果' })
      await rule.getByLabel('加词：说到').fill(WORD)
      // Before it is added.
      const caught = effect.getByRole('region', { name: '新抓到' })
      await caught.getByText(MISSED).first().waitFor({ timeout: 60_000 })
      await caught.locator('mark', { hasText: WORD }).first().waitFor()
      expect(await rule.locator('.word.added').count()).toBe(0)
      await rule.getByLabel('加词：说到').press('Enter')
      await rule.locator('.word.added', { hasText: WORD }).waitFor()
      await page.getByText('已保存').waitFor()
      await caught
        .getByRole('button', { name: /^该\s*抓$/ })
        .first()
        .click()
      await caught.getByText('已留作例句').waitFor()
      expect(await saidAgain()).toBe('ignored')

      // Nothing is lost when the page is loaded anew.
      await page.reload()
      await rule.locator('.word.added', { hasText: WORD }).waitFor()
      // Nor when somebody goes on without having added it.
      await rule.getByLabel('加词：不能有').fill('路牌')
      await effect.getByRole('heading', { name: '效果' }).click()
      await rule.locator('.word.added', { hasText: '路牌' }).waitFor()

      await button(page, /^检\s*查$/).click()
      await sure(page, /检\s*查/, null)
      await button(page, '影子运行').waitFor()
      await drop(page, /全面启用/)
      await sure(page, /全面启用/, '试过了')
      await page.getByText('全县 v1').waitFor()
      expect(await saidAgain()).toBe('flagged')

      await page.goto(`${stand.url}/#/rules/versions`)
      await button(page, /退回上一版/).click()
      await sure(page, /退\s*回/, '先不用')
      await page.getByText('全县 安装时的规则').waitFor()
      expect(await saidAgain()).toBe('ignored')
    },
  )

  it('gave the browser nothing to complain about', () => {
    expect(stand.problems()).toEqual([])
  })
})
