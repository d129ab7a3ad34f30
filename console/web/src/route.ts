import { useSyncExternalStore } from 'react'

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** The parts of the address behind `#/`. */
export function useRoute(): string[] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return hash.replace(/^#\//, '').split('/').filter(Boolean).map(decode)
}

export function go(...parts: string[]) {
  window.location.hash = hrefOf(...parts)
}

export const hrefOf = (...parts: string[]) => `#/${parts.map(encodeURIComponent).join('/')}`

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
