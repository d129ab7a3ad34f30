import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskNumbers } from '../../cases/mask.ts'

describe('what is hidden', () => {
  it.each([
    ['打我电话13870051234', '打我电话138****1234'],
    ['138 7005 1234', '138****1234'],
    ['1387-005-1234', '138****1234'],
    ['１３８１２３４５６７８', '１３８****５６７８'],
    ['+8613812345678', '+86138****5678'],
    ['8613812345678。', '86138****5678。'],
    ['86-138 1234 5678', '86-138****5678'],
    ['（＋86）138—1234—5678', '（＋86）138****5678'],
    ['013812345678', '0138****5678'],
    ['身份证430281199001011234，谢谢', '身份证430281********1234，谢谢'],
    ['430281 19900101 1234', '430281********1234'],
    ['430281　1990-01-01　123Ｘ', '430281********123Ｘ'],
    ['4302 8119 9001 0112 34', '4302 81********12 34'],
    ['430281900101123', '430281******123'],
    ['村部0731-22334455', '村部0731-******55'],
    ['（0731）2233445', '（0731）*****45'],
    ['+86 731 22334455', '+86 731 ******55'],
  ])('%s', (text, masked) => expect(maskNumbers(text)).toBe(masked))
})

describe('what stays as it is', () => {
  it.each([
    '编号 K7M2，540块，12345',
    '430281199001011X',
    '２０２６年５月１７日 19:20，Ｋ７Ｍ２',
    '2026-05-17 19:20:00',
    '20260517',
    '补了1500.50元，欠 12000 元，合计 13,500.50',
    '150 200 300 45',
    '530 20260517',
    '003 20260517',
    '2023 2024 2025 2026',
    '8600000 12 20260101',
    '12345、12348、110、96110、400-820-8820',
  ])('%s', (text) => expect(maskNumbers(text)).toBe(text))
})

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const two = (min: number, max: number) => fc.integer({ min, max }).map((n) => String(n).padStart(2, '0'))
const gap = fc.constantFrom('', ' ', '-', '　', '－', '–', ' - ', '·')
const inGroups = (groups: fc.Arbitrary<string[]>) =>
  fc.tuple(groups, gap).map(([parts, between]) => parts.join(between))
const mobile = fc
  .tuple(fc.constantFrom('', '86', '+86', '0086', '+86 ', '86-', '(+86)', '0'), fc.constantFrom(3, 4, 7))
  .chain(([prefix, cut]) =>
    fc.tuple(fc.constantFrom('3', '5', '8', '9'), digits(9), gap).map(([second, rest, between]) => {
      const number = `1${second}${rest}`
      return (
        prefix + [number.slice(0, cut), number.slice(cut, 7), number.slice(7)].filter(Boolean).join(between)
      )
    }),
  )
const region = fc.tuple(fc.constantFrom('1', '4', '6'), digits(5)).map((parts) => parts.join(''))
const birthday = fc.tuple(two(1950, 2019), two(1, 12), two(1, 28)).map((parts) => parts.join(''))
const identity = fc.oneof(
  inGroups(
    fc.tuple(
      region,
      birthday,
      fc.tuple(digits(3), fc.constantFrom('7', 'X', 'x')).map((p) => p.join('')),
    ),
  ),
  fc.tuple(region, birthday, digits(3)).map(([place, day, last]) => place + day.slice(2) + last),
)
const fixed = fc
  .tuple(fc.constantFrom('010', '021', '0731', '0898', '+86 731', '86-10'), gap, digits(8))
  .map((parts) => parts.join(''))
const wide = (text: string) => text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))

it('leaves of no telephone or identity number eleven digits', () => {
  const number = fc
    .tuple(fc.oneof(mobile, identity, fixed), fc.boolean())
    .map(([plain, isWide]) => (isWide ? wide(plain) : plain))
  const around = fc.constantFrom('', '电话', '我的号码：', '，', '。谢谢', '（急）', '\n')
  fc.assert(
    fc.property(around, number, around, (before, said, after) => {
      const shown = maskNumbers(before + said + after).normalize('NFKC')
      expect(shown).toContain('*')
      expect(shown.replace(/[\s.·–-]/g, '')).not.toMatch(/\d{11}/)
      expect(shown.startsWith(before.normalize('NFKC')) && shown.endsWith(after.normalize('NFKC'))).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
