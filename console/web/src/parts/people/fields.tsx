import { Form, InputNumber, Select, Space } from 'antd'
import { useState } from 'react'
import type { Areas } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { AreaSelect } from '../area-select.tsx'

/** All areas, for those who may choose any. */
export const useAreas = () => useData<Areas>(pathOf(['areas']), 'world').data?.items ?? []

/** A place of the tree as a field of a form. */
export function AreaField({
  name,
  label,
  initial,
}: {
  name: string
  label: string
  initial: string | undefined
}) {
  const areas = useAreas()
  return (
    <Form.Item
      name={name}
      label={label}
      initialValue={initial}
      rules={[{ required: true, message: t('请选择', 'Choose one') }]}
    >
      <AreaSelect areas={areas} />
    </Form.Item>
  )
}

const UNITS = [
  { value: 'm', label: t('分钟', 'minutes') },
  { value: 'h', label: t('小时', 'hours') },
  { value: 'd', label: t('天', 'days') },
]

interface SpanProps {
  id?: string
  /** `24h`; empty: none */
  value?: string
  onChange?: (span: string | undefined) => void
  /** what may be chosen of m, h and d */
  units?: string
  label: string
}

/** A time as a number and a unit. */
export function SpanInput({ id, value, onChange, units = 'mhd', label }: SpanProps) {
  const [, amount = '', given] = /^(\d+)([mhd])$/.exec(value ?? '') ?? []
  // The unit may be chosen before there is a number.
  const [chosen, setChosen] = useState(units.at(-1)!)
  const unit = given ?? chosen
  const choose = (next: string) => {
    setChosen(next)
    if (amount) onChange?.(`${amount}${next}`)
  }
  const options = UNITS.filter((u) => units.includes(u.value))
  return (
    <Space.Compact>
      <InputNumber
        {...(id !== undefined && { id })}
        min={1}
        max={9999}
        precision={0}
        value={amount ? Number(amount) : null}
        onChange={(n) => onChange?.(n ? `${n}${unit}` : undefined)}
        aria-label={label}
      />
      <Select
        options={options}
        value={unit}
        onChange={choose}
        aria-label={t(`${label}的单位`, `Unit of ${label}`)}
        className="people-unit"
      />
    </Space.Compact>
  )
}
