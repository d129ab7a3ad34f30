import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Checkbox, Grid, Segmented, Select } from 'antd'
import { useState } from 'react'
import type { Areas } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useCaseCategories, useMe } from '../../me.ts'
import { STATUS } from '../../words.ts'
import { AreaSelect } from '../area-select.tsx'
import { Choice } from '../choice.tsx'
import { CaseMore } from './more-filters.tsx'
import { BEHIND, effective, type CaseQuery } from './query.ts'
import { FigureChip } from '../figures/chip.tsx'

const STATUSES = [
  { value: 'unfinished', label: t('未销号', 'Not closed') },
  ...Object.entries(STATUS).map(([value, { name }]) => ({ value, label: name })),
  { value: 'all', label: t('全部', 'All') },
]

export type Change = Record<string, string | undefined>
interface Props {
  query: CaseQuery
  onChange: (change: Change) => void
}

/** What the ledger is narrowed to: the usual filters in a row, the rest behind a button. */
export function CaseFilters({ query, onChange }: Props) {
  const { offices, role } = useMe()
  const categories = useCaseCategories(query.category)
  const areas = useData<Areas>(pathOf(['areas']), 'world').data?.items ?? []
  const behind = BEHIND.filter((key) => query[key]).length
  const [open, setOpen] = useState(behind > 0)
  return (
    <>
      <div className="filters">
        <Status value={effective(query).status ?? 'all'} onChange={(status) => onChange({ status })} />
        <Choice
          label={t('类别', 'Category')}
          value={query.category}
          options={categories}
          onChange={(category) => onChange({ category })}
        />
        {role !== 'handler' && (
          <Choice
            label={t('单位', 'Office')}
            value={query.office}
            options={[{ id: 'none', name: t('尚未派出', 'None yet') }, ...offices]}
            onChange={(office) => onChange({ office })}
          />
        )}
        {areas.length > 1 && (
          <AreaSelect
            areas={areas}
            aria-label={t('区域', 'Area')}
            className="filter"
            {...(query.area && { value: query.area })}
            allowClear
            onChange={(area?: string) => onChange({ area })}
          />
        )}
        <Tick name="overdue" label={t('超期', 'Overdue')} query={query} onChange={onChange} />
        <Tick name="supervised" label={t('督办', 'Supervised')} query={query} onChange={onChange} />
        <Badge count={behind} size="small">
          <Button icon={<FilterOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('更多条件', 'More')}
          </Button>
        </Badge>
      </div>
      {open && <CaseMore query={query} onChange={onChange} />}
      <Chips query={query} onChange={onChange} />
    </>
  )
}

/** All of them side by side, where there is room. */
function Status(props: { value: string; onChange: (status: string) => void }) {
  const { md } = Grid.useBreakpoint()
  const label = t('状态', 'State')
  return md === false ? (
    <Select aria-label={label} options={STATUSES} className="filter" {...props} />
  ) : (
    <Segmented aria-label={label} options={STATUSES} {...props} />
  )
}

/** What only a link sets: that the list is the one behind a figure. */
function Chips({ query: { figure, since, until }, onChange }: Props) {
  if (!figure) return null
  const remove = () => onChange({ figure: undefined, since: undefined, until: undefined, at: undefined })
  return (
    <p className="case-chips">
      <FigureChip figure={figure} since={since} until={until} onRemove={remove} />
    </p>
  )
}

export const Tick = ({ name, label, query, onChange }: Props & { name: string; label: string }) => (
  <Checkbox
    checked={query[name] === 'true'}
    onChange={(event) => onChange({ [name]: event.target.checked ? 'true' : undefined })}
  >
    {label}
  </Checkbox>
)
