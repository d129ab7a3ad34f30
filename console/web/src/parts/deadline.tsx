import { Tooltip } from 'antd'
import type { CaseRow } from '../../../server/schemas.ts'
import { fullTime, shortTime, span } from '../time.ts'
import { useNow } from './now.ts'

const SOON = 24 * 3_600_000

/** How long there is left, or by how much it is late. */
export function Deadline({ row }: { row: Pick<CaseRow, 'status' | 'dueAt' | 'overdue' | 'closedAt'> }) {
  const now = useNow()
  if (row.status === 'closed' || row.status === 'resolved')
    return (
      <span className={row.overdue ? 'late' : 'muted'}>
        {row.closedAt ? `${shortTime(row.closedAt)} 销号` : '待群众评价'}
        {row.overdue && ' · 曾超期'}
      </span>
    )
  const left = row.dueAt - now
  const words = left < 0 ? `已超期 ${span(-left)}` : `还有 ${span(left)}`
  return (
    <Tooltip title={`期限 ${fullTime(row.dueAt)}`}>
      <span className={left < 0 ? 'late' : left < SOON ? 'soon' : ''}>{words}</span>
    </Tooltip>
  )
}
