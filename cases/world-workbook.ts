/** A workbook of `SHEETS` as a world, and back; every mistake is told with its sheet and row. */
import { checkWorld } from './world-check.ts'
import { chineseReason, shortReason } from './world-reasons.ts'
import {
  EXAMPLE,
  NOTES_SHEET,
  readCell,
  SHEETS,
  writeCell,
  type Categories,
  type Column,
  type SheetForm,
  type SheetKind,
} from './world-sheets.ts'
import { DEFAULT_SETTINGS, type Removed, type World } from './world.ts'

/** The cells of one sheet as texts, the headings in the first row. */
export interface SheetRows {
  sheet: string
  rows: string[][]
}
/** Something wrong in a file, in Chinese; `row` as Excel counts them, or the line of a text. */
export interface FileProblem {
  sheet: string | null
  row: number
  reason: string
}
export const NOTHING_REMOVED: Removed = { dispatch: [], deadlines: [], answers: [] }

type Lists = Pick<World, SheetKind>
type Item = Record<string, unknown>
interface Place {
  sheet: string
  row: number
  /** the fields that are wrong in themselves, of which no more need be said */
  wrong: ReadonlySet<string>
}

/** Reads and checks the sheets, all of them: either what they hold over what is `known`, or every mistake. */
export function readWorkbook(
  sheets: readonly SheetRows[],
  categories: Categories,
  known: World | null,
): { world: World } | { problems: FileProblem[] } {
  const problems: FileProblem[] = []
  const places = new Map<object, Place>()
  const lists: Lists = { areas: [], offices: [], staff: [], groups: [], members: [] }
  const parents = new Map(known?.areas.map((a) => [a.code, a.parent]))
  for (const { sheet, rows } of sheets) {
    const form = SHEETS.find(({ title }) => title === sheet.trim())
    if (form) {
      const read = readSheet(form, rows, categories)
      problems.push(...read.problems)
      for (const { item, ...place } of read.items) {
        places.set(item, place)
        if (form.kind === 'areas') item.parent ??= parents.get(String(item.code)) ?? null
        ;(lists[form.kind] as unknown[]).push(item)
      }
    } else if (sheet.trim() !== NOTES_SHEET && rows.some((row) => row.some((cell) => cell)))
      problems.push({ sheet, row: 1, reason: `没有“${sheet}”这种表，可用的有${titles()}` })
  }
  if (!problems.length && !places.size)
    problems.push({ sheet: null, row: 1, reason: `表里没有内容：${titles()}` })
  else if (!problems.length && !known && !lists.areas.length)
    problems.push({ sheet: '区域', row: 1, reason: '没有区域，至少要有一个' })
  // What a sheet that cannot be read holds would be missed everywhere.
  if (problems.some(({ row }) => row === 1)) return { problems }
  const world: World = {
    ...{ ...lists, dispatch: [], deadlines: [], answers: [] },
    settings: known?.settings ?? DEFAULT_SETTINGS,
  }
  checkWorld(world, NOTHING_REMOVED, known, categories, (item, key, reason) => {
    const { sheet = null, row = 1, wrong } = places.get(item) ?? {}
    if (!wrong?.has(key)) problems.push({ sheet, row, reason: chineseReason(reason) })
  })
  return problems.length ? { problems: problems.toSorted(inOrder) } : { world }
}

const titles = () => SHEETS.map(({ title }) => title).join('、')
const orderOf = (sheet: string | null) => SHEETS.findIndex(({ title }) => title === sheet)
const inOrder = (a: FileProblem, b: FileProblem) => orderOf(a.sheet) - orderOf(b.sheet) || a.row - b.row

function readSheet({ title, columns }: SheetForm, rows: readonly string[][], categories: Categories) {
  const problems: FileProblem[] = []
  const wrong = (row: number, reason: string) => void problems.push({ sheet: title, row, reason })
  const headings = rows[0]?.map((cell) => cell.trim()) ?? []
  const places = columns.map((column) => headings.indexOf(column.title))
  columns.forEach((column, i) => {
    if (places[i] === -1) wrong(1, `缺少“${column.title}”这一列`)
  })
  for (const heading of headings)
    if (heading && !columns.some((column) => column.title === heading)) wrong(1, `没有“${heading}”这一列`)
  if (problems.length) return { items: [], problems }
  const items = rows.slice(1).flatMap((cells, index) => {
    // The line ends of a list tell how its parts are divided.
    const texts = places.map((place, i) => {
      const cell = cells[place] ?? ''
      return ['list', 'categories'].includes(columns[i]!.form as string) && cell.trim() ? cell : cell.trim()
    })
    if (!texts.some((text) => text) || texts[0]!.startsWith(EXAMPLE)) return []
    const row = index + 2
    const { item, faults } = readRow(columns, texts, categories)
    for (const reason of faults.values()) wrong(row, reason)
    return [{ sheet: title, row, item, wrong: new Set(faults.keys()) }]
  })
  return { items, problems }
}

/** The item of a row, and by field what is wrong with its cells. */
function readRow(columns: readonly Column[], texts: string[], categories: Categories) {
  const faults = new Map<string, string>()
  const read = columns.map(({ field, title, form, required }, i): [string, unknown] => {
    const text = texts[i]!
    const value = readCell(text, form, categories)
    if (required && text === '') faults.set(field, `缺少${title}`)
    else if (typeof form === 'object' && !Object.hasOwn(form, String(value)))
      faults.set(
        field,
        shortReason(`${field} is "${text}", but must be one of ${Object.keys(form).join(', ')}`),
      )
    return [field, required ? (value ?? '') : value]
  })
  return { item: Object.fromEntries(read) as Item, faults }
}

/** The world as sheets, each with its headings; members only when they are asked for. */
export function writeWorkbook(world: World, categories: Categories, members: boolean): SheetRows[] {
  return SHEETS.filter(({ kind }) => members || kind !== 'members').map(({ kind, title, columns }) => ({
    sheet: title,
    rows: [
      columns.map((column) => column.title),
      ...(world[kind] as unknown as Item[]).map((item) =>
        columns.map(({ field, form }) => writeCell(item[field], form, categories)),
      ),
    ],
  }))
}

/** Empty sheets with one line each that shows how it is meant, and what to mind. */
export const templateRows = (): SheetRows[] => [
  ...SHEETS.map(({ title, columns }) => ({
    sheet: title,
    rows: [columns.map((column) => column.title), columns.map((column) => column.example)],
  })),
  { sheet: NOTES_SHEET, rows: NOTES.map((note) => [note]) },
]

const NOTES = [
  '以“例：”开头的行只是示例，导入时跳过。',
  '编号已有的，按表里的修改；表里没有的，保持不变。用不到的表可以删掉。',
  '几个别名、地标、群、类别之间用“、”隔开。',
  `层级：${Object.values(SHEETS[0]!.columns[2]!.form).join('、')}。`,
  `单位性质：${Object.values(SHEETS[1]!.columns[3]!.form).join('、')}。`,
  '办理类别：空着，按单位性质办理（部门只办写明的）；写“无”，什么都不办。',
  `角色：${Object.values(SHEETS[2]!.columns[6]!.form).join('、')}。`,
  '微信成员号：这个人在群里的成员号，写了才能在群里接单；两人不能相同。',
  '成员表可以不填；填了，每个成员所在的群以表里的为准。',
]
