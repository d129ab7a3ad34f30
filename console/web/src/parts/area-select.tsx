import { Select } from 'antd'
import type { Area } from '../../../server/schemas.ts'
import { t } from '../language.ts'

interface Props {
  /** each before those below it */
  areas: Area[]
  id?: string
  value?: string
  onChange?: (code: string) => void
  className?: string
  allowClear?: boolean
  placeholder?: string
  'aria-label'?: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** One place of the tree, found by parts of the names on the way to it: 柳塘三 finds 柳塘村 › 三组. */
export function AreaSelect({ areas, ...field }: Props) {
  // What all of them share tells nothing, but a village keeps its name.
  const shared = Math.max(1, (areas[0]?.path.length ?? 0) - 1)
  const nameOf = (path: string[]) => path.slice(Math.min(shared, path.length - 1)).join(' › ')
  return (
    <Select
      placeholder={t('输入村、组的名字', 'Type a village or group')}
      {...field}
      showSearch={{ filterOption: (typed, option) => isWithin(typed, option?.label ?? '') }}
      options={areas.map(({ code, path }) => ({ value: code, label: nameOf(path) }))}
    />
  )
}

/** Whether all that was typed comes in this order. */
function isWithin(typed: string, label: string): boolean {
  let from = 0
  for (const letter of typed.replace(/\s/g, '')) {
    const at = label.indexOf(letter, from)
    if (at < 0) return false
    from = at + 1
  }
  return true
}
