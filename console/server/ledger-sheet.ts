import writeExcel from 'write-excel-file/node'
import type { County } from '../../cases/county.ts'
import { categoryName } from '../../cases/phrases.ts'
import { isoWithOffset } from '../../cases/time.ts'
import { pathTo } from '../../store/console/areas.ts'
import type { SheetItem } from '../../store/console/case-sheet.ts'
import { CHANNEL, OUTCOME, RATED, STATUS } from './case-words.ts'

/** The ledger in the form that offices keep it in. Every cell but the number is a text, so none is ever a formula. */

interface Column {
  title: string
  width: number
  value(item: SheetItem, of: County): string
}

const COLUMNS: Column[] = [
  { title: '编号', width: 10, value: (item) => item.code },
  { title: '来源渠道', width: 11, value: (item) => CHANNEL[item.channel] ?? item.channel },
  { title: '受理时间', width: 17, value: (item, of) => timeOf(item.openedAt, of) },
  {
    title: '所属区域',
    width: 26,
    value: ({ areaCode, area }, { directory }) => pathTo(areaCode, directory).join(' › ') || area,
  },
  {
    title: '问题类别',
    width: 12,
    value: (item, of) => categoryName(item, of),
  },
  { title: '反映内容', width: 50, value: (item) => item.text },
  { title: '责任单位', width: 20, value: (item) => item.office ?? '尚未派出' },
  { title: '承办状态', width: 15, value: (item) => STATUS[item.status] ?? item.status },
  { title: '办理时限', width: 17, value: (item, of) => timeOf(item.dueAt, of) },
  { title: '是否超期', width: 9, value: (item) => (item.overdue ? '是' : '否') },
  { title: '办理结果', width: 40, value: resultOf },
  { title: '办结时间', width: 17, value: (item, of) => timeOf(item.resolvedAt, of) },
  { title: '群众评价', width: 9, value: ({ rated }) => (rated === null ? '' : (RATED[rated] ?? rated)) },
  { title: '备注', width: 18, value: remarkOf },
]

function remarkOf(item: SheetItem): string {
  return [item.confidential && '保密', item.urgency === 'urgent' && '紧急', item.supervised && '督办']
    .filter(Boolean)
    .join('、')
}

function resultOf({ outcome, result }: SheetItem): string {
  const how = outcome === null || outcome === 'done' ? '' : (OUTCOME[outcome] ?? outcome)
  return [how, result].filter(Boolean).join('：')
}

/** Excel takes a file with a longer cell for a broken one. */
const LONGEST_CELL = 32_767
const shortened = (text: string) =>
  text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1).toWellFormed()}…` : text

const timeOf = (at: number | null, { directory }: County) =>
  at === null ? '' : isoWithOffset(at, directory.settings.timezone).slice(0, 16).replace('T', ' ')

/** A workbook with a title, what it is of, and one line a case; `more` is told where not all found room. */
export function ledgerSheet(items: SheetItem[], more: boolean, of: County, now: number): Promise<Buffer> {
  const span = COLUMNS.length + 1
  const rest = Array<null>(span - 1).fill(null)
  const made = `${timeOf(now, of)} 导出，共 ${items.length} 件${more ? '（只含最新的，其余请缩小范围再导出）' : ''}`
  const head = (value: string) => ({
    ...{ value, type: String, fontWeight: 'bold' as const, backgroundColor: '#E6F2F0' },
    ...{ align: 'center' as const, alignVertical: 'center' as const, borderStyle: 'thin' as const },
  })
  const cell = (value: string) => ({
    ...{ value: shortened(value), type: String, wrap: true, alignVertical: 'top' as const },
  })
  return writeExcel(
    [
      [
        {
          ...{ value: '群众诉求问题台账', type: String, fontWeight: 'bold', fontSize: 16 },
          ...{ align: 'center', columnSpan: span, height: 30 },
        },
        ...rest,
      ],
      [{ value: made, type: String, columnSpan: span, textColor: '#5F7072' }, ...rest],
      ['序号', ...COLUMNS.map(({ title }) => title)].map(head),
      ...items.map((item, i) => [
        { value: i + 1, type: Number, alignVertical: 'top' as const },
        ...COLUMNS.map(({ value }) => cell(value(item, of))),
      ]),
    ],
    {
      ...{ sheet: '台账', stickyRowsCount: 3, orientation: 'landscape' },
      columns: [{ width: 6 }, ...COLUMNS.map(({ width }) => ({ width }))],
    },
  ).toBuffer()
}
