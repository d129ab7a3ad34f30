import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import writeExcel from 'write-excel-file/node'
import { readXlsx, writeXlsx } from '../../console/server/workbook.ts'
import { openBench, type Bench } from './bench.ts'
import { checkThatLargeIsQuick } from './people-county.ts'

let bench: Bench
beforeAll(async () => void (bench = await openBench()))
afterAll(() => bench.close())

const upload = (url: string, file: Buffer | string) =>
  bench.as('admin', {
    ...{ method: 'POST', url, payload: file },
    headers: { 'content-type': 'application/octet-stream' },
  })
const audit = async () =>
  (await bench.db.pool.query('select action, detail from audit order by id desc limit 1')).rows[0]

describe('import and export', () => {
  const sheet = (rows: string[][]) => [{ sheet: '人员', rows: [HEAD, ...rows] }]
  const HEAD = ['编号', '姓名', '单位编号', '职务', '别名（可空）', '微信成员号（可空）', '角色']

  it('previews a sheet and takes it in, on the version that was seen', async () => {
    const file = await writeXlsx(
      sheet([
        ['sunmei', '孙梅', 'cg-liling', '局长', '', '', '承办人'],
        ['liuhong', '刘红', 'zf-liling', '科员', '红姐', '', '承办人'],
        ['zhangjian', '张健', 'cw-lengshui', '村主任', '', '', '管理员'],
      ]),
    )
    const preview = await upload('/api/county/preview', file)
    expect(preview.json).toMatchObject({
      problems: [],
      changes: [
        {
          kind: 'staff',
          id: 'sunmei',
          change: 'changed',
          fields: [{ field: 'post', before: '科员', after: '局长' }],
        },
        { kind: 'staff', id: 'liuhong', change: 'added' },
        { kind: 'staff', id: 'zhangjian', change: 'changed' },
      ],
      admins: ['张健'],
      idle: ['醴陵市人民政府'],
    })
    expect(preview.json.counts.find((c: { kind: string }) => c.kind === 'staff')).toMatchObject({
      ...{ added: 1, changed: 2, left: 5 },
    })
    const { version } = preview.json
    expect((await upload(`/api/county/import?version=${version}`, file)).json).toEqual({ done: true })
    const { rows } = await bench.db.pool.query(`select detail from audit where action = 'county' order by id`)
    expect(rows.map(({ detail }) => detail)).toEqual(['import staff 3', 'staff zhangjian handler → admin'])
    const again = await upload(`/api/county/import?version=${version}`, file)
    expect([again.status, again.json.error.message]).toEqual([
      409,
      expect.stringMatching(/admin改了人员“孙梅”/),
    ])
  })

  it.each<[string, () => Promise<Buffer | string> | Buffer | string, RegExp]>([
    ['a picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), /只能导入 Excel/],
    ['old Excel', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), /旧的 \.xls/],
    ['a zip that is no workbook', () => Buffer.from('PK\x03\x04rest'), /不完整/],
    ['GBK', () => Buffer.from([0xb4, 0xba, 0xcc, 0xec]), /不是 UTF-8/],
    ['nothing', () => '', /请选择一个文件/],
  ])('refuses %s', async (_, file, reason) => {
    const answer = await upload('/api/county/preview', await file())
    expect([answer.status, answer.json.error.message]).toEqual([400, expect.stringMatching(reason)])
  })

  it('names each mistake with sheet and row, and takes nothing in', async () => {
    const file = await writeXlsx(
      sheet([
        ['sunmei', '', 'cg-liling', '局长', '', '', '主任'],
        ['zhaolei', '赵磊', 'nowhere', '副市长', '', '', '领导'],
      ]),
    )
    const { problems, version } = (await upload('/api/county/preview', file)).json
    expect(problems).toEqual([
      { sheet: '人员', row: 2, reason: '缺少姓名' },
      { sheet: '人员', row: 2, reason: expect.stringMatching(/角色“主任”不对，只能是管理员/) },
      { sheet: '人员', row: 3, reason: '没有编号为“nowhere”的单位' },
    ])
    expect((await upload(`/api/county/import?version=${version}`, file)).status).toBe(400)
    const yaml = await upload(
      '/api/county/preview',
      'groups:\n  - {id: g, topic: 群, area: "1", kind: residents}\n',
    )
    expect(yaml.json.problems).toEqual([{ sheet: null, row: 2, reason: '群 g：没有编号为“1”的区域' }])
  })

  it('unpacks no more of a file than what it says of itself', async () => {
    const file = await writeXlsx(sheet([['sunmei', '孙梅', 'cg-liling', '局长', '', '', '承办人']]))
    const name = file.lastIndexOf('xl/worksheets/sheet1.xml')
    file.writeUInt32LE(100, name - 46 + 24)
    await expect(readXlsx(file)).rejects.toThrow(/读不出来|不完整/)
  })

  it('takes a formula for what it came to', async () => {
    const formula = await writeExcel([
      [
        { value: '=1+1', type: 'Formula' },
        { value: '=cmd', type: String },
      ],
    ]).toBuffer()
    expect((await readXlsx(formula))[0]!.rows.flat()).not.toContain('=1+1')
  })

  it('gives out what it takes in, members only when asked for', async () => {
    const download = async (query: string) => {
      const cookie = await bench.cookieOf('admin')
      return bench.app.inject({ url: `/api/county/file?${query}`, headers: { cookie } })
    }
    const plain = await download('form=xlsx')
    expect((await readXlsx(plain.rawPayload)).map(({ sheet: name }) => name)).toEqual([
      '区域',
      '单位',
      '人员',
      '群',
    ])
    expect(await audit()).toEqual({ action: 'county-export', detail: 'xlsx' })
    for (const query of ['form=xlsx&members=true', 'form=yaml&members=true', 'form=yaml']) {
      const { rawPayload } = await download(query)
      const { changes, problems } = (await upload('/api/county/preview', rawPayload)).json
      expect([changes, problems]).toEqual([[], []])
    }
    expect((await download('form=yaml')).body).not.toContain('刘女士')
    expect(
      (await upload('/api/county/preview', (await download('form=template')).rawPayload)).json.problems,
    ).toEqual([{ sheet: null, row: 1, reason: '表里没有内容：区域、单位、人员、群、成员' }])
  })

  it('is quick with a large county', () => checkThatLargeIsQuick(bench))
})
