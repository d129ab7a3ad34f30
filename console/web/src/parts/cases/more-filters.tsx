import { Input } from 'antd'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { CHANNEL, KIND, OUTCOME, URGENCY } from '../../words.ts'
import { Choice } from '../choice.tsx'
import { Tick, type Change } from './filters.tsx'
import type { CaseQuery } from './query.ts'

interface Props {
  query: CaseQuery
  onChange: (change: Change) => void
}

const named = (words: Record<string, string>) => Object.entries(words).map(([id, name]) => ({ id, name }))
const URGENCIES = Object.entries(URGENCY).map(([id, { name }]) => ({ id, name }))
const SPANS = [
  { name: t('提出', 'Opened'), from: 'from', to: 'to' },
  { name: t('期限', 'Due'), from: 'dueFrom', to: 'dueTo' },
  { name: t('销号', 'Closed'), from: 'closedFrom', to: 'closedTo' },
]

/** The filters that are needed now and then. */
export function CaseMore({ query, onChange }: Props) {
  const { offices, office } = useMe()
  const choose = (key: string) => ({
    value: query[key],
    onChange: (value: string | undefined) => onChange({ [key]: value }),
  })
  return (
    <div className="filters case-more">
      <Choice label={t('紧急程度', 'Urgency')} options={URGENCIES} {...choose('urgency')} />
      <Choice label={t('性质', 'Kind')} options={named(KIND)} {...choose('kind')} />
      <Choice label={t('来源', 'Channel')} options={named(CHANNEL)} {...choose('channel')} />
      <Choice label={t('结果', 'Outcome')} options={named(OUTCOME)} {...choose('outcome')} />
      <Tick name="reopened" label={t('重新办理过', 'Reopened')} query={query} onChange={onChange} />
      {offices.some(({ name }) => name === office) && (
        <Tick name="confidential" label={t('保密', 'Confidential')} query={query} onChange={onChange} />
      )}
      {SPANS.map(({ name, from, to }) => (
        <fieldset key={from} className="case-span">
          <legend>{name}</legend>
          <Day label={t(`${name}，从`, `${name} from`)} max={query[to]} {...choose(from)} />
          –
          <Day label={t(`${name}，到`, `${name} until`)} min={query[from]} {...choose(to)} />
        </fieldset>
      ))}
    </div>
  )
}

interface DayProps {
  label: string
  value: string | undefined
  min?: string | undefined
  max?: string | undefined
  onChange: (value: string | undefined) => void
}

const Day = ({ label, value, min, max, onChange }: DayProps) => (
  <Input
    type="date"
    aria-label={label}
    value={value ?? ''}
    min={min}
    max={max}
    onChange={(event) => onChange(event.target.value || undefined)}
  />
)
