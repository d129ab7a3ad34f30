import { Tooltip } from 'antd'
import type { CaseRow } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { fullTime, shortTime } from '../../time.ts'
import { leftWords, WORKING } from './left.ts'

const SOON = 24 * 3_600_000

/** How long there is left, or by how much it is late, in the time that the deadline counts. */
export function Deadline({
  row,
}: {
  row: Pick<CaseRow, 'status' | 'dueAt' | 'overdue' | 'closedAt' | 'clock'>
}) {
  const { left, days } = row.clock
  if (left === null)
    return (
      <span className={row.overdue ? 'late' : 'muted'}>
        {row.closedAt
          ? t(`${shortTime(row.closedAt)} 销号`, `closed ${shortTime(row.closedAt)}`)
          : t('待群众评价', 'to be rated')}
        {row.overdue && t(' · 曾超期', ' · was late')}
      </span>
    )
  const late = left < 0 || (left === 0 && row.overdue)
  return (
    <Tooltip title={`${t('期限', 'Due')} ${fullTime(row.dueAt)}${days === 'working' ? WORKING : ''}`}>
      <span className={late ? 'late' : left < SOON ? 'soon' : ''}>{leftWords(left, late)}</span>
    </Tooltip>
  )
}
