/** The sheets of an Excel workbook in which a county is written down, and what a cell means. */
import type { Category } from '../rules/verdict.ts'
import { GROUP_KIND_NAMES, LEVEL_NAMES, OFFICE_KIND_NAMES, ROLE_NAMES } from './world-reasons.ts'

export type SheetKind = 'areas' | 'offices' | 'staff' | 'groups' | 'members'
type Names = Readonly<Record<string, string>>
/** How a cell is read: a text, several behind each other, one of a few words, or the names of categories. */
export type CellForm = 'text' | 'list' | 'categories' | Names

export interface Column {
  field: string
  title: string
  form: CellForm
  required: boolean
  /** what stands in the line that shows how it is meant */
  example: string
}
export interface SheetForm {
  kind: SheetKind
  title: string
  columns: readonly Column[]
}

const column = (field: string, title: string, example: string, form: CellForm = 'text'): Column => ({
  ...{ field, title, form, example },
  required: !title.endsWith('（可空）'),
})

/** A line that begins so is an example, and is passed over. */
export const EXAMPLE = '例：'

export const SHEETS: readonly SheetForm[] = [
  {
    kind: 'areas',
    title: '区域',
    columns: [
      column('code', '编码', `${EXAMPLE}430299101201`),
      column('name', '名称', '柳塘村'),
      column('level', '层级', '村', LEVEL_NAMES),
      column('parent', '上级编码（可空）', '430299101'),
      column('aliases', '别名（可空）', '柳塘', 'list'),
      column('landmarks', '地标（可空）', '老祠堂、柳塘小学', 'list'),
    ],
  },
  {
    kind: 'offices',
    title: '单位',
    columns: [
      column('id', '编号', `${EXAMPLE}gd-qinglu`),
      column('name', '名称', '清渌县供电公司'),
      column('area', '区域编码', '430299'),
      column('kind', '性质', '部门', OFFICE_KIND_NAMES),
      column('handles', '办理类别（可空）', '供电燃气', 'categories'),
    ],
  },
  {
    kind: 'staff',
    title: '人员',
    columns: [
      column('id', '编号', `${EXAMPLE}tanshuisheng`),
      column('name', '姓名', '谭水生'),
      column('office', '单位编号', 'cw-liutang'),
      column('post', '职务', '村主任'),
      column('aliases', '别名（可空）', '谭主任、水生叔', 'list'),
      column('wechat', '微信成员号（可空）', 'wx-tanshuisheng'),
      column('role', '角色', '承办人', ROLE_NAMES),
    ],
  },
  {
    kind: 'groups',
    title: '群',
    columns: [
      column('id', '群号', `${EXAMPLE}g-liutang`),
      column('topic', '群名', '为民服务·柳塘村'),
      column('area', '区域编码', '430299101201'),
      column('kind', '类型', '居民群', GROUP_KIND_NAMES),
    ],
  },
  {
    kind: 'members',
    title: '成员',
    columns: [
      column('id', '成员号', `${EXAMPLE}wx-tanshuisheng`),
      column('name', '名字', '谭水生'),
      column('groups', '所在群（可空）', 'g-liutang、g-duban', 'list'),
    ],
  },
]

/** For people only: nothing is read from it. */
export const NOTES_SHEET = '说明'

/** An office that handles nothing; an empty cell is what its kind is for. */
const NOTHING = '无'
const PARTS = /[、,，;；]/

export type Categories = ReadonlyMap<string, Pick<Category, 'name' | 'confidential'>>

/** The text of a cell for a value of a world. */
export function writeCell(value: unknown, form: CellForm, categories: Categories): string {
  if (value === null || value === undefined) return ''
  if (form === 'text') return String(value)
  if (form === 'list') return writeList(value as string[])
  if (form !== 'categories') return form[String(value)] ?? String(value)
  const ids = value as string[]
  return ids.length ? writeList(ids.map((id) => categories.get(id)?.name ?? id)) : NOTHING
}

/** What a cell says; words that mean nothing stay as they are, for the check that follows. */
export function readCell(text: string, form: CellForm, categories: Categories): string | string[] | null {
  if (form === 'list') return readList(text)
  if (text === '') return null
  if (form === 'text') return text
  if (form !== 'categories') return idOf(form, text)
  if (text === NOTHING) return []
  const names = Object.fromEntries([...categories].map(([id, { name }]) => [id, name]))
  return readList(text).map((part) => idOf(names, part))
}

const idOf = (names: Names, text: string) =>
  Object.entries(names).find(([, name]) => name === text)?.[0] ?? text

/** Parts that hold a sign which divides parts stand on lines of their own. */
const writeList = (list: string[]) =>
  list.some((part) => PARTS.test(part)) ? list.map((part) => `${part}\n`).join('') : list.join('、')

function readList(text: string): string[] {
  const parts = text.split(text.includes('\n') ? '\n' : PARTS).map((part) => part.trim())
  return [...new Set(parts)].filter((part) => part)
}
