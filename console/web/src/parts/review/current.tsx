import { useEffect, useRef, type ReactNode } from 'react'
import type { Card } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'

interface Props {
  card: Card
  /** whether a dialog has the keys */
  asking: boolean
  children: ReactNode
}

/** The card that is shown. With each one it is made anew, so that no button of the one before is left with the focus. */
export function Current({ card, asking, children }: Props) {
  const article = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!asking) article.current?.focus({ preventScroll: true })
    // On a telephone the buttons are below the words: whoever has pressed one begins at the top again.
    if (window.scrollY > 0) article.current?.scrollIntoView()
    // A dialog that closes gives the focus back itself.
  }, [])
  return (
    <article
      ref={article}
      tabIndex={-1}
      className={card.sample ? 'flag current sample' : 'flag current'}
      data-message={card.message}
      aria-label={t('这一条', 'This one')}
    >
      {children}
    </article>
  )
}
