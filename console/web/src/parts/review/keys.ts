import { useEffect, useRef } from 'react'

/** What keys do while reviewing; `digit` has the number that was pressed. */
export interface ReviewKeys {
  next(): void
  previous(): void
  open(): void
  dismiss(): void
  join(): void
  category(): void
  place(): void
  secret(): void
  need(): void
  none(): void
  undo(): void
  list(): void
  help(): void
  cancel(): void
  digit(n: number): void
}

const KEYS: Record<string, Exclude<keyof ReviewKeys, 'digit'>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  o: 'open',
  x: 'dismiss',
  Delete: 'dismiss',
  m: 'join',
  c: 'category',
  p: 'place',
  s: 'secret',
  y: 'need',
  n: 'none',
  z: 'undo',
  l: 'list',
  '?': 'help',
  Escape: 'cancel',
}
const TYPING = 'input, textarea, select, [role="combobox"], [role="listbox"], [role="menu"], [role="dialog"]'
/** Enter presses buttons and opens reasons, arrows scroll; the other keys go on deciding wherever one is. */
const PRESSING = `${TYPING}, button, a, summary, [tabindex="0"]`
const PRESSED = new Set(['Enter', 'ArrowDown', 'ArrowUp'])

const isIn = ({ target }: Event, places: string) => target instanceof Element && !!target.closest(places)

/** Deciding without the mouse; keys that are meant for a field or a button are left to it. */
export function useReviewKeys(actions: ReviewKeys) {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Held down, Enter would press a button again and again.
      if (event.repeat && event.key === 'Enter' && !isIn(event, TYPING)) event.preventDefault()
      const others = PRESSED.has(event.key) ? PRESSING : TYPING
      if (isIn(event, others) || event.altKey || event.repeat) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const withControl = event.ctrlKey || event.metaKey
      if (withControl && key !== 'z') return
      const action = KEYS[key]
      if (action) latest.current[action]()
      else if (/^[1-9]$/.test(key)) latest.current.digit(Number(key))
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
