import { useSyncExternalStore } from 'react'

let now = Date.now()
const listeners = new Set<() => void>()
let timer: number | undefined

const tick = () => {
  now = Date.now()
  listeners.forEach((listener) => listener())
}

/** One timer for all that is shown. */
function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    now = Date.now()
    timer = window.setInterval(tick, 30_000)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.clearInterval(timer)
  }
}

/** The time, moving on every half minute. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now)
