import { describe, expect, it } from 'vitest'
import { parseWorld } from '../../cases/world-file.ts'
import { chineseReason } from '../../cases/world-reasons.ts'
import { tellChanges } from '../../cases/world-told.ts'
import { CATEGORIES, at, WORLD } from '../fixtures/county.ts'

/** A file with as many kinds of mistakes as there are. */
const WRONG = `areas:
  - {code: 1, name: " ", level: hamlet, aliases: x, more: 1}
  - {code: "2", name: 甲, level: county, parent: "2"}
  - {code: "3", name: 乙, level: city, parent: "111"}
  - {code: "3", name: 乙, level: city, parent: "none"}
  - {code: "11", name: 柳溪镇, level: grid}
  - {code: "4", name: "a\\0", level: grid}
  - words
offices:
  - {id: zf-liuxi, name: 甲, area: "11", kind: discipline, handles: [none]}
  - {name: 甲, area: "11", kind: hall}
staff:
  - {id: bot, name: 甲, office: none, post: 乙, role: admin, wechat: wx-fang}
groups: none
dispatch:
  - {category: conduct, area: "11", office: zf-liuxi}
  - {category: water, area: "11", office: jw-liuxi}
  - {category: water, area: "11", office: jw-liuxi}
deadlines:
  - {done: 3d}
  - {category: water}
  - {area: "11", done: soon}
answers:
  - {id: a, words: [a], text: 打13812345678, source: ${'长'.repeat(21)}}
  - {id: b, words: [[a]], text: ${'长'.repeat(81)}, source: x}
settings:
  timezone: Mars
  quiet: ["22:00"]
  ledger: "7"
  answer: 3h
  keep: 3d
  publish: someday
  done: {urgent: 0d}
  calendar: {off: ["2026-05-08", x], work: ["2026-05-08"]}
`
const KNOWN = { ...WORLD, dispatch: [{ category: 'power', area: '11', office: 'zf-liuxi' }] }

describe('the reasons of a world file', () => {
  it('are all told in Chinese', () => {
    const read = parseWorld(WRONG, CATEGORIES, KNOWN)
    const reasons = 'problems' in read ? read.problems.map(({ reason }) => reason) : []
    expect(reasons.length).toBeGreaterThan(30)
    const told = reasons.map(chineseReason)
    expect(told.filter((text) => /\b(?:is|must|has|cannot|needs|gets|are)\b/.test(text))).toEqual([])
    expect(told).toContain('人员 bot：微信成员号“wx-fang”已属于人员 fang')
    expect(told).toContain('区域 11：下面已有村 111 桥头村，不能改成网格')
  })

  it.each([
    ['a: [', /^不是有效的 YAML/],
    ['settings: {}', /^文件里没有区域/],
    ['- a', /^文件要写成/],
  ])('of a file that is none: %s', (text, reason) => {
    const read = parseWorld(text, CATEGORIES)
    expect('problems' in read && chineseReason(read.problems[0]!.reason)).toMatch(reason)
  })

  it('stay as they are where they are of no known form', () => {
    expect(chineseReason('something else: that is new')).toBe('something else: that is new')
  })
})

describe('what others have changed', () => {
  const when = at('2026-03-05T09:30:00')
  const field = { field: 'post', before: '科员', after: null }
  const change = { kind: 'staff', id: 'a', name: '张健', change: 'changed', fields: [field] } as const
  it('is told with time, name and values', () => {
    const past = [{ at: when, by: '王芳', what: [{ ...change, fields: [field] }] }]
    expect(tellChanges(past, 'Asia/Shanghai')).toBe('09:30 王芳改了人员“张健”（职务 科员 → 空）')
  })
  it('is cut short where it is much, and never empty', () => {
    const one = { ...change, change: 'removed' as const, fields: [] }
    const past = [{ at: when, by: null, what: [one, one, one, one] }]
    expect(tellChanges(past, 'Asia/Shanghai')).toMatch(/^09:30 导入命令删除了人员“张健”；.*，等 4 处$/)
    expect(tellChanges([], 'Asia/Shanghai')).toBe('内容已有新的版本')
  })
})
