import { DownloadOutlined, SortAscendingOutlined, SortDescendingOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import type { CaseCount } from '../../../../server/schemas.ts'
import type { Loaded } from '../../data.ts'
import { pathOf } from '../../api.ts'
import { t } from '../../language.ts'
import { effective, type CaseQuery } from './query.ts'
import type { Change } from './filters.tsx'

const SORTS = [
  { value: 'opened', label: t('按提出时间', 'By opening') },
  { value: 'due', label: t('按期限', 'By deadline') },
  { value: 'urgency', label: t('按紧急程度', 'By urgency') },
  { value: 'closed', label: t('按销号时间', 'By closing') },
  { value: 'code', label: t('按编号', 'By code') },
]

interface Props {
  query: CaseQuery
  count: Loaded<CaseCount>
  onChange: (change: Change) => void
}

/** How many there are, in which order they stand, and the way out as a workbook. */
export function CaseBar({ query, count, onChange }: Props) {
  const sort = query.sort ?? usual(query)
  const desc = query.desc ? query.desc === 'true' : sort !== 'due' && sort !== 'code'
  return (
    <div className="case-bar">
      <span role="status">{count.data && howMany(count.data)}</span>
      <span className="grow" />
      <Select
        aria-label={t('排序', 'Order')}
        value={sort}
        options={SORTS}
        onChange={(value) => onChange({ sort: value, desc: undefined })}
        className="filter"
      />
      <Button
        icon={desc ? <SortDescendingOutlined /> : <SortAscendingOutlined />}
        aria-label={
          desc
            ? t('从后往前，改为从前往后', 'Last first; turn round')
            : t('从前往后，改为从后往前', 'First first; turn round')
        }
        onClick={() => onChange({ sort, desc: String(!desc) })}
      />
      <Button icon={<DownloadOutlined />} href={pathOf(['cases.xlsx'], effective(query))} download>
        {t('导出 Excel', 'Export')}
      </Button>
    </div>
  )
}

/** As the server orders them when it is not told. */
function usual({ closedFrom, closedTo, dueFrom, dueTo }: CaseQuery) {
  if (closedFrom ?? closedTo) return 'closed'
  return (dueFrom ?? dueTo) ? 'due' : 'opened'
}

function howMany({ count, more }: CaseCount): string {
  const number = count.toLocaleString('en-US')
  return more ? t(`${number} 件以上`, `more than ${number}`) : t(`共 ${number} 件`, `${number} in all`)
}
