import { Input, Segmented } from 'antd'
import type { Areas } from '../../../../server/schemas.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useCaseCategories, useMe } from '../../me.ts'
import { AreaSelect } from '../area-select.tsx'
import { Choice } from '../choice.tsx'
import type { FigureScope } from './scope.ts'

const PERIODS = [
  { value: 'week', label: t('本周', 'This week') },
  { value: 'weeks4', label: t('近 4 周', '4 weeks') },
  { value: 'weeks12', label: t('近 12 周', '12 weeks') },
  { value: 'year', label: t('今年', 'This year') },
  { value: 'custom', label: t('自选', 'Custom') },
]

interface Props {
  scope: FigureScope
  onChange: (change: Partial<FigureScope>) => void
}

/** The period, and which part of the county and of its work. */
export function FigureFilters({ scope, onChange }: Props) {
  const { offices, role } = useMe()
  const areas = useData<Areas>('/api/areas', 'world').data?.items ?? []
  const { period, from, to, area, office, category } = scope
  const categories = useCaseCategories(category)
  return (
    <div className="filters">
      <div className="scroll-x">
        <Segmented
          aria-label={t('时间', 'Period')}
          options={PERIODS}
          value={period}
          onChange={(value) => onChange({ period: value })}
        />
      </div>
      {period === 'custom' && (
        <span className="figure-days">
          <Input
            type="date"
            aria-label={t('从哪天', 'From')}
            value={from ?? ''}
            max={to}
            onChange={(event) => onChange({ from: event.target.value || undefined })}
          />
          –
          <Input
            type="date"
            aria-label={t('到哪天', 'To')}
            value={to ?? ''}
            min={from}
            onChange={(event) => onChange({ to: event.target.value || undefined })}
          />
        </span>
      )}
      {areas.length > 1 && (
        <AreaSelect
          areas={areas}
          aria-label={t('区域', 'Area')}
          placeholder={t('区域', 'Area')}
          className="filter"
          {...(area && { value: area })}
          allowClear
          onChange={(value?: string) => onChange({ area: value })}
        />
      )}
      {role !== 'handler' && (
        <Choice
          label={t('单位', 'Office')}
          value={office}
          options={offices}
          onChange={(value) => onChange({ office: value })}
        />
      )}
      <Choice
        label={t('类别', 'Category')}
        value={category}
        options={categories}
        onChange={(value) => onChange({ category: value })}
      />
    </div>
  )
}
