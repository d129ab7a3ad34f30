import { unzipSync } from 'fflate'
import readExcel from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chunk, exif, gif, jpeg, NOTE, note, png, riff, webp } from '../fixtures/pictures.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase, NOW } from './county.ts'

const PHONE = '13812345678'
const JPEG = jpeg(exif(6))
const PNG = png(chunk('tEXt', note))
const WEBP = webp(riff('VP8 ', Buffer.alloc(4)), riff('EXIF', note))
const HOUR = 3_600_000

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  const { pool } = bench.db
  await addCase(pool, {
    code: 'AA22',
    text: `=1+1 路灯坏了，电话 ${PHONE}`,
    dueAt: NOW - HOUR,
    supervised: true,
  })
  const ended = { resolvedAt: NOW - HOUR, closedAt: NOW, result: '@换了灯泡', outcome: 'unsolvable' as const }
  await addCase(pool, {
    code: 'BB33',
    text: '+86 的事',
    status: 'closed',
    openedAt: NOW - 5 * HOUR,
    more: ended,
  })
  const secret = { confidential: true, office: 'jw-chashan', about: ['zhangjian'] }
  await addCase(pool, { code: 'CC44', text: '-收香烟', openedAt: NOW - 9 * HOUR, ...secret })
  await pool.query(`update cases set rated = 'dissatisfied' where code = 'BB33'`)
})
afterAll(() => bench.close())

describe('the ledger as a workbook', () => {
  const exported = async (user: string, query = '') => {
    const cookie = await bench.cookieOf(user)
    const answer = await bench.app.inject({ url: `/api/cases.xlsx?${query}`, headers: { cookie } })
    const [first] = await readExcel(answer.rawPayload)
    return { answer, rows: first!.data.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))) }
  }

  it('has the form of the offices, masked, and nobody who reported it', async () => {
    const { answer, rows } = await exported('township')
    expect(answer.headers['content-disposition']).toContain(`UTF-8''%E9%97%AE`)
    expect(rows[0]![0]).toBe('群众诉求问题台账')
    expect(rows[1]![0]).toBe('2026-03-05 09:00 导出，共 2 件')
    const head =
      '序号 编号 来源渠道 受理时间 所属区域 问题类别 反映内容 责任单位 承办状态 办理时限 是否超期 办理结果'
    expect(rows[2]!.join(' ')).toBe(`${head} 办结时间 群众评价 备注`)
    const [lamp, other] = rows.slice(3)
    expect(lamp!.slice(0, 9)).toEqual([
      ...['1', 'AA22', '微信群', '2026-03-05 08:00', '醴陵市 › 茶山镇 › 冷水村 › 八组'],
      ...[lamp![5]!, '=1+1 路灯坏了，电话 138****5678', '冷水村村委会', '待接单'],
    ])
    expect(lamp!.slice(10)).toEqual(['是', '', '', '', '督办'])
    expect(other!.slice(10)).toEqual(['否', '无法解决：@换了灯泡', '2026-03-05 08:00', '不满意', ''])
    expect(rows.flat().join()).not.toContain('刘女士')
  })

  it('can be opened however long a text is', async () => {
    const change = (to: string) => bench.db.pool.query(`update cases set text = ${to} where code = 'BB33'`)
    await change(`repeat('长', 40000)`)
    const { rows } = await exported('township', 'status=closed')
    await change(`'+86 的事'`)
    expect(rows[3]![6]).toBe(`${'长'.repeat(32_766)}…`)
  })

  it('has no formula in it', async () => {
    const { answer } = await exported('discipline')
    const files = unzipSync(answer.rawPayload)
    const sheet = Buffer.from(files['xl/worksheets/sheet1.xml']!).toString()
    expect(sheet).toContain('<c ')
    expect(sheet).not.toContain('<f>')
    expect(sheet).not.toContain('<f ')
  })

  it('holds what is confidential only for those who see it, and what was asked for', async () => {
    const codesOf = async (user: string, query = '') =>
      (await exported(user, query)).rows.slice(3).map((row) => row[1])
    expect(await codesOf('discipline')).toEqual(['AA22', 'BB33', 'CC44'])
    expect(await codesOf('county')).toEqual(['AA22', 'BB33'])
    expect(await codesOf('department')).toEqual([])
    expect(await codesOf('township', ASKED)).toEqual(['BB33'])
    const { rows } = await bench.db.pool.query(
      `select login, detail from audit where action = 'export' order by id desc limit 2`,
    )
    expect(rows).toEqual([
      { login: 'township', detail: '台账 1（已销号、路灯照明、提出 2026-01-01 起、搜索了文字）' },
      { login: 'department', detail: '台账 0' },
    ])
  })
})

const ASKED = `status=closed&category=street-lighting&from=2026-01-01&search=${encodeURIComponent('灯泡')}`

describe('what the audit tells of an export', () => {
  it('has a row for each confidential case, and no number that counts them', async () => {
    await bench.db.pool.query('truncate audit')
    await bench.as('discipline', { url: '/api/cases.xlsx' })
    const told = async (user: string) =>
      (await bench.as(user, { url: '/api/audit?action=export' })).json.items.map(
        ({ code, detail }: { code: string | null; detail: string }) => [code, detail],
      )
    expect(await told('admin')).toEqual([[null, '台账 2']])
    expect(await told('discipline')).toEqual([['CC44', '台账']])
    await bench.as('discipline', {
      url: `/api/cases.xlsx?confidential=true&search=${encodeURIComponent('张健')}`,
    })
    expect((await told('admin'))[0], 'what a discipline office looks for').toEqual([null, '台账 0'])
    expect((await told('discipline'))[0]).toEqual([null, '台账（保密、搜索了文字）'])
  })
})

describe('pictures of what was done', () => {
  const headers = { 'content-type': 'application/octet-stream' }
  const upload = (user: string, code: string, payload: Buffer) =>
    bench.as(user, { method: 'POST', url: `/api/cases/${code}/pictures`, payload, headers })
  const picturesOf = async (user: string, code: string) =>
    (await bench.as(user, { url: `/api/cases/${code}` })).json.pictures as { id: string; name: string }[]

  it('are taken by what they are, and given out as files that run nowhere', async () => {
    for (const [i, bytes] of [JPEG, PNG, WEBP].entries())
      expect((await upload('village', 'AA22', bytes)).status, String(i)).toBe(200)
    const pictures = await picturesOf('township', 'AA22')
    expect(pictures.map(({ name }) => name)).toEqual(['AA22-1.jpg', 'AA22-2.png', 'AA22-3.webp'])
    for (const { id } of pictures)
      expect((await bench.as('township', { url: `/api/cases/AA22/pictures/${id}` })).body).not.toContain(NOTE)
    const answer = await bench.as('township', { url: `/api/cases/aa22/pictures/${pictures[1]!.id}` })
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'attachment; filename="AA22-2.png"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'no-store',
    })
  })

  it.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 400],
    ['a picture that may hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 400],
    ['a page that ends as a picture', Buffer.concat([Buffer.from('<html>'), JPEG]), 400],
    ['a moving one', gif(), 400],
    ['a broken one', PNG.subarray(0, 30), 400],
    ['nothing', Buffer.alloc(0), 400],
    ['one that is too large', Buffer.concat([JPEG, Buffer.alloc(5 * 1024 * 1024)]), 413],
  ])('are not %s', async (_, bytes, status) => {
    const before = (await picturesOf('village', 'AA22')).length
    expect((await upload('village', 'AA22', bytes)).status).toBe(status)
    expect(await picturesOf('village', 'AA22')).toHaveLength(before)
  })

  it('come from those who handle the case, and there are six of them', async () => {
    expect((await upload('township', 'AA22', JPEG)).status).toBe(403)
    expect((await upload('village', 'BB33', JPEG)).status).toBe(403)
    for (let i = 0; i < 3; i++) await upload('village', 'AA22', JPEG)
    expect((await upload('village', 'AA22', JPEG)).json.error.message).toContain('最多上传 6 张')
    const [first, second] = await picturesOf('village', 'AA22')
    const remove = (user: string, id: string, code = 'AA22') =>
      bench.as(user, { method: 'POST', url: `/api/cases/${code}/pictures/${id}/remove`, payload: {} })
    expect((await remove('township', first!.id)).status).toBe(403)
    expect((await remove('village', first!.id)).status).toBe(200)
    expect((await remove('village', first!.id)).status).toBe(404)
    expect((await picturesOf('village', 'AA22'))[0]).toEqual(second)
    const { rows } = await bench.db.pool.query(`select detail from audit where action = 'picture'`)
    expect(rows.map(({ detail }) => detail).join(' ')).toBe(`${'added '.repeat(6)}removed`)
  })

  it('are not there for whoever may not see the case', async () => {
    expect((await upload('discipline', 'CC44', JPEG)).status).toBe(200)
    const [picture] = await picturesOf('discipline', 'CC44')
    const url = `/api/cases/CC44/pictures/${picture!.id}`
    expect((await bench.as('discipline', { url })).status).toBe(200)
    for (const user of ['admin', 'village', 'township', 'county', 'neighbour', 'leader', 'department']) {
      expect((await bench.as(user, { url })).status, user).toBe(404)
      // Nor as one of another case.
      expect((await bench.as(user, { url: url.replace('CC44', 'AA22') })).status, user).toBe(404)
      expect((await upload(user, 'CC44', JPEG)).status, user).toBe(404)
    }
  })
})
