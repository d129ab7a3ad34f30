import type { Heard } from '../../cases/model.ts'
import { codeFor } from '../../cases/codes.ts'
import type { Role, World } from '../../cases/world.ts'
import { at, makeCounty, said, WORLD } from '../fixtures/county.ts'

/*
 * 清江县 of the fixtures with somebody of every kind who might want to know: a discipline office already in the village,
 * colleagues of the accused, a second township, a county government, a petition office, an admin with an office.
 */

const person = (
  id: string,
  name: string,
  office: string,
  post: string,
  role: Role,
  aliases: string[] = [],
) => ({ id, name, office, post, role, aliases, wechat: `wx-${id}` })
const office = (id: string, name: string, area: string, kind: World['offices'][number]['kind']) => ({
  ...{ id, name, area, kind },
  handles: null,
})
const area = (code: string, name: string, level: 'township' | 'village', parent: string) => ({
  ...{ code, name, level, parent },
  ...{ aliases: [], landmarks: [] },
})
const member = (id: string, name: string, ...groups: string[]) => ({ id: `wx-${id}`, name, groups })

export const world: World = {
  ...WORLD,
  areas: [...WORLD.areas, area('12', '青石镇', 'township', '1'), area('121', '石板村', 'village', '12')],
  offices: [
    ...WORLD.offices,
    office('jj-qiaotou', '桥头村监委会', '111', 'discipline'),
    office('jw-qingshi', '青石镇纪委', '12', 'discipline'),
    office('zf-qingjiang', '清江县人民政府', '1', 'township'),
    office('xf-qingjiang', '清江县信访局', '1', 'petition'),
  ],
  staff: [
    person('fang', '方明', 'cw-qiaotou', '村主任', 'handler', ['方大炮']),
    person('zhi', '支援朝', 'cw-qiaotou', '村支书', 'handler'),
    person('wen', '温良', 'jj-qiaotou', '监督员', 'reviewer'),
    person('shi', '石磊', 'cw-zhuyuan', '村主任', 'handler'),
    person('tong', '童欣', 'zf-liuxi', '便民中心主任', 'handler'),
    person('lu', '陆平', 'zf-liuxi', '副镇长', 'reviewer'),
    person('mo', '莫愁', 'zf-liuxi', '镇长', 'leader'),
    person('jiang', '蒋正', 'jw-liuxi', '镇纪委书记', 'reviewer'),
    person('ning', '宁静', 'jw-liuxi', '镇纪委干事', 'handler'),
    person('hong', '洪亮', 'jw-qingshi', '镇纪委书记', 'reviewer'),
    person('dian', '田力', 'gd-qingjiang', '班长', 'handler'),
    person('qu', '曲直', 'jw-qingjiang', '县纪委主任', 'reviewer'),
    person('qiu', '邱实', 'jw-qingjiang', '党风室干事', 'reviewer'),
    person('chang', '常青', 'zf-qingjiang', '副县长', 'leader'),
    person('kang', '康宁', 'xf-qingjiang', '接访员', 'reviewer'),
    person('ke', '柯南', 'xf-qingjiang', '信息员', 'admin'),
  ],
  groups: [
    ...WORLD.groups,
    { id: 'g-shiban', topic: '石板村群', area: '121', kind: 'residents' },
    { id: 'g-zhen', topic: '柳溪镇督办群', area: '11', kind: 'supervision' },
  ],
  members: [
    member('fang', '方明', 'g-qiaotou', 'g-zhen', 'g-duban'),
    member('zhi', '支援朝', 'g-qiaotou'),
    member('wen', '温良', 'g-qiaotou'),
    member('lu', '陆平', 'g-zhen', 'g-duban'),
    member('jiang', '蒋正', 'g-zhen', 'g-duban'),
    member('qu', '曲直', 'g-duban'),
    member('an', '安大姐', 'g-qiaotou'),
    member('bo', '柏叔', 'g-qiaotou'),
    member('dan', '单嫂', 'g-qiaotou'),
    member('gao', '高婆', 'g-qiaotou'),
    member('cen', '岑婶', 'g-zhuyuan'),
    member('du', '杜伯', 'g-shiban'),
  ],
}
export const county = makeCounty(world)

export const PHONE = '13812345678'
const day = (time: string) => at(`2026-03-02T${time}`)
const alone = { group: null }
const filed = (system: string) => ({ ...alone, account: `key:${system}`, id: 'h-1', from: null })

/** What nobody else may hear of: whom it is about, and which office it goes to. */
export interface Complaint {
  heard: Heard
  about: string[]
  office: string
}
/** `flag` waits for a person, `marked` is an ordinary case until a reviewer marks it, `hotline` is sent by another system. */
export type Which = 'post' | 'alias' | 'group' | 'unknown' | 'officer' | 'top' | 'flag' | 'marked' | 'hotline'

export const COMPLAINTS: Record<Which, Complaint> = {
  post: {
    heard: said(`村主任收烟，我电话${PHONE}`, { ...alone, from: 'wx-an', at: day('09:30:00') }),
    ...{ about: ['fang'], office: 'jw-liuxi' },
  },
  alias: {
    heard: said('方大炮收了我两个红包', { ...alone, from: 'wx-bo', at: day('09:31:00') }),
    ...{ about: ['fang'], office: 'jw-liuxi' },
  },
  group: {
    heard: said('方主任办低保要红包，没红包不盖章', { from: 'wx-dan', at: day('09:32:00') }),
    ...{ about: ['fang'], office: 'jw-liuxi' },
  },
  unknown: {
    heard: said('有个当官的上门要红包', { ...alone, from: 'wx-dan', at: day('09:40:00') }),
    ...{ about: [], office: 'jw-liuxi' },
  },
  officer: {
    heard: said('镇纪委书记收烟', { ...alone, from: 'wx-cen', at: day('09:41:00') }),
    ...{ about: ['jiang'], office: 'jw-qingjiang' },
  },
  top: {
    heard: said('县纪委主任过年收红包', { ...alone, from: 'wx-cen', at: day('09:50:00') }),
    ...{ about: ['qu'], office: 'jw-qingjiang' },
  },
  flag: {
    heard: said('村主任可能收了红包', { from: 'wx-gao', at: day('09:51:00') }),
    ...{ about: ['fang'], office: 'jw-liuxi' },
  },
  marked: {
    heard: said('三组新路灯装到干部屋门口去了', { from: 'wx-gao', at: day('09:00:30') }),
    ...{ about: ['fang'], office: 'jw-liuxi' },
  },
  hotline: {
    heard: said('村支书收红包', { ...filed('hotline'), at: day('09:55:00') }),
    ...{ about: ['zhi'], office: 'jw-liuxi' },
  },
}
export const ALL = Object.keys(COMPLAINTS) as Which[]
export const MARKED_AT = day('11:00:00')
/** What is said in a group where somebody does not complain: the same people are heard at the same times. */
export const TALK = '今天赶集的人真多'

export const codeOf = (heard: Heard) => codeFor(county.secret, `${heard.account}\n${heard.id}`, 0)

const lamp = said('二组桥边的路灯坏了好几天了', { from: 'wx-an', at: day('09:00:00') })
const water = said('停水三天了', { from: 'wx-cen', group: 'g-zhuyuan', at: day('09:01:00') })
const word = (text: string, from: string, time: string, more: Partial<Heard> = {}) =>
  said(text, { from: `wx-${from}`, at: at(`2026-03-${time}`), ...more })
/** What is no secret, and two of it are only flagged. Some of it says who complains too. */
export const ORDINARY: Heard[] = [
  lamp,
  water,
  word('大家早上好', 'bo', '02T09:02:00'),
  word('听说要拆桥，是真的吗', 'dan', '02T09:03:00'),
  word('石板村停电了', 'du', '02T09:04:00', { group: 'g-shiban' }),
  word('可能停水了', 'gao', '02T09:05:00'),
  word('家里停电了', 'an', '02T09:06:00', alone),
  word('学校停水了', 'bo', '02T09:56:00', filed('school')),
  word('同问', 'bo', '02T10:00:00', { quote: { name: '安大姐', text: lamp.text } }),
  word(`接单 ${codeOf(lamp)}`, 'fang', '02T10:10:00'),
  word('三组停水了', 'bo', '02T10:20:00', alone),
  word('停水可能要三天', 'an', '02T10:21:00'),
]
/** What happens later in the week: an ordinary case ends, and so does a complaint. */
const { post, group, unknown, officer } = COMPLAINTS
const secretly = (text: string, from: string, time: string) => word(text, from, time, alone)
export const LATER: { heard: Heard; of: Which | null }[] = [
  { heard: word('三组新路灯装到干部屋门口去了，真的', 'bo', '02T12:50:00'), of: null },
  { heard: secretly(`接单 ${codeOf(post.heard)}`, 'jiang', '02T13:00:00'), of: 'post' },
  { heard: secretly(`接单 ${codeOf(group.heard)}`, 'ning', '02T13:01:00'), of: 'group' },
  { heard: secretly(`接单 ${codeOf(unknown.heard)}`, 'ning', '02T13:02:00'), of: 'unknown' },
  { heard: secretly(`接单 ${codeOf(officer.heard)}`, 'qu', '02T13:03:00'), of: 'officer' },
  { heard: word(`办结 ${codeOf(lamp)} 已换灯泡`, 'fang', '03T09:00:00'), of: null },
  { heard: word(`满意 ${codeOf(lamp)}`, 'an', '03T10:00:00'), of: null },
  { heard: secretly(`办结 ${codeOf(post.heard)} 已约谈村主任`, 'jiang', '04T09:00:00'), of: 'post' },
  { heard: secretly(`满意 ${codeOf(post.heard)}`, 'an', '04T10:00:00'), of: 'post' },
  { heard: secretly(`办结 ${codeOf(group.heard)} 已退还`, 'jiang', '04T11:00:00'), of: 'group' },
]
