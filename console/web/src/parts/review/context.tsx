import { useEffect, useRef } from 'react'
import type { Card } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { shortTime } from '../../time.ts'
import { WITHHELD } from '../../words.ts'
import { Highlight } from '../highlight.tsx'
import { idOf } from './hand.ts'

type Said = Card['before'][number]

/** The ten messages before and after, with the flagged one in the middle. */
export function ReviewContext({ card }: { card: Card }) {
  const { before, after } = card
  const id = idOf(card)
  const box = useRef<HTMLElement>(null)
  const here = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!box.current || !here.current) return
    const { offsetTop, offsetHeight } = here.current
    box.current.scrollTop = offsetTop + offsetHeight / 2 - box.current.clientHeight / 2
    // What comes later moves nobody who is reading.
  }, [id])
  if (card.group === null)
    return (
      <p className="muted">
        {t('私聊，不显示其他消息。', 'A private message: no others are shown beside it.')}
      </p>
    )
  return (
    <section className="context" ref={box} tabIndex={0} aria-label={t('前后消息', 'Messages around')}>
      <ol>
        {before.map((said, i) => (
          <Line key={`b${i}`} said={said} />
        ))}
        <li className="here" ref={here}>
          <span className="muted">
            {card.from ?? '—'} {shortTime(card.at)}
          </span>
          <p>
            <Highlight text={card.text} hits={card.hits} />
          </p>
        </li>
        {after.map((said, i) => (
          <Line key={`a${i}`} said={said} />
        ))}
      </ol>
    </section>
  )
}

const MEDIA: Record<string, string> = {
  image: t('[图片]', '[Picture]'),
  voice: t('[语音]', '[Voice]'),
  file: t('[文件]', '[File]'),
}

function Line({ said }: { said: Said }) {
  const media = MEDIA[said.type]
  return (
    <li>
      <span className="muted">
        {said.from ?? '—'} {said.staff && `· ${t('工作人员', 'staff')} `}
        {shortTime(said.at)}
      </span>
      <p>{[media, said.text ?? WITHHELD].filter(Boolean).join(' ')}</p>
    </li>
  )
}
