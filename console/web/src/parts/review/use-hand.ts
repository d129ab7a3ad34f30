import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Card, FlagKey, Taken } from '../../../../server/schemas.ts'
import { pathOf, post } from '../../api.ts'
import { useChanges } from '../../live.ts'
import { createHand, keyOf } from './hand.ts'

/** For how long the server lets one take back a decision, in ms. */
export const UNDO = 10_000
/** ms between two looks that keep what one has, well within the time for which it is lent */
const KEEP = 60_000
/** What tells that somebody is there. */
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll']

/** The cards of this reviewer; `waiting` is how many wait there as far as is known. */
export function useHand(
  area: string | undefined,
  waiting: number,
  refused: (message: string, card?: Card) => void,
) {
  const [hand] = useState(() =>
    createHand(
      {
        take: (hand, want, first) =>
          post<Taken>('/api/review/take', { hand, want, ...(area && { area }), ...(first && { first }) }),
        undo: ({ account, message }) => post(pathOf(['flags', account, message, 'undo'])),
        back: giveBack,
        refused,
      },
      Date.now,
    ),
  )
  const state = useSyncExternalStore(hand.subscribe, hand.state)
  useEffect(() => {
    hand.open()
    void hand.refill()
    const keep = () => hand.keep(document.hidden)
    const timer = window.setInterval(keep, KEEP)
    const page = new AbortController()
    const { signal } = page
    window.addEventListener('pagehide', () => giveBack(hand.state().cards), { signal })
    // What was given back when the page was left may be had again, if he comes back to it.
    window.addEventListener(
      'pageshow',
      ({ persisted }) => {
        if (!persisted) return
        hand.touch()
        void hand.refill()
      },
      { signal },
    )
    document.addEventListener('visibilitychange', keep, { signal })
    for (const sign of SIGNS)
      window.addEventListener(sign, hand.touch, { signal, capture: true, passive: true })
    return () => {
      window.clearInterval(timer)
      page.abort()
      hand.close()
    }
  }, [hand])
  // What is new, or given back by others, is asked for while there are too few.
  const look = () => {
    if (waiting > hand.state().cards.length) void hand.top()
  }
  useChanges('flags', look)
  useEffect(look, [hand, waiting])
  return { hand, state }
}

export type Hands = ReturnType<typeof useHand>

/** Also while the page is being left, when no answer can be waited for. */
function giveBack(hand: readonly FlagKey[]) {
  if (hand.length === 0) return
  void fetch('/api/review/back', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json', 'x-requested-with': 'xunqun' },
    body: JSON.stringify({ hand: hand.map(keyOf) }),
  }).catch(() => undefined)
}
