import { describe, expect, it } from 'vitest'
import type { Example } from '../../../rules/learned/examples.ts'
import { randomNumbers, withSlips } from '../../../rules/learned/noise.ts'

const TEXTS = [
  '村口的路灯坏了三天',
  '鹿园门口停水了😀',
  'ABC 12：没电，请来修',
  '今天天气好',
  '垃圾没人收',
  '税单在水单里',
]
const examples: Example[] = Array.from({ length: 60 }, (_, i) => ({
  text: TEXTS[i % TEXTS.length]!,
  categories: i % 2 === 0 ? ['water'] : [],
  urgent: i % 3 === 0,
  question: i % 5 === 0,
}))

describe('slips of the pen', () => {
  const slipped = withSlips(examples, 1)

  it('change some characters and keep all else', () => {
    expect(slipped.map(({ text, ...rest }) => ({ ...rest, length: text.length }))).toEqual(
      examples.map(({ text, ...rest }) => ({ ...rest, length: text.length })),
    )
    expect(slipped.some(({ text }, i) => text !== examples[i]?.text)).toBe(true)
  })

  it('are made by Chinese characters of the examples only', () => {
    const known = new Set(TEXTS.join(''))
    for (const { text } of slipped) for (const c of text) expect(known.has(c), c).toBe(true)
    const plain = (text: string) => text.replace(/\p{Script=Han}/gu, '字')
    expect(slipped.map(({ text }) => plain(text))).toEqual(examples.map(({ text }) => plain(text)))
  })

  it('are the same each time', () => expect(withSlips(examples, 1)).toEqual(slipped))

  it('come to one example in so many', () => expect(withSlips(examples, 3)).toHaveLength(20))

  it('leave what they are made from as it is', () => expect(examples[0]?.text).toBe(TEXTS[0]))

  it('come to nothing where there is nothing', () => expect(withSlips([], 3)).toEqual([]))
})

describe('random numbers', () => {
  const some = (seed: number, below: number): number[] => {
    const random = randomNumbers(seed)
    return Array.from({ length: 1000 }, () => random(below))
  }

  it('follow from their seed', () => {
    expect(some(1, 1000)).toEqual(some(1, 1000))
    expect(some(1, 1000)).not.toEqual(some(2, 1000))
  })

  it('stay below and reach all', () => expect(new Set(some(3, 7))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6])))
})
