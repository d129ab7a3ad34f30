import { Input, Segmented, Select } from 'antd'
import type { Areas } from '../../../server/schemas.ts'
import { useData } from '../data.ts'
import { t } from '../language.ts'
import { useMe } from '../me.ts'
import type { FigureScope } from './figure-scope.ts'

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
  const { categories, offices, role } = useMe()
  const areas = useData<Areas>('/api/areas', 'world').data?.items ?? []
  const { period, from, to, area, office, category } = scope
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
      <Choice
        label={t('区域', 'Area')}
        value={area}
        options={areas.map(({ code, path }) => ({ value: code, label: path.slice(-2).join(' › ') }))}
        onChange={(value) => onChange({ area: value })}
      />
      {role !== 'handler' && (
        <Choice
          label={t('单位', 'Office')}
          value={office}
          options={offices.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => onChange({ office: value })}
        />
      )}
      <Choice
        label={t('类别', 'Category')}
        value={category}
        options={categories.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value) => onChange({ category: value })}
      />
    </div>
  )
}

interface ChoiceProps {
  label: string
  value: string | undefined
  options: { value: string; label: string }[]
  onChange: (value: string | undefined) => void
}

const Choice = ({ label, value, options, onChange }: ChoiceProps) => (
  <Select
    className="filter"
    aria-label={label}
    placeholder={t(`全部${label}`, `Every ${label.toLowerCase()}`)}
    allowClear
    showSearch={{ optionFilterProp: 'label' }}
    popupMatchSelectWidth={false}
    {...{ value, options, onChange }}
  />
)
