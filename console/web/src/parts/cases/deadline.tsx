import { Tooltip } from 'antd'
import type { CaseRow } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { fullTime, shortTime, span } from '../../time.ts'
import { useNow } from '../../now.ts'

const SOON = 24 * 3_600_000

/** How long there is left, or by how much it is late. */
export function Deadline({ row }: { row: Pick<CaseRow, 'status' | 'dueAt' | 'overdue' | 'closedAt'> }) {
  const now = useNow()
  if (row.status === 'closed' || row.status === 'resolved')
    return (
      <span className={row.overdue ? 'late' : 'muted'}>
        {row.closedAt
          ? t(`${shortTime(row.closedAt)} 销号`, `closed ${shortTime(row.closedAt)}`)
          : t('待群众评价', 'to be rated')}
        {row.overdue && t(' · 曾超期', ' · was late')}
      </span>
    )
  const left = row.dueAt - now
  const words =
    left < 0
      ? t(`已超期 ${span(-left)}`, `late by ${span(-left)}`)
      : t(`还有 ${span(left)}`, `${span(left)} left`)
  return (
    <Tooltip title={`${t('期限', 'Due')} ${fullTime(row.dueAt)}`}>
      <span className={left < 0 ? 'late' : left < SOON ? 'soon' : ''}>{words}</span>
    </Tooltip>
  )
}
