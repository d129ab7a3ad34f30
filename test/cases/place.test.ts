import { describe, expect, test } from 'vitest'
import { createDirectory } from '../../cases/directory.ts'
import { createPlaceFinder } from '../../cases/place.ts'
import type { World } from '../../cases/world.ts'
import { valley } from '../fixtures/valley.ts'

const find = createPlaceFinder(createDirectory(valley()))

describe('where a message is about', () => {
  test.each([
    ['nothing named: the group’s own', '路灯坏了', 'N1', 'N1', false],
    ['a group number', '五组的路灯坏了', 'N1', 'N1-5', true],
    ['in digits', '5组的路灯坏了', 'N1', 'N1-5', true],
    ['in full-width digits with spaces', '５ 组 停水', 'N1', 'N1-5', true],
    ['第五组', '第五组停水', 'N1', 'N1-5', true],
    ['五小组', '五小组停水', 'N1', 'N1-5', true],
    ['第5村民小组', '第5村民小组停水', 'N1', 'N1-5', true],
    ['5 队', '5 队停水', 'N1', 'N1-5', true],
    ['an area whose own name is written differently', '五组停水', 'N2', 'N2-5', true],
    ['a number the village lacks is the village', '九组停水', 'N1', 'N1', true],
    ['十五组 is not 五组', '十五组停水', 'N1', 'N1', true],
    ['15组 is not 5组', '15组停水', 'N1', 'N1', true],
    ['三四五组 is no number', '三四五组停水', 'N1', 'N1', false],
    ['a set of photos is no place', '发五组照片给大家看', 'N1', 'N1', false],
    ['a team is no place', '五队员到了', 'N1', 'N1', false],
    ['a community’s number is none', '五社区', 'N1', 'N1', false],
    ['another way of counting is another place', '五网格停水', 'N1', 'N1', true],
    ['two groups are the village', '五组和八组都停水', 'N1', 'N1', true],
    ['two groups in short', '五、八组都停水', 'N1', 'N1', true],
    ['a grid with a name', '上屋的路塌了', 'N1', 'N1-w', true],
    ['a landmark of the village', '老祠堂门口的灯坏了', 'N1', 'N1', true],
    ['with a number: the grid', '五组老祠堂门口的灯坏了', 'N1', 'N1-5', true],
    ['in the other order', '老祠堂旁边，五组那里', 'N1', 'N1-5', true],
    ['a landmark of a grid', '水塔漏水', 'N1', 'N1-8', true],
    ['a landmark of one grid and the number of another: the village', '五组到水塔的路', 'N1', 'N1', true],
    ['another village', '蛟湖的路断了', 'N1', 'N2', true],
    ['another village with a number', '蛟湖村三组的路断了', 'N1', 'N2-3', true],
    ['its number, though the own village has it too', '蛟湖村五组的路断了', 'N1', 'N2-5', true],
    ['its landmark with a number', '蛟湖闸那边三组', 'N1', 'N2-3', true],
    ['another village with a number it lacks', '蛟湖八组的路断了', 'N1', 'N2', true],
    ['a longer name holds a shorter one', '蛟湖垴村停水', 'N1', 'N3', true],
    ['own and other village: the own', '店下到蛟湖的路断了', 'N1', 'N1', true],
    ['two other villages: the township around them', '蛟湖村到蛟湖垴村的路断了', 'N1', 'N', true],
    ['a landmark of the township', '北镇中学门口的红绿灯坏了', 'N1', 'N', true],
    ['the township in an address says nothing', '我是北镇的，家里停水', 'N1', 'N1', false],
    ['an address from the top', '谷县北镇店下村五组停水', 'N1', 'N1-5', true],
    ['another township is too far', '岭沟村停水', 'N1', 'N1', false],
    ['a landmark that two villages have: the own', '观音桥断了', 'N2', 'N2', true],
    ['neither is the own: unknown', '观音桥断了', 'N1', 'N1', false],
    ['one of them is named', '蛟湖垴村的观音桥断了', 'N1', 'N3', true],
    ['in the group of a grid its neighbour', '五组停水', 'N1-8', 'N1-5', true],
    ['in the group of a grid the village says nothing new', '店下村停水', 'N1-8', 'N1-8', false],
    ['in the group of a township a village', '店下村五组停水', 'N', 'N1-5', true],
    ['in the group of a township a number alone is none', '五组停水', 'N', 'N', false],
    ['without a group of a township: all of the county', '岭沟停水', 'C', 'S1', true],
  ])('%s: %s', (_, text, group, area, found) => expect(find(text, group)).toEqual({ area, found }))
})

test('large numbers, other units and numbers in aliases', () => {
  const world = valley()
  const grid = (code: string, name: string, aliases: string[] = []) =>
    ({ code, name, aliases, level: 'grid', parent: 'N1', landmarks: [] }) satisfies World['areas'][number]
  world.areas.push(
    grid('a', '十组'),
    grid('b', '二十三组'),
    grid('c', '第一网格'),
    grid('d', '河背', ['12队']),
  )
  const other = createPlaceFinder(createDirectory(world))
  const areas = ['10组停水', '23社停水', '1号网格', '十二组', '二十组'].map((text) => other(text, 'N1').area)
  expect(areas).toEqual(['a', 'b', 'c', 'd', 'N1'])
})

test('a county of thousands of areas is judged in well under a millisecond a message', () => {
  const areas: World['areas'] = [
    { code: 'C', name: '谷县', level: 'county', parent: null, aliases: [], landmarks: [] },
  ]
  for (let t = 0; t < 20; t++) {
    areas.push({
      code: `T${t}`,
      name: `镇${t}镇`,
      level: 'township',
      parent: 'C',
      aliases: [],
      landmarks: [],
    })
    for (let v = 0; v < 25; v++) {
      const village = `T${t}V${v}`
      areas.push({
        code: village,
        name: `村${v}村`,
        level: 'village',
        parent: `T${t}`,
        aliases: [`别${v}名`],
        landmarks: [`塘${v}边`],
      })
      for (let g = 1; g <= 10; g++)
        areas.push({
          code: `${village}G${g}`,
          name: `${g}组`,
          level: 'grid',
          parent: village,
          aliases: [],
          landmarks: [],
        })
    }
  }
  const many = createPlaceFinder(
    createDirectory({ ...valley(), areas, offices: [], staff: [], groups: [], members: [] }),
  )
  expect(many('村7村三组停水', 'T3V1')).toEqual({ area: 'T3V7G3', found: true })
  const start = performance.now()
  for (let i = 0; i < 1000; i++)
    many('村7村三组老祠堂门口的两盏路灯坏了十来天了，晚上黑漆漆的看不见路', 'T3V1')
  expect(performance.now() - start).toBeLessThan(1000)
})
