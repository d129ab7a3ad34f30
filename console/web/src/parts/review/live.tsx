import { useRef, type ReactNode } from 'react'
import type { Around, Card } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { useChanges } from '../../live.ts'

/** Of so many beats of the server one is heard: what is said beside a message does not press. */
const ONE_IN = 5

interface Props {
  card: Card
  children: (card: Card) => ReactNode
}

/** A card with what was said and sent beside it since it was taken. */
export function Live({ card, children }: Props) {
  const { account, message } = card
  const { data, error, reload } = useData<Around>(pathOf(['flags', account, message, 'around']), '')
  const beats = useRef(0)
  useChanges('flags', () => {
    if (beats.current++ % ONE_IN === 0 && !error) void reload()
  })
  return children(data ? { ...card, ...data } : card)
}
