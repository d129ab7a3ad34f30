import { Select } from 'antd'
import { t } from '../language.ts'
import { useCategories } from '../me.ts'

interface Props {
  id?: string
  value?: string
  onChange?: (id: string) => void
  placeholder?: string
}

/** A category, or none: then the rules find it. */
export function CategorySelect(field: Props) {
  const categories = useCategories(field.value)
  return (
    <Select
      placeholder={t('自动判断', 'By the rules')}
      {...field}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={categories.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
