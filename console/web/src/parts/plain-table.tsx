import { Table, type TableColumnsType } from 'antd'

interface Props<T> {
  rows: readonly T[]
  columns: TableColumnsType<T>
  /** by which field rows are told apart; default: id */
  rowKey?: string & keyof T
  /** as many rows as a page has; default: all */
  page?: number
  /** what is said where there are no rows */
  none?: string
}

/** A small table of what is loaded already; what is wider than the window is scrolled. */
export const PlainTable = <T extends object>({ rows, columns, rowKey, page, none }: Props<T>) => (
  <Table<T>
    rowKey={rowKey ?? 'id'}
    size="small"
    pagination={page !== undefined && rows.length > page && { pageSize: page, showSizeChanger: false }}
    dataSource={rows}
    scroll={{ x: 'max-content' }}
    {...(none !== undefined && { locale: { emptyText: none } })}
    columns={columns}
  />
)
