import { expect, it } from 'vitest'
import { readPasted } from '../../cases/pasted.ts'

const one = (name: string | null, text: string, at: [string | null, string] | null = null) => ({
  name,
  text,
  at,
})

it.each<[string, string, ReturnType<typeof one>[]]>([
  ['a text without a name', '八组的路灯坏了', [one(null, '八组的路灯坏了')]],
  ['one message', '刘女士:\n八组的路灯坏了', [one('刘女士', '八组的路灯坏了')]],
  [
    'several, with lines and blank lines of their own',
    '刘女士：\n路灯坏了\n\n三天了\n\n陶大爷:\r\n我家也是\r\n',
    [one('刘女士', '路灯坏了\n\n三天了'), one('陶大爷', '我家也是')],
  ],
  [
    'names with times',
    '刘女士 2026/3/2 10:22:01\n路灯坏了\n\n陶大爷 9:05\n好',
    [one('刘女士', '路灯坏了', ['2026-03-02', '10:22']), one('陶大爷', '好', [null, '09:05'])],
  ],
  ['a name with blanks', 'A 刘 🌹：\n在吗', [one('A 刘 🌹', '在吗')]],
  [
    'a sentence that ends with a colon',
    '刘女士:\n听好\n\n村里通知，内容如下：\n停水',
    [one('刘女士', '听好\n\n村里通知，内容如下：\n停水')],
  ],
  ['a time that no clock shows', '刘女士 25:61\n在吗', [one(null, '刘女士 25:61\n在吗')]],
  ['a line of its own within a message', '刘女士:\n张三：\n你说', [one('刘女士', '张三：\n你说')]],
  ['names alone', '刘女士:\n\n陶大爷:\n', []],
  ['nothing', ' \n ', []],
])('%s', (_, copied, messages) => {
  expect(readPasted(copied)).toEqual(messages)
})
