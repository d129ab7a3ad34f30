import { Tag } from 'antd'
import { t } from '../../language.ts'
import { daysName, FIGURE } from './words.ts'

interface Props {
  figure: string
  since?: string | undefined
  until?: string | undefined
  onRemove: () => void
}

/** In the ledger: that the list is the one behind a figure, until it is taken away. */
export function FigureChip({ figure, since, until, onRemove }: Props) {
  const name = FIGURE[figure as keyof typeof FIGURE] ?? figure
  const days = since && until ? ` ${daysName({ from: since, to: until })}` : ''
  return (
    <Tag color="cyan" closable onClose={onRemove} className="figure-chip">
      {t('看板：', 'Figure: ')}
      {name}
      {days}
    </Tag>
  )
}
