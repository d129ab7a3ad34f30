import { Select } from 'antd'
import { useMe } from '../me.ts'

interface Props {
  id?: string
  value?: string
  onChange?: (id: string) => void
}

/** A category, or none: then the rules find it. */
export function CategorySelect(field: Props) {
  const { categories } = useMe()
  return (
    <Select
      {...field}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="自动判断"
      options={categories.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
