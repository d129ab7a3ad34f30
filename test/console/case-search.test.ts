import { afterAll, beforeAll, expect, it } from 'vitest'
import { maskNumbers } from '../../cases/mask.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase } from './county.ts'

const PHONE = '13812345678'
const TEXTS: Record<string, string> = {
  KA22: '八组的路灯坏了半个月了，晚上看不见！',
  KB33: `刘女士 电话 ${PHONE} 家里停水 3 天`,
  KC44: '１２号楼的ＷＩＦＩ没有信号，100% 不通_急',
  KD55: `银行卡 6222 0212 3456 7890，固定电话 0731-2345678 请回`,
}

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  for (const [code, text] of Object.entries(TEXTS)) await addCase(bench.db.pool, { code, text })
  await addCase(bench.db.pool, {
    ...{ code: 'KE66', text: '井盖没了', status: 'resolved' },
    more: { result: `已换新井盖，联系 ${PHONE}`, outcome: 'done' },
  })
  const secret = { confidential: true, office: 'jw-chashan', about: ['zhangjian'] }
  await addCase(bench.db.pool, { code: 'KF77', text: '村主任收香烟', ...secret })
})
afterAll(() => bench.close())

const search = async (user: string, words: string): Promise<string[]> => {
  const { json } = await bench.as(user, { url: `/api/cases?search=${encodeURIComponent(words)}&limit=100` })
  const codes = json.items.map((item: { code: string }) => item.code)
  const { json: counted } = await bench.as(user, {
    url: `/api/cases/count?search=${encodeURIComponent(words)}`,
  })
  expect(counted.count, words).toBe(codes.length)
  return codes
}

/** Every part of a text of 1 to `longest` characters that says anything. */
function parts(text: string, longest: number): string[] {
  const letters = [...text]
  return letters
    .flatMap((_, from) =>
      Array.from({ length: longest }, (_, n) => letters.slice(from, from + n + 1).join('')),
    )
    .filter((part) => part === part.trim() && part)
}

it('finds a case by every part of its words, however long', async () => {
  const whole = new Set([...parts(TEXTS.KA22!, 3), TEXTS.KA22!])
  for (const part of whole) expect(await search('township', part), part).toContain('KA22')
})

it.each([
  ['12号', ['KC44']],
  ['wifi', ['KC44']],
  ['ｗｉｆｉ', ['KC44']],
  ['100%', ['KC44']],
  ['_', ['KC44']],
  ['%', ['KC44']],
  ['\\', []],
  ['停水 3 天', ['KB33']],
  ['新井盖', ['KE66']],
  ['ka22', ['KA22']],
  ['KA2', ['KA22']],
  ['没有这个词', []],
  ["' or true --", []],
])('%s', async (words, codes) => expect(await search('township', words)).toEqual(codes))

it('finds no number that is hidden, in whole or in part', async () => {
  for (const [number, shown] of [
    [PHONE, ''],
    ['6222021234567890', ''],
    ['07312345678', ''],
  ] as const)
    // What finds a longer part finds the shorter ones in it.
    for (const part of [...parts(number, 4), number]) {
      // A single digit stands elsewhere, too: whoever finds it learns nothing of the number.
      const elsewhere = Object.entries(TEXTS).filter(([, text]) => withoutLong(text).includes(part))
      const codes = (await search('township', part)).filter(
        (code) => !/^K[A-F]\d\d$/.test(part) && TEXTS[code],
      )
      const byCode = Object.keys(TEXTS).filter((code) => code.includes(part))
      expect(new Set(codes), `${part}${shown}`).toEqual(
        new Set([...elsewhere.map(([code]) => code), ...byCode]),
      )
    }
  expect(maskNumbers(TEXTS.KB33!)).not.toContain(PHONE)
}, 60_000)

/** What is left when all long numbers are gone. */
const withoutLong = (text: string) =>
  text.normalize('NFKC').replace(/\d(?:[^\da-zA-Z一-龥]{0,3}\d){4,}/g, '*')

it('tells nobody of what he may not see', async () => {
  expect(await search('discipline', '香烟')).toEqual(['KF77'])
  for (const user of ['admin', 'township', 'village', 'county', 'leader'])
    expect(await search(user, '香烟'), user).toEqual([])
  expect(await search('department', '路灯')).toEqual([])
})

it('finds the same whether few or many fit', async () => {
  const { pool } = bench.db
  await pool.query(`insert into cases (id, code, category, kind, urgency, confidential, area, office, status, text, account,
      opened_at, due_at, assigned_at, supervised, overdue, returned, taken, about, version)
    select gen_random_uuid(), 'M' || i, category, kind, urgency, false, area, office, status,
      case when i % 2 = 0 then '广场舞太吵' else '广场上停满了车' end, account,
      opened_at - make_interval(secs => i), due_at, assigned_at, false, false, false, '{}', '{}', 1
    from cases, generate_series(1, 3500) i where code = 'KA22'`)
  const { json } = await bench.as('township', {
    url: `/api/cases?search=${encodeURIComponent('广场')}&limit=3`,
  })
  expect(json.items.map((item: { code: string }) => item.code)).toEqual(['M1', 'M2', 'M3'])
  const counted = async (words: string) =>
    (await bench.as('township', { url: `/api/cases/count?search=${encodeURIComponent(words)}` })).json.count
  expect([await counted('广场'), await counted('广场舞'), await counted('场')]).toEqual([3500, 1750, 3500])
})
