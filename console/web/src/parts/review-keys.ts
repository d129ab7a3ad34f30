import { useEffect, useRef } from 'react'

export interface ReviewKeys {
  next(): void
  previous(): void
  open(): void
  dismiss(): void
}

const KEYS: Record<string, keyof ReviewKeys> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  o: 'open',
  x: 'dismiss',
  Delete: 'dismiss',
}
const TYPING =
  'input, textarea, select, button, a, [role="combobox"], [role="listbox"], [role="menu"], [role="dialog"]'
/** Enter opens and closes reasons, wherever else the other keys go on deciding. */
const PRESSING = `${TYPING}, summary`

/** Deciding without the mouse; keys that are meant for a field or a button are left to it. */
export function useReviewKeys(actions: ReviewKeys) {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      const others = event.key === 'Enter' ? PRESSING : TYPING
      const taken = event.target instanceof Element && event.target.closest(others)
      if (!action || taken || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      event.preventDefault()
      latest.current[action]()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
