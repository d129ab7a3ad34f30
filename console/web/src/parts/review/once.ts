import type { MouseEvent } from 'react'

/**
 * What makes a button decide, once. The second click of a double click would decide about the next card, which is under it by
 * then; and a button that a mouse has pressed does not keep the Enter that is meant for that card.
 */
export const once = (act: () => void) => ({
  onClick: ({ detail }: MouseEvent) => {
    if (detail <= 1) act()
  },
  onMouseDown: (event: MouseEvent) => event.preventDefault(),
})
