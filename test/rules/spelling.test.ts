import { describe, expect, it } from 'vitest'
import { fold, foldedText } from '../../rules/fold.ts'
import { wordBorders } from '../../rules/segment.ts'
import { compileSpelling } from '../../rules/spelling.ts'
import { lazySegmenter } from '../../store/keywords.ts'

const spelling = compileSpelling(
  ['路灯', '停水', '工资', '低保', '自来水', '农田', '垃圾'],
  ['末未', '农衣', '田由甲'],
)
const segment = lazySegmenter()

function respelled(text: string): string | null {
  const folded = fold(text)
  const made = spelling?.respell(folded, wordBorders(folded, segment, []))
  return made ? foldedText(made.folded) : null
}

describe('spelling', () => {
  it.each([
    ['鹿灯坏了', '路灯坏了', 'sounds alike'],
    ['又停税了', '又停水了', 'sounds alike'],
    ['自赖水没了', '自来水没了', 'one character of three'],
    ['衣由被淹', '农田被淹', 'looks alike'],
    ['lu deng huai le', '路灯huaile', 'pinyin'],
    ['村口ludeng不亮', '村口路灯不亮', 'pinyin inside'],
    ['xludengludengtingshuix', 'x路灯路灯停水x', 'pinyin in a row'],
    ['地堡没发', '地堡没发', 'a word of the language means itself'],
  ])('%s → %s (%s)', (text, want) => expect(respelled(text) ?? text).toBe(want))

  it('leaves what is spelled right alone', () => expect(respelled('路灯坏了，停水了')).toBeNull())

  it('keeps offsets into what was written', () => {
    const folded = fold('村口 lu deng 不亮')
    const made = spelling?.respell(folded, wordBorders(folded, segment, []))?.folded
    expect([2, 3].map((i) => [made?.start[i], made?.end[i]])).toEqual([
      [3, 10],
      [3, 10],
    ])
  })

  it.each([
    ['characters', '鹿灯怀'],
    ['letters without a blank', 'ludeng'],
    ['letters that are no word', 'abcdefg'],
  ])('takes a text as long as can be: %s', (_, unit) => {
    const text = unit.repeat(20_000)
    const want = text.replaceAll('鹿灯', '路灯').replaceAll('ludeng', '路灯')
    expect(respelled(text) ?? text).toBe(want)
  })
})
