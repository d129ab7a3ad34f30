import { DEFAULT_SETTINGS, type Area, type Group, type Member, type Office } from '../../../cases/world.ts'
import type { Staff, World } from '../../../cases/world.ts'

/** How large a county is and how much it talks. */
export interface Size {
  townships: number
  /** of each township */
  villages: number
  /** residents of each village who write */
  residents: number
  days: number
  /** all that is said, needs and commands included */
  messages: number
  /** messages that are meant to open a case */
  needs: number
}

/** One residents' group with those who handle what is said there. */
export interface Village {
  name: string
  group: string
  /** the supervision group of its township */
  supervision: string
  residents: string[]
  /** member ids of staff */
  village: string
  township: string
  discipline: string
}

/** Member ids of staff of the county's departments, by category. */
export const DEPARTMENTS = {
  power: 'wx-power',
  telecom: 'wx-telecom',
  transport: 'wx-transport',
} as const

export interface MadeWorld {
  world: World
  villages: Village[]
}

const TOWNS = ['松原', '青石', '沙溪', '双河', '茶山', '马鞍', '云口', '竹园', '金坑', '白沙']
const VILLAGES = [
  '长岭',
  '大坪',
  '井头',
  '荷塘',
  '石桥',
  '新屋',
  '枫林',
  '水口',
  '黄泥',
  '杨梅',
  '东山',
  '油榨',
]
const GRIDS = ['一组', '二组', '三组', '四组', '五组', '六组']
const SURNAMES = '周吴郑冯蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜'
const GIVEN = ['建国', '秀英', '小兰', '志强', '玉梅', '国平', '桂香', '海波', '春花', '德胜', '丽华', '文军']

const COUNTY = '910000'
const HANDLES = { power: '供电公司', telecom: '通信发展办公室', transport: '交通运输局' } as const

/** A county whose places, people and offices are invented, the same one for the same size. */
export function makeWorld({ townships, villages, residents }: Size): MadeWorld {
  const areas: Area[] = [area(COUNTY, '云溪县', 'county', null)]
  const offices: Office[] = [office('jw-county', '云溪县纪委监委', COUNTY, 'discipline')]
  const staff: Staff[] = []
  const groups: Group[] = []
  const members: Member[] = []
  const made: Village[] = []
  const hire = (id: string, where: string, post: string, role: Staff['role'], reads: string[]) => {
    const name = personName(staff.length * 5 + 3)
    staff.push({ id, name, office: where, post, aliases: [], wechat: `wx-${id}`, role })
    members.push({ id: `wx-${id}`, name, groups: reads })
    return `wx-${id}`
  }
  for (let t = 0; t < townships; t++) {
    const town = {
      code: `91${pad(t + 1)}00`,
      name: `${TOWNS[t % TOWNS.length]}镇`,
      group: `g-duban-${t + 1}`,
    }
    const own = Array.from({ length: villages }, (_, v) => `g-${t + 1}-${v + 1}`)
    areas.push(area(town.code, town.name, 'township', COUNTY))
    offices.push(office(`zf-${t + 1}`, `${town.name}人民政府`, town.code, 'township'))
    offices.push(office(`jw-${t + 1}`, `${town.name}纪委`, town.code, 'discipline'))
    groups.push({ id: town.group, topic: `${town.name}督办群`, area: town.code, kind: 'supervision' })
    const reads = [...own, town.group]
    const township = hire(`town-${t + 1}`, `zf-${t + 1}`, '党政办主任', 'handler', reads)
    const discipline = hire(`discipline-${t + 1}`, `jw-${t + 1}`, '镇纪委书记', 'reviewer', [town.group])
    for (const [v, group] of own.entries()) {
      const code = `91${pad(t + 1)}${pad(v + 1)}`
      const name = `${VILLAGES[(t * villages + v) % VILLAGES.length]}村`
      areas.push(area(code, name, 'village', town.code))
      areas.push(...GRIDS.map((grid, i) => area(`${code}-${i + 1}`, grid, 'grid', code)))
      offices.push(office(`cw-${t + 1}-${v + 1}`, `${name}村委会`, code, 'village'))
      groups.push({ id: group, topic: `为民服务·${name}`, area: code, kind: 'residents' })
      const head = hire(`head-${t + 1}-${v + 1}`, `cw-${t + 1}-${v + 1}`, '村主任', 'handler', [
        group,
        town.group,
      ])
      const ids = Array.from({ length: residents }, (_, i) => `wx-${t + 1}-${v + 1}-${i + 1}`)
      members.push(...ids.map((id, i) => ({ id, name: personName(made.length * 31 + i), groups: [group] })))
      made.push({ name, group, supervision: town.group, residents: ids, village: head, township, discipline })
    }
  }
  const supervision = groups.filter(({ kind }) => kind === 'supervision').map(({ id }) => id)
  for (const [category, name] of Object.entries(HANDLES)) {
    const department = office(`dep-${category}`, `云溪县${name}`, COUNTY, 'department')
    offices.push({ ...department, handles: [category] })
    hire(category, department.id, '值班主任', 'handler', supervision)
  }
  const arranged = { dispatch: [], deadlines: [], answers: [] }
  const world = { areas, offices, staff, groups, members, ...arranged, settings: DEFAULT_SETTINGS }
  return { world, villages: made }
}

const area = (code: string, name: string, level: Area['level'], parent: string | null): Area => ({
  ...{ code, name, level, parent },
  aliases: [],
  landmarks: [],
})

const office = (id: string, name: string, where: string, kind: Office['kind']): Office => ({
  ...{ id, name, area: where, kind },
  handles: null,
})

const personName = (i: number) => `${SURNAMES[i % SURNAMES.length]}${GIVEN[(i * 7) % GIVEN.length]}`
const pad = (n: number) => String(n).padStart(2, '0')
