import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { writeXlsx } from '../../console/server/workbook.ts'
import { chromium } from '../helpers/chromium.ts'
import { describeWith } from '../helpers/skip.ts'
import { openStand, type Stand } from './stand.ts'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const HEAD = ['编号', '姓名', '单位编号', '职务', '别名（可空）', '微信成员号（可空）', '角色']

describeWith(chromium, 'importing a sheet on the page', () => {
  let stand: Stand

  beforeAll(async () => void (stand = await openStand()))
  afterAll(() => stand?.close())
  afterEach(() => stand.leave())

  const sheet = (name: string, rows: string[][]) =>
    writeXlsx([{ sheet: '人员', rows: [HEAD, ...rows] }]).then((buffer) => ({ name, mimeType: TYPE, buffer }))

  it('shows mistakes, then what changes, and takes it in', async () => {
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
})
