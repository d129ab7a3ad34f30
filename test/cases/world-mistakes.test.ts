import { describe, expect, test } from 'vitest'
import { parseWorld } from '../../cases/world-file.ts'
import { CATEGORIES } from '../fixtures/valley.ts'

const problemsOf = (text: string) => {
  const read = parseWorld(text, CATEGORIES)
  return 'problems' in read ? read.problems.map((p) => `${p.line}: ${p.reason}`) : []
}
/** Line 2 is a county, line 3 a township. */
const AREAS = `areas:
  - {code: "1", name: 谷县, level: county}
  - {code: "11", name: 北镇, level: township, parent: "1"}
`
const OFFICES = `${AREAS}offices:
  - {id: zf, name: 北镇人民政府, area: "11", kind: township}
`
const staff = (id: string, wechat: string) =>
  `  - {id: ${id}, name: 张三, office: zf, post: 干事, wechat: ${wechat}, role: handler}\n`

describe('each mistake is refused with its line', () => {
  test.each<[string, string, string]>([
    ['an empty file', '', '1: the file must be fields with values: {key: value, …}'],
    ['a list in place of the whole', '- a', '1: the file must be fields with values: {key: value, …}'],
    ['no areas', 'settings: {}', '1: the file has no areas; at least one is needed'],
    [
      'an unknown section',
      `${AREAS}ofices: []`,
      '4: the file: unknown key "ofices"; the keys here are areas, offices, staff, groups, members, dispatch, deadlines, answers, settings',
    ],
    [
      'a section that is no list',
      `${AREAS}offices: {id: a}`,
      '4: offices must be a list, each item on a line that begins with "- "',
    ],
    [
      'an item without fields',
      `${AREAS}offices:\n  - zf`,
      '5: office must be fields with values: {key: value, …}',
    ],
    [
      'an unknown key',
      `${AREAS}offices:\n  - {id: zf, name: 甲, area: "11", kind: hall, handels: [roads]}`,
      '5: office zf: unknown key "handels"; the keys here are id, name, area, kind, handles',
    ],
    [
      'a missing field',
      `${AREAS}offices:\n  - {id: zf, name: 甲, kind: hall}`,
      '5: office zf: area is missing',
    ],
    [
      'a missing id',
      `${AREAS}groups:\n  - {topic: 群, area: "11", kind: residents}`,
      '5: group: id is missing',
    ],
    [
      'a number where a text belongs',
      `${AREAS}offices:\n  - {id: zf, name: 甲, area: 11, kind: hall}`,
      '5: office zf: area must be a text: write "11" in quotes',
    ],
    [
      'a leading zero that would be lost',
      'areas:\n  - {code: 0430, name: 甲, level: city}',
      '2: area: code must be a text: write "0430" in quotes',
    ],
    [
      'an empty text',
      `${AREAS}offices:\n  - {id: zf, name: " ", area: "11", kind: hall}`,
      '5: office zf: name is empty',
    ],
    [
      'a list where a text belongs',
      `${AREAS}offices:\n  - {id: zf, name: [甲], area: "11", kind: hall}`,
      '5: office zf: name must be a text',
    ],
    [
      'a text where a list belongs',
      `${AREAS}offices:\n  - {id: zf, name: 甲, area: "11", kind: hall, handles: roads}`,
      '5: office zf: handles must be a list in brackets: [one, two]',
    ],
    [
      'an unknown level',
      'areas:\n  - {code: a, name: 甲, level: province}',
      '2: area a: level is "province", but must be one of city, county, township, village, grid, household',
    ],
    [
      'an unknown kind of office',
      `${AREAS}offices:\n  - {id: zf, name: 甲, area: "11", kind: court}`,
      '5: office zf: kind is "court", but must be one of village, township, department, discipline, petition, hall',
    ],
    [
      'an unknown role',
      `${OFFICES}staff:\n  - {id: z, name: 张三, office: zf, post: 干事, role: boss}`,
      '7: staff z: role is "boss", but must be one of handler, reviewer, admin, leader',
    ],
    [
      'an unknown kind of group',
      `${AREAS}groups:\n  - {id: g, topic: 群, area: "11", kind: private}`,
      '5: group g: kind is "private", but must be one of residents, supervision',
    ],
    [
      'an unknown category',
      `${AREAS}offices:\n  - {id: zf, name: 甲, area: "11", kind: hall, handles: [roads, lamps]}`,
      '5: office zf: "lamps" is no category; see keywords/categories.yaml for their ids',
    ],
    [
      'a parent that is nowhere',
      'areas:\n  - {code: a, name: 甲, level: village, parent: b}',
      '2: area a: parent "b" is not in the file',
    ],
    [
      'an area that is nowhere',
      `${AREAS}groups:\n  - {id: g, topic: 群, area: "12", kind: residents}`,
      '5: group g: area "12" is not in the file',
    ],
    [
      'an office that is nowhere',
      `${AREAS}staff:\n  - {id: z, name: 张三, office: zf, post: 干事, role: handler}`,
      '5: staff z: office "zf" is not in the file',
    ],
    [
      'a group that is nowhere',
      `${AREAS}members:\n  - {id: wx, name: 张三, groups: [g]}`,
      '5: member wx: group "g" is not in the file',
    ],
    [
      'an id used twice',
      `${OFFICES}  - {id: zf, name: 乙, area: "1", kind: hall}`,
      '6: office zf: id "zf" is used twice',
    ],
    [
      'a code used twice',
      `${AREAS}  - {code: "11", name: 乙, level: township, parent: "1"}`,
      '4: area 11: code "11" is used twice',
    ],
    [
      'a level above its parent’s',
      'areas:\n  - {code: a, name: 甲, level: village}\n  - {code: b, name: 乙, level: township, parent: a}',
      '3: area b: a township cannot lie in a village (a 甲)',
    ],
    [
      'a level like its parent’s',
      'areas:\n  - {code: a, name: 甲, level: village}\n  - {code: b, name: 乙, level: village, parent: a}',
      '3: area b: a village cannot lie in a village (a 甲)',
    ],
    [
      'an area in itself',
      'areas:\n  - {code: a, name: 甲, level: village, parent: a}',
      '2: area a: the areas lie in a circle: a in a',
    ],
    [
      'a circle, once',
      'areas:\n  - {code: a, name: 甲, level: county, parent: c}\n  - {code: b, name: 乙, level: township, parent: a}\n  - {code: c, name: 丙, level: village, parent: b}',
      '2: area a: the areas lie in a circle: a in c in b in a',
    ],
    [
      'one phone for two',
      `${OFFICES}staff:\n${staff('z', 'wx')}${staff('y', 'wx')}`,
      '8: staff y: wechat "wx" already belongs to staff z',
    ],
    [
      'the program’s own name',
      `${AREAS}members:\n  - {id: bot, name: 张三}`,
      '5: member bot: the id "bot" is kept for the program itself',
    ],
    [
      'a time that is none',
      `${AREAS}settings: {ledger: "25:00"}`,
      '4: settings: ledger: "25:00" is no time of day; write it with four digits in quotes: "07:30"',
    ],
    [
      'a time with three digits',
      `${AREAS}settings: {quiet: ["22:00", "7:00"]}`,
      '4: settings: quiet: "7:00" is no time of day; write it with four digits in quotes: "07:30"',
    ],
    [
      'quiet hours without an end',
      `${AREAS}settings: {quiet: ["22:00"]}`,
      '4: settings: quiet must be two different times, from and to: ["22:00", "07:00"], or empty for none: []',
    ],
    [
      'a duration that is none',
      `${AREAS}settings:\n  done:\n    normal: 5 days`,
      '6: settings done: normal: "5 days" is no duration; write minutes, hours or days like 30m, 24h or 5d',
    ],
    [
      'a duration of nothing',
      `${AREAS}settings: {accept: {urgent: 0m}}`,
      '4: settings accept: urgent: "0m" is no duration; write minutes, hours or days like 30m, 24h or 5d',
    ],
    [
      'an unknown duration',
      `${AREAS}settings: {done: {slow: 5d}}`,
      '4: settings done: unknown key "slow"; the keys here are urgent, normal, complex',
    ],
    [
      'an answer counted in hours',
      `${AREAS}settings: {answer: 24h}`,
      '4: settings: answer is counted in calendar days: 7d',
    ],
    ['keeping counted in days', `${AREAS}settings: {keep: 3d}`, '4: settings: keep is counted in hours: 72h'],
    ...['"18:00"', 'sunday 18:00', 'sun 24:00', 'sun 18:00 19:00'].map((time): [string, string, string] => [
      `a time of the week that is none: ${time}`,
      `${AREAS}settings: {publish: ${time}}`,
      `4: settings: publish: "${time.replaceAll('"', '')}" is no time of the week; write a day and a time, or never: sun 18:00`,
    ]),
    [
      'an unknown time zone',
      `${AREAS}settings: {timezone: Asia/Liling}`,
      '4: settings: timezone "Asia/Liling" is unknown; an example is Asia/Shanghai',
    ],
    [
      'an unknown way to count days',
      `${AREAS}settings: {days: banking}`,
      '4: settings: days is "banking", but must be one of working, calendar',
    ],
  ])('%s', (_, text, problem) => expect(problemsOf(text)).toEqual([problem]))

  test.each([
    ['a bracket that is never closed', `${AREAS}offices:\n  - {id: zf, name: 甲`, 5],
    ['a key given twice', 'areas:\n  - {code: a, code: b, name: 甲, level: city}', 2],
    ['a tab for indentation', 'areas:\n\t- {code: a}', 2],
    ['a second document', `${AREAS}---\nareas: []`, 4],
  ])('%s: no valid YAML', (_, text, line) => {
    const read = parseWorld(text, CATEGORIES)
    expect(read).toMatchObject({
      problems: [{ reason: expect.stringMatching(/^no valid YAML: /) as string }],
    })
    expect('problems' in read && Math.abs(read.problems[0]!.line - line) <= 1).toBe(true)
  })

  test('all of them at once, in the order of their lines, and nothing is loaded', () => {
    const text = `settings: {ledger: soon}\n${AREAS}groups:\n  - {id: g, area: "9", kind: residents}\n  - {id: g, topic: 群, area: "1", kind: x}\n`
    const read = parseWorld(text, CATEGORIES)
    expect(read).not.toHaveProperty('world')
    expect(problemsOf(text).map((p) => p.split(':')[0])).toEqual(['1', '6', '6', '7', '7'])
  })
})
