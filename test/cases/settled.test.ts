import { expect, it } from 'vitest'
import { NEIGHBOUR, saysDone, saysYes } from '../../cases/settled.ts'

it.each([
  '修好了，谢谢',
  '灯亮了，谢谢村里',
  '来水了，辛苦师傅',
  '已经解决了，感谢',
  '垃圾拉走了，多谢',
  '不用来了，我自己弄好了',
  '补贴到账了，谢谢各位领导🙏',
  '路补好了👍',
  '好的，水通了，谢谢',
])('takes “%s” for a need that is done', (text) => expect(saysDone(text)).toBe(true))

it.each([
  '谢谢',
  '修好了吗？谢谢',
  '还没修好，谢谢领导催一下',
  '什么时候修好，谢谢',
  '麻烦修好了说一声，谢谢',
  '又停水了，谢谢',
  '谁能帮忙修好了，谢谢',
  '修好了两天',
  '如果修好了我请客，谢谢',
  '路灯坏了，谢谢派人来修',
  '不修了？谢谢',
])('takes “%s” for something else', (text) => expect(saysDone(text)).toBe(false))

it.each([
  ['隔壁老王帮忙修好了，谢谢', true],
  ['李叔帮我弄好了，谢谢', true],
  ['村里派人修好了，谢谢', false],
])('%s: neighbours did it: %s', (text, helped) => expect(NEIGHBOUR.test(text)).toBe(helped))

it('takes a bare yes for an answer only shortly after the question', () => {
  expect(saysYes('是的', 60_000, 0)).toBe(true)
  expect(saysYes('嗯嗯。', 60_000, 0)).toBe(true)
  expect(saysYes('是的', 11 * 60_000, 0)).toBe(false)
  expect(saysYes('是的，明天开会', 60_000, 0)).toBe(false)
  expect(saysYes('是的', 60_000, undefined)).toBe(false)
})
