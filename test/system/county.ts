import type { Area, Office, Staff, World } from '../../cases/world.ts'
import { DEFAULT_SETTINGS } from '../../cases/world.ts'

export const ACCOUNT = { id: 'wx-bot', name: '巡群' }
export const VILLAGES = 8
export const GRIDS = 10
const NUMERALS = '一二三四五六七八九十'

export const groupOf = (village: number) => `g-${village}`
export const handlerOf = (village: number) => `wx-handler-${village}`
export const gridName = (grid: number) => `${NUMERALS[grid]}组`

const villages = Array.from({ length: VILLAGES }, (_, i) => i)
const area = (code: string, name: string, level: Area['level'], parent: string | null): Area => ({
  ...{ code, name, level, parent },
  ...{ aliases: [], landmarks: [] },
})

/** Villages of ten grids each, a group and one handler for every village; at no time of the day is the bot quiet. */
export const WORLD: World = {
  areas: [
    area('1', '清溪县', 'county', null),
    area('11', '石桥镇', 'township', '1'),
    ...villages.flatMap((v) => [
      area(`11-${v}`, `${NUMERALS[v]}里湾村`, 'village', '11'),
      ...Array.from({ length: GRIDS }, (_, g) => area(`11-${v}-${g}`, gridName(g), 'grid', `11-${v}`)),
    ]),
  ],
  offices: [
    { id: 'zf', name: '石桥镇人民政府', area: '11', kind: 'township', handles: null },
    ...villages.map((v): Office => ({
      id: `cw-${v}`,
      name: `${NUMERALS[v]}里湾村村委会`,
      area: `11-${v}`,
      kind: 'village',
      handles: null,
    })),
  ],
  staff: villages.map((v): Staff => ({
    ...{ id: `handler-${v}`, name: `主任${v}`, office: `cw-${v}`, post: '村主任', aliases: [] },
    ...{ wechat: handlerOf(v), role: 'handler' },
  })),
  groups: villages.map((v) => ({
    id: groupOf(v),
    topic: `为民服务·${NUMERALS[v]}里湾村`,
    area: `11-${v}`,
    kind: 'residents',
  })),
  members: villages.map((v) => ({ id: handlerOf(v), name: `主任${v}`, groups: [groupOf(v)] })),
  ...{ dispatch: [], deadlines: [], answers: [] },
  settings: { ...DEFAULT_SETTINGS, days: 'calendar', quiet: ['00:00', '00:00'] },
}
