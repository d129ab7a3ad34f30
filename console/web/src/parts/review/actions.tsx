import { Button } from 'antd'
import type { Card } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { once } from './once.ts'
import { REASONS } from './reasons.ts'

interface Props {
  card: Card
  onOpen: () => void
  onDismiss: (reason: number) => void
  onJoin: () => void
}

/** The decisions, each with its key; a sample has keys of its own, which no habit presses. */
export function ReviewActions({ card, onOpen, onDismiss, onJoin }: Props) {
  const join = (
    <Button {...once(onJoin)}>
      {t('并入', 'Join')} <kbd>M</kbd>
    </Button>
  )
  if (card.sample)
    return (
      <div className="decide">
        <div className="actions">
          <Button {...once(() => onDismiss(0))}>
            {t('没有', 'Nobody')} <kbd>N</kbd>
          </Button>
          <Button {...once(onOpen)}>
            {t('需要，立案', 'Somebody: open')} <kbd>Y</kbd>
          </Button>
          {join}
        </div>
      </div>
    )
  return (
    <div className="decide">
      <div className="actions">
        <Button type="primary" {...once(onOpen)}>
          {t('立案', 'Open')} <kbd>↵</kbd>
        </Button>
        <Button {...once(() => onDismiss(0))}>
          {t('忽略', 'Dismiss')} <kbd>X</kbd>
        </Button>
        {join}
      </div>
      <div className="reasons" role="group" aria-label={t('忽略的原因', 'Why it is dismissed')}>
        <span className="muted">{t('忽略，因为', 'Dismiss as')}</span>
        {REASONS.map(({ id, name }, i) => (
          <button type="button" key={id} {...once(() => onDismiss(i))}>
            <kbd>{i + 1}</kbd> {name}
          </button>
        ))}
      </div>
    </div>
  )
}
