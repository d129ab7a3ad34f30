import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { codeAt } from '../../console/server/one-time.ts'
import { setUser } from '../../console/server/passwords.ts'
import { chromium } from '../helpers/chromium.ts'
import { describeWith } from '../helpers/skip.ts'
import { openStand, type Stand } from './stand.ts'

const OWN = 'green tea on the river'

describeWith(chromium, 'an account in the browser', () => {
  let stand: Stand
  let now = Date.now()
  beforeAll(async () => void (stand = await openStand({ clock: () => now })))
  afterAll(() => stand?.close())
  afterEach(() => stand.leave())

  it('begins with a password of its own, is closed by a code, and is in the audit', async () => {
    const login = `boss-${now}`
    const given = (await setUser(stand.pool, { login, role: 'admin' }, 'must')) ?? ''
    const page = await stand.openAs(null)
    await page.getByLabel('用户名').fill(login)
    await page.getByLabel('密码', { exact: true }).fill(given)
    await page.getByRole('button', { name: /登\s*录/ }).click()

    await page.getByRole('heading', { name: '设置自己的密码' }).waitFor()
    await page.getByLabel('当前密码').fill(given)
    await page.getByLabel('新密码').fill(OWN)
    await page.getByLabel('再输一次').fill(OWN)
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.getByRole('navigation').waitFor()

    await page.goto(`${stand.url}/#/mine`)
    await page.getByRole('button', { name: '开启动态验证码' }).click()
    const dialog = page.getByRole('dialog')

    await dialog.getByLabel('先输入密码').fill(OWN)
    await dialog.getByRole('button', { name: '下一步' }).click()
    const secret = (await dialog.getByTestId('totp-secret').innerText()).replace(/[^A-Z2-7]/g, '')
    await dialog.getByLabel(/6 位验证码/).fill(codeAt(login, secret, now))
    await dialog.getByRole('button', { name: /开\s*启/ }).click()
    await dialog.getByText('请现在抄下这十个备用码').waitFor()
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: '我已抄好' }).click()
    await page.getByText('备用码还剩 10 个').waitFor()

    await page.locator('.account').click()
    await page.getByText('退出登录').click()
    now += 60_000
    await page.getByLabel('用户名').fill(login)
    await page.getByLabel('密码', { exact: true }).fill(OWN)
    await page.getByRole('button', { name: /登\s*录/ }).click()
    await page.getByLabel('动态验证码').fill(codeAt(login, secret, now))
    await page.getByRole('button', { name: /登\s*录/ }).click()
    await page.getByRole('navigation').waitFor()

    await page.goto(`${stand.url}/#/audit?who=${login}`)
    const rows = page.locator('tbody tr.ant-table-row')
    await rows.first().waitFor()
    const actions = await rows.locator('td:nth-child(3)').allInnerTexts()
    expect(actions).toEqual(['登录', '退出登录', '开启动态验证码', '修改密码', '登录'])
    // The browser tells in its own words of what was refused before anybody was signed in.
    expect(stand.problems().filter((line) => !/\b401\b/.test(line))).toEqual([])
  })

  it('speaks English to whoever wants it, from the sign-in on', async () => {
    const page = await stand.openAs(null)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByLabel('User name').waitFor()
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByLabel('用户名').waitFor()
  })
})
