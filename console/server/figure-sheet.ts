import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import type { Line } from '../../cases/figures.ts'
import type { RowKind } from './figure-rows.ts'

const HEAD: Record<RowKind, string> = {
  area: '区域',
  office: '承办单位',
  category: '类别',
  week: '周（起始日）',
}
const SMALL = '样本少'

/** A column: its head, and what stands in it; `share` is shown in percent, `hours` with one place. */
type Cell = number | string | null
const COLUMNS: [head: string, of: (line: Line) => Cell, format?: string][] = [
  ['新增', (l) => l.new],
  ['在办', (l) => l.open],
  ['超期', (l) => l.overdue],
  ['销号', (l) => l.closed],
  ['办结率', (l) => l.shares.held, '0%'],
  ['无法解决', (l) => l.unsolvable],
  ['已首次回应', (l) => l.answered],
  ['还没回应', (l) => l.waiting],
  ['首次回应中位数（小时）', (l) => hours(l.answer.median), '0.0'],
  ['首次回应九成以内（小时）', (l) => hours(l.answer.p90), '0.0'],
  ['办理用时中位数（小时）', (l) => hours(l.end.median), '0.0'],
  ['办理用时九成以内（小时）', (l) => hours(l.end.p90), '0.0'],
  ['满意', (l) => l.satisfied],
  ['不满意', (l) => l.dissatisfied],
  ['无评价', (l) => l.unrated],
  ['重新办理', (l) => l.reopened],
  ['说明', (l) => (l.few ? SMALL : null)],
]
const hours = (minutes: number | null) => (minutes === null ? null : minutes / 60)
const BOLD = { fontWeight: 'bold' } as const

/** The table as an Excel file; what is too few for a share or a time stays empty. */
export function figureSheet(
  rows: readonly (Line & { name: string })[],
  by: RowKind,
  title: string,
): Promise<Buffer> {
  const head = [HEAD[by], ...COLUMNS.map(([name]) => name)].map((value) => ({ value, ...BOLD }))
  const lines = rows.map((row) => [
    { value: row.name || '还没有单位', type: String },
    ...COLUMNS.map(([, of, format]) => toCell(of(row), format)),
  ])
  const data = [[{ value: title, ...BOLD }], head, ...lines] as SheetData
  const columns = [{ width: 24 }, ...COLUMNS.map(() => ({ width: 12 }))]
  return writeXlsxFile(data, { sheet: '看板', columns, stickyRowsCount: 2 }).toBuffer()
}

const toCell = (value: Cell, format?: string) =>
  value === null ? null : { value, ...(format && typeof value === 'number' ? { format } : {}) }
