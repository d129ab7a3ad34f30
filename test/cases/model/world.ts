/** The county that the model plays in: two townships, with what is rare in real ones close together. */
import { readFileSync } from 'node:fs'
import type { County } from '../../../cases/county.ts'
import { createDirectory } from '../../../cases/directory.ts'
import { createPlaceFinder } from '../../../cases/place.ts'
import { readWording } from '../../../cases/wording.ts'
import type { Area, Office, Role, Staff, World } from '../../../cases/world.ts'
import type { Category, Rules, Verdict } from '../../../rules/verdict.ts'
import { CATEGORIES as USUAL, WORLD as SMALL } from '../../fixtures/county.ts'

const area = (code: string, name: string, level: Area['level'], parent: string): Area => ({
  ...{ code, name, level, parent },
  ...{ aliases: [], landmarks: [] },
})
const office = (id: string, name: string, at: string, kind: Office['kind'], handles?: string[]): Office => ({
  ...{ id, name, area: at, kind },
  handles: handles ?? null,
})
const staff = (id: string, name: string, at: string, post: string, role: Role = 'handler'): Staff => ({
  ...{ id, name, office: at, post, role },
  ...{ aliases: [], wechat: `wx-${id}` },
})

const WORLD: World = {
  ...SMALL,
  areas: [
    ...SMALL.areas,
    area('12', '石坪镇', 'township', '1'),
    area('121', '上湾村', 'village', '12'),
    area('121-1', '一组', 'grid', '121'),
    area('121-2', '二组', 'grid', '121'),
    area('122', '下湾村', 'village', '12'),
  ],
  // 下湾村 has no office, 石坪镇 no discipline office; two offices of the county handle power.
  offices: [
    ...SMALL.offices,
    office('zf-shiping', '石坪镇人民政府', '12', 'township'),
    office('cw-shangwan', '上湾村村委会', '121', 'village'),
    office('jt-qingjiang', '清江县交投公司', '1', 'department', ['power']),
  ],
  // Nobody of 上湾村's office is on WeChat.
  staff: [
    ...SMALL.staff,
    staff('he', '何平', 'cw-qiaotou', '会计'),
    staff('ye', '叶青', 'zf-liuxi', '副镇长', 'reviewer'),
    staff('leng', '冷静', 'zf-liuxi', '镇长', 'leader'),
    staff('ning', '宁远', 'jw-liuxi', '纪检干事'),
    staff('xun', '荀明', 'jw-qingjiang', '干事'),
    { ...staff('shang', '尚文', 'cw-shangwan', '村主任'), wechat: null },
    staff('lu', '陆川', 'zf-shiping', '副镇长', 'reviewer'),
    staff('pei', '裴路', 'jt-qingjiang', '班长'),
    staff('guan', '管理', 'jw-qingjiang', '科员', 'admin'),
  ],
  groups: [
    ...SMALL.groups,
    { id: 'g-shangwan', topic: '上湾村群', area: '121', kind: 'residents' },
    { id: 'g-xiawan', topic: '下湾村群', area: '122', kind: 'residents' },
  ],
  // Staff are residents too: 方明 is in the group in which he is complained about, so is 蒋正.
  members: [
    ...SMALL.members,
    { id: 'wx-he', name: '何平', groups: ['g-qiaotou'] },
    { id: 'wx-jiang', name: '蒋正', groups: ['g-qiaotou'] },
    { id: 'wx-shi', name: '石磊', groups: ['g-zhuyuan', 'g-duban'] },
    { id: 'wx-tong', name: '童欣', groups: ['g-zhuyuan', 'g-duban'] },
    { id: 'wx-di', name: '狄家大伯', groups: ['g-shangwan'] },
    { id: 'wx-en', name: '恩嫂', groups: ['g-xiawan', 'g-qiaotou'] },
  ],
  answers: [
    {
      ...{ id: 'water-when', category: 'water', area: null, words: [['什么时候来水']] },
      ...{ text: '检修到晚上八点', source: '供水站，三月二日' },
    },
  ],
}

/** Everybody who writes; the last two are in no list of the world. */
export const PEOPLE = [
  ...new Set([
    ...WORLD.members.map((m) => m.id),
    ...WORLD.staff.flatMap((s) => s.wechat ?? []),
    'wx-new',
    'wx-far',
  ]),
]
export const STAFF = WORLD.staff.map((s) => s.id)
export const GROUPS = WORLD.groups.map((g) => g.id)

const CATEGORIES = new Map<string, Category>([
  ...USUAL,
  ['education', { ...USUAL.get('other')!, id: 'education', name: '教育文体', office: 'hall' }],
])
const WORDS: [RegExp, string][] = [
  [/听说.*真的/, 'rumour'],
  [/塌方|着火/, 'safety'],
  [/收烟|红包/, 'conduct'],
  [/路灯坏/, 'street-lighting'],
  [/停水|来水/, 'water'],
  [/停电/, 'power'],
  [/老师/, 'education'],
]

/** As simple as can be: a word gives the category, 可能 makes it a matter for a person, 吗 a question. */
const rules: Rules = {
  categories: CATEGORIES,
  judge,
  explain: (text) => ({ ...judge(text), why: ['合计'] }),
  judgeForced: (text) => verdict(text, categoryOf(text) ?? 'other', 'open'),
}
const categoryOf = (text: string) => WORDS.find(([word]) => word.test(text))?.[1]
function judge(text: string): Verdict {
  const category = categoryOf(text)
  if (category) return verdict(text, category, text.includes('可能') ? 'review' : 'open')
  return { ...verdict(text, 'other', 'open'), decision: 'ignore', category: null, kind: null, urgency: null }
}
function verdict(text: string, category: string, decision: 'open' | 'review'): Verdict {
  const { deadline: urgency, confidential } = CATEGORIES.get(category)!
  const kind = /吗|什么时候/.test(text) && category !== 'rumour' ? 'question' : 'problem'
  return { decision, category, kind, urgency, confidential, score: 0.9, hits: [] }
}

const directory = createDirectory(WORLD)
const file = 'keywords/replies.yaml'
export const county: County = {
  directory,
  categories: CATEGORIES,
  rules,
  findPlace: createPlaceFinder(directory),
  wording: readWording(readFileSync(file, 'utf8'), file),
  secret: 'model',
}
