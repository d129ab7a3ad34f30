import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { writeXlsx } from '../../console/server/workbook.ts'
import { chromium } from '../helpers/chromium.ts'
import { describeWith } from '../helpers/skip.ts'
import { openStand, type Stand } from './stand.ts'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const HEAD = ['编号', '姓名', '单位编号', '职务', '别名（可空）', '微信成员号（可空）', '角色']

describeWith(chromium, 'people and areas on the page', () => {
  let stand: Stand

  beforeAll(async () => void (stand = await openStand()))
  afterAll(() => stand?.close())
  afterEach(() => stand.leave())

  const sheet = (name: string, rows: string[][]) =>
    writeXlsx([{ sheet: '人员', rows: [HEAD, ...rows] }]).then((buffer) => ({ name, mimeType: TYPE, buffer }))

  it('of a sheet shows mistakes, then what changes, and takes it in', async () => {
    // A test that is tried again finds the post as it was.
    await stand.pool.query(`update staff set post = '科员' where id = 'sunmei'`)
    const page = await stand.openAs('admin', 'people/files')
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
    const { rows } = await stand.pool.query(`select post from staff where id = 'sunmei'`)
    expect(rows).toEqual([{ post: '股长' }])

    await page.goto(`${stand.url}/#/people/areas/430281`)
    await page.getByRole('cell', { name: '股长' }).waitFor()
  })

  it('keeps the days that are not saved yet, and says which wording cannot be saved', async () => {
    // A test that is tried again finds the day as it was.
    await stand.pool.query(`update settings set value = value - 'calendar'`)
    const page = await stand.openAs('admin', 'people/calendar/2026')
    const day = page.getByRole('button', { name: /^12月22日/ })
    await day.click()
    await page.goto(`${stand.url}/#/people/wording`)
    await page
      .getByRole('button', { name: /^修改“已登记/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('这样说').fill('已登记，{code}在{place}')
    await dialog.getByText('这句话不能用 {place}，可用的有 {code}').waitFor()
    expect(await dialog.locator('del').allInnerTexts()).toEqual(['{place}'])
    await dialog.getByLabel('这样说').fill('已登记')
    await dialog.getByText('少了 {code}（编号），请加上').waitFor()

    await page.goto(`${stand.url}/#/people/calendar/2027`)
    await page.getByText('改了 1 天，还没有保存').waitFor()
    await page.goto(`${stand.url}/#/people/calendar/2026`)
    await day.scrollIntoViewIfNeeded()
    expect(await day.getAttribute('aria-pressed')).toBe('true')
    await page.getByRole('button', { name: /^保\s*存$/ }).click()
    await page.getByText('已保存').waitFor()
    const { rows } = await stand.pool.query(`select value->'calendar'->'off' as off from settings`)
    expect(rows).toEqual([{ off: ['2026-12-22'] }])
  })
})
