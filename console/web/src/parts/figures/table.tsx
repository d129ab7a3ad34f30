import { Table, Tag, Tooltip } from 'antd'
import type { ColumnType } from 'antd/es/table'
import type { ReactNode } from 'react'
import { FEW } from '../../../../../cases/figures.ts'
import type { FigureRow, Figures } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { listOf, rowFilter, weekDays, type FigureScope } from './scope.ts'
import { daysName, duration, FIGURE, percent, type FigureName } from './words.ts'

interface Props {
  by: string
  figures: Figures
  scope: FigureScope
  /** goes down into an area */
  onArea: (code: string) => void
}

/** A row for each area, office, category or week; each number opens its list. */
export function FigureTable({ by, figures, scope, onArea }: Props) {
  const { rows, root, span } = figures
  const link = (row: FigureRow, figure: FigureName, text: ReactNode = row[figure]) => {
    const days = by === 'week' ? weekDays(row.key, rows, span) : span
    const href = listOf(figure, scope, span, rowFilter(by, row.key, figure, root, days))
    return <a href={href}>{text}</a>
  }
  const heard = (row: FigureRow) => row.satisfied + row.dissatisfied + row.unrated
  const few = (text: ReactNode, basis: number) =>
    basis < FEW ? <span className="figure-small">{text}</span> : text
  const columns: ColumnType<FigureRow>[] = [
    {
      title: HEADS[by],
      key: 'name',
      fixed: 'left',
      width: 170,
      render: (_, row) => (
        <span className="figure-name">
          <Name by={by} row={row} figures={figures} onArea={onArea} />
          {row.few && <Tag>{t('样本少', 'Few')}</Tag>}
        </span>
      ),
    },
    counted('new', link),
    counted('open', link),
    {
      ...ranked(
        'overdue',
        FIGURE.overdue,
        (row) => row.shares.overdue,
        (row) => row.open,
      ),
      render: (_, row) => (
        <>
          {link(row, 'overdue')} {few(share(row.shares.overdue), row.open)}
        </>
      ),
    },
    counted('closed', link),
    {
      ...ranked(
        'held',
        t('办结率', 'Rate of closing'),
        (row) => row.shares.held,
        (row) => row.new,
      ),
      render: (_, row) => (
        <>
          {link(row, 'held')} {few(share(row.shares.held), row.new)}
        </>
      ),
    },
    counted('unsolvable', link),
    {
      ...ranked(
        'answer',
        t('首次回应', 'First answer'),
        (row) => row.answer.median,
        (row) => row.answered,
      ),
      render: (_, row) => (
        <>
          {link(row, 'answered', few(duration(row.answer.median), row.answered))}
          {row.answer.p90 !== null && (
            <small>
              {t('九成', '90%')} {duration(row.answer.p90)}
            </small>
          )}
        </>
      ),
    },
    counted('waiting', link),
    {
      ...ranked(
        'end',
        FIGURE.ended,
        (row) => row.end.median,
        (row) => row.ended,
      ),
      render: (_, row) => (
        <>
          {link(row, 'ended', few(duration(row.end.median), row.ended))}
          {row.end.p90 !== null && (
            <small>
              {t('九成', '90%')} {duration(row.end.p90)}
            </small>
          )}
        </>
      ),
    },
    {
      ...ranked('satisfied', FIGURE.satisfied, (row) => row.shares.satisfied, heard),
      render: (_, row) => (
        <>
          {link(row, 'satisfied')} {few(share(row.shares.satisfied), heard(row))}
        </>
      ),
    },
    {
      ...ranked('dissatisfied', FIGURE.dissatisfied, (row) => row.shares.dissatisfied, heard),
      render: (_, row) => (
        <>
          {link(row, 'dissatisfied')} {few(share(row.shares.dissatisfied), heard(row))}
        </>
      ),
    },
    counted('unrated', link),
    counted('reopened', link),
  ]
  return (
    <Table<FigureRow>
      rowKey="key"
      size="small"
      className="figure-table"
      dataSource={rows}
      columns={columns}
      scroll={{ x: 'max-content' }}
      rowClassName={(row) => (row.few ? 'figure-small-row' : '')}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: t('这段时间没有件', 'There is nothing in this period') }}
    />
  )
}

const HEADS: Record<string, string> = {
  area: t('区域', 'Area'),
  office: t('承办单位', 'Office'),
  category: t('类别', 'Category'),
  week: t('周', 'Week'),
}

const share = (value: number | null) => value !== null && <small>{percent(value)}</small>

const counted = (
  figure: FigureName,
  link: (row: FigureRow, figure: FigureName) => ReactNode,
): ColumnType<FigureRow> => ({
  ...ranked(
    figure,
    FIGURE[figure],
    (row) => row[figure],
    (row) => row.new,
  ),
  render: (_, row) => link(row, figure),
})

/** Rows with too few to say anything stay at the end in either order. */
const ranked = (
  key: string,
  title: string,
  value: (row: FigureRow) => number | null,
  basis: (row: FigureRow) => number,
): ColumnType<FigureRow> => ({
  key,
  title,
  align: 'right',
  showSorterTooltip: false,
  sorter: (a, b, order) => {
    const [fewA, fewB] = [a, b].map((row) => basis(row) < FEW || value(row) === null)
    if (fewA !== fewB) return (fewA ? 1 : -1) * (order === 'descend' ? -1 : 1)
    return (value(a) ?? 0) - (value(b) ?? 0)
  },
})

function Name({ by, row, figures, onArea }: Omit<Props, 'scope'> & { row: FigureRow }) {
  const { rows, root, span } = figures
  if (by === 'week') return daysName(weekDays(row.key, rows, span))
  if (by === 'office') return row.name || t('还没有单位', 'No office yet')
  if (by !== 'area') return row.name
  if (row.key === root)
    return (
      <Tooltip title={t('地点就是这里，没有细到下一级', 'It is about this place and none below it')}>
        <span>{t(`${row.name}（本级）`, `${row.name} (itself)`)}</span>
      </Tooltip>
    )
  return (
    <button type="button" className="figure-down" onClick={() => onArea(row.key)}>
      {row.name}
    </button>
  )
}
