import { Table, type TableColumnsType } from 'antd'

interface Props<T> {
  rows: readonly T[]
  columns: TableColumnsType<T>
  /** as many rows as a page has; default: all */
  page?: number
  /** px below which it is scrolled; default: whatever it takes to break no line */
  width?: number
  /** what is said where there are no rows */
  none?: string
}

/** A small table of what is loaded already; what is wider than the window is scrolled. */
export const PlainTable = <T extends object>({ rows, columns, page, width, none }: Props<T>) => (
  <Table<T>
    rowKey="id"
    size="small"
    pagination={page !== undefined && rows.length > page && { pageSize: page, showSizeChanger: false }}
    dataSource={rows}
    scroll={{ x: width ?? 'max-content' }}
    {...(none !== undefined && { locale: { emptyText: none } })}
    columns={columns}
  />
)
