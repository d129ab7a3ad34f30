import type { ReactNode } from 'react'
import type { Around, Card } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'

interface Props {
  card: Card
  children: (card: Card) => ReactNode
}

/** A card with what was said and sent beside it since it was taken. */
export function Live({ card, children }: Props) {
  const { account, message } = card
  const { data } = useData<Around>(pathOf(['flags', account, message, 'around']), 'flags')
  return children(data ? { ...card, ...data } : card)
}
