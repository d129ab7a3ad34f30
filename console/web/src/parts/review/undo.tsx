import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { Card } from '../../../../server/schemas.ts'
import { COLON, t } from '../../language.ts'
import type { Done } from './hand.ts'
import { once } from './once.ts'

/** How a message begins, by which one knows it again. */
export const beginning = ({ text }: Card) => [...text].slice(0, 16).join('')

/** What was decided last, while it can be taken back. */
export function ReviewUndo({ done, onUndo, onTidy }: { done: Done; onUndo: () => void; onTidy: () => void }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => {
      setNow(Date.now())
      onTidy()
    }, 500)
    return () => window.clearInterval(timer)
  }, [onTidy])
  const seconds = Math.max(0, Math.ceil((done.until - now) / 1000))
  return (
    <div className="undo" role="status">
      <span>
        {done.says}
        {COLON}
        {beginning(done.card)}
      </span>
      <Button size="small" {...once(onUndo)}>
        {t('撤销', 'Undo')} <kbd>Z</kbd>
      </Button>
      <span aria-hidden="true">{t(`还剩 ${seconds} 秒`, `${seconds} s left`)}</span>
    </div>
  )
}
