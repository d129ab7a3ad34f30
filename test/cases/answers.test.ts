import { expect, test } from 'vitest'
import { keptAnswer } from '../../cases/answers.ts'
import { createDirectory } from '../../cases/directory.ts'
import type { KeptAnswer } from '../../cases/world.ts'
import { valley } from '../fixtures/valley.ts'

const PAY = [
  ['医保', '合作医疗'],
  ['缴费', '交钱'],
  ['哪里', '怎么'],
]
const answer = (
  id: string,
  words: string[][],
  category: string | null = null,
  area: string | null = null,
): KeptAnswer => ({ ...{ id, category, area, words }, text: '答', source: '某局' })

const directory = createDirectory({
  ...valley(),
  answers: [
    answer('pay', PAY),
    answer('pay-n', PAY, null, 'N'),
    answer('pay-n-market', PAY, 'market', 'N'),
    answer('pay-s1', PAY, 'market', 'S1'),
    answer('bus', [['班车']]),
    answer('bus-time', [['班车'], ['几点']]),
    answer('bus-when', [['几点'], ['班车']]),
    answer('wifi', [['ＷｉＦｉ', 'Wi Fi']]),
    answer('lamp', [['路灯']], 'street-lighting'),
  ],
})

test.each([
  ['a word of every list', '请问医保怎么交钱', 'telecom', 'C', 'pay'],
  ['a list without a word in it', '请问医保怎么样', 'telecom', 'C', null],
  ['nothing of it', '路上有个坑', 'roads', 'C', null],
  ['one for the area goes before one for anywhere', '医保怎么交钱', 'telecom', 'N1-5', 'pay-n'],
  ['one for the category before one for any', '医保怎么交钱', 'market', 'N1-5', 'pay-n-market'],
  ['one for another category is none', '路灯几时修', 'roads', 'N1', null],
  ['one for the category', '路灯几时修', 'street-lighting', 'N1', 'lamp'],
  ['one for another area is none', '医保怎么交钱', 'market', 'S', 'pay'],
  ['one for a nearer area', '医保怎么交钱', 'market', 'S1', 'pay-s1'],
  ['an area that nobody knows has what is for anywhere', '医保怎么交钱', 'market', 'nowhere', 'pay'],
  ['of two alike that which asks for more', '班车几点来', 'transport', 'N1', 'bus-time'],
  ['which is not always there', '班车来了没有', 'transport', 'N1', 'bus'],
  ['blanks, width and case do not count', '村部的 wi fi 密码', 'telecom', 'N1', 'wifi'],
  ['nor do they between the characters', '合 作 医 疗　哪里 交 钱', 'telecom', 'C', 'pay'],
])('%s', (_, text, category, area, id) =>
  expect(keptAnswer(text, category, area, directory)?.id ?? null).toBe(id),
)
