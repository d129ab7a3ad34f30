import { useSyncExternalStore } from 'react'
import { hrefOf, hrefWith } from './href.ts'

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

const useHash = () => useSyncExternalStore(subscribe, () => window.location.hash)

/** The parts of the address behind `#/`, without its query. */
export function useRoute(): string[] {
  const [path = ''] = useHash().split('?')
  return path.replace(/^#\//, '').split('/').filter(Boolean).map(decode)
}

/** What stands behind the `?` of the address. */
export function useQuery(): Record<string, string> {
  const [, query = ''] = useHash().split(/\?(.*)/s)
  return Object.fromEntries(new URLSearchParams(query))
}

export function go(...parts: string[]) {
  window.location.hash = hrefOf(...parts)
}

/** The same place with another query, which is no step to go back from. */
export const replaceWith = (place: string, query: Record<string, string | number | boolean | undefined>) =>
  window.location.replace(hrefWith(place, query))

/** What a list is searched for: it stands in the address, so that a link leads to the same, and is no step to go back from. */
export function useSearch(): [string, (search: string | undefined) => void] {
  const { search = '' } = useQuery()
  const set = (wanted: string | undefined) => {
    const [path] = window.location.hash.split('?')
    window.location.replace(`${path || '#/'}${wanted ? `?${new URLSearchParams({ search: wanted })}` : ''}`)
  }
  return [search, set]
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
