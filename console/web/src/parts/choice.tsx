import { Select } from 'antd'

interface Props {
  label: string
  value: string | undefined
  options: { id: string; name: string }[]
  onChange: (value: string | undefined) => void
}

/** A filter: one of several, or none. */
export const Choice = ({ label, value, options, onChange }: Props) => (
  <Select
    aria-label={label}
    placeholder={label}
    allowClear
    showSearch={{ optionFilterProp: 'label' }}
    value={value}
    onChange={onChange}
    options={options.map(({ id, name }) => ({ value: id, label: name }))}
    popupMatchSelectWidth={false}
    className="filter"
  />
)
