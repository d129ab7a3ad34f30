import { describe, expect, it } from 'vitest'
import type { Area } from '../../console/server/schemas.ts'
import { withCurrent } from '../../console/web/src/me.ts'
import { placeFor } from '../../console/web/src/parts/chat/hints.ts'
import { actorName } from '../../console/web/src/words.ts'

const area = (level: string, ...path: string[]): Area => ({
  code: path.join('-'),
  name: path.at(-1) ?? '',
  level,
  path,
})
const AREAS = [
  area('county', '清渌县'),
  area('village', '清渌县', '柳塘村'),
  area('grid', '清渌县', '柳塘村', '一组'),
  area('grid', '清渌县', '柳塘村', '八组'),
  area('village', '清渌县', '枫树坳村'),
  area('grid', '清渌县', '枫树坳村', '七组'),
  area('village', '清渌县', '上湾村'),
]

describe('the place that the simulated chat proposes', () => {
  it.each([
    ['为民服务·柳塘村', '八组'],
    ['为民服务·枫树坳村', '七组'],
    ['为民服务·上湾村', null],
    ['柳塘村枫树坳村联防群', null],
    ['清渌县督办群', null],
  ])('in %s: %s', (topic, place) => expect(placeFor(topic, AREAS)).toBe(place))
})

describe('a list to choose a category from', () => {
  const [water, wells] = [
    { id: 'water', name: '供水排水' },
    { id: 'wells', name: '水井' },
  ]
  it.each([
    [undefined, [water]],
    ['water', [water]],
    ['wells', [water, wells]],
    ['gone', [water, { id: 'gone', name: 'gone' }]],
  ])('has the one that stands already: %s', (current, list) =>
    expect(withCurrent([water], current, [wells])).toEqual(list),
  )
})

it.each([
  ['system', '系统'],
  ['key:hotline', '外部系统 hotline'],
  ['张健', '张健'],
])('names who did it: %s', (by, name) => expect(actorName(by)).toBe(name))
