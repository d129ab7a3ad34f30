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
  [
    'a name and what was said on one line each',
    '刘女士: 路灯坏了\n三天了\n陶大爷：我家也是\n\n王 细妹 10:05：3天没水了\n覃月娥:10:30停的',
    [
      one('刘女士', '路灯坏了\n三天了'),
      one('陶大爷', '我家也是'),
      one('王 细妹', '3天没水了', [null, '10:05']),
      one('覃月娥', '10:30停的'),
    ],
  ],
  [
    'what looks so below a name of its own',
    '刘女士:\n听好\n\n停水地点：三组\n张三: 好',
    [one('刘女士', '听好\n\n停水地点：三组\n张三: 好')],
  ],
  ['a notice without a name', '通知：三组明天停水', [one(null, '通知：三组明天停水')]],
  ['a link', 'https://example.org/a 看看', [one(null, 'https://example.org/a 看看')]],
  ['a clock at the beginning', '10:30 停水', [one(null, '10:30 停水')]],
  [
    'a name, below it the time, below that what was said',
    '刘女士\n2026年3月2日 10:22\n路灯坏了\n三天了\n\n陶大爷\n10:25\n我家也是\n',
    [one('刘女士', '路灯坏了\n三天了', ['2026-03-02', '10:22']), one('陶大爷', '我家也是', [null, '10:25'])],
  ],
  [
    'a time below words that may be a name',
    '张三:\n明天停水时间\n08:30\n到中午，请储水',
    [one('张三', '明天停水时间\n08:30\n到中午，请储水')],
  ],
  [
    'labels below a name on one line with the words',
    '刘女士: 八组路灯坏了\n电话号码: 13800000000\n位置: 桥头\n王五: 我家也是',
    [one('刘女士', '八组路灯坏了\n电话号码: 13800000000\n位置: 桥头'), one('王五', '我家也是')],
  ],
  ['labels alone', '诉求内容: 路灯坏了\n联系: 张三', [one(null, '诉求内容: 路灯坏了\n联系: 张三')]],
  [
    'a label with a line of its own',
    '刘女士:\n路灯坏了\n\n位置：\n桥头\n\n时间\n08:30',
    [one('刘女士', '路灯坏了\n\n位置：\n桥头\n\n时间\n08:30')],
  ],
  [
    'a colon in one line of a text',
    '停水区域：三组\n到中午\n请储水',
    [one(null, '停水区域：三组\n到中午\n请储水')],
  ],
  ['a time below a sentence', '停水到今天，\n10:25\n还没来', [one(null, '停水到今天，\n10:25\n还没来')]],
  ['names alone', '刘女士:\n\n陶大爷:\n', []],
  ['nothing', ' \n ', []],
])('%s', (_, copied, messages) => {
  expect(readPasted(copied)).toEqual(messages)
})
