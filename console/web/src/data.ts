import { useCallback, useEffect, useRef, useState } from 'react'
import { get } from './api.ts'
import { useChanges } from './live.ts'

export interface Loaded<T> {
  data: T | null
  error: Error | null
  reload(): void
}

/** What a path answers, loaded anew whenever one of the tables changes; the old answer stays until the new one is there. */
export function useData<T>(path: string, tables: string): Loaded<T> {
  return useLoader(
    path,
    tables,
    useCallback((signal) => get<T>(path, signal), [path]),
  )
}

export interface Page<T> {
  items: T[]
  next: string | null
}

/** A list that grows by pages; a change loads anew as many as are shown. */
export function usePages<T, P extends Page<T>>(
  path: string,
  tables: string,
): Loaded<P> & { more(): Promise<void> } {
  const shown = useRef({ path, pages: 1 })
  const load = useCallback(
    async (signal?: AbortSignal) => {
      if (shown.current.path !== path) shown.current = { path, pages: 1 }
      let page = await get<P>(path, signal)
      const items = [...page.items]
      for (let i = 1; i < shown.current.pages && page.next; i++) {
        page = await get<P>(`${path}&after=${page.next}`, signal)
        items.push(...page.items)
      }
      return { ...page, items }
    },
    [path],
  )
  const loaded = useLoader(path, tables, load)
  const more = async () => {
    shown.current.pages++
    await loaded.reload()
  }
  return { ...loaded, more }
}

function useLoader<T>(key: string, tables: string, load: (signal?: AbortSignal) => Promise<T>) {
  const [state, setState] = useState<{ key: string; data: T | null; error: Error | null }>({
    key,
    data: null,
    error: null,
  })
  const running = useRef<AbortController | null>(null)

  const reload = useCallback(async () => {
    running.current?.abort()
    const mine = (running.current = new AbortController())
    try {
      const data = await load(mine.signal)
      if (!mine.signal.aborted) setState({ key, data, error: null })
    } catch (error) {
      if (!mine.signal.aborted)
        setState((old) => ({ key, data: old.key === key ? old.data : null, error: error as Error }))
    }
  }, [key, load])

  useEffect(() => {
    void reload()
    return () => running.current?.abort()
  }, [reload])
  useChanges(tables, reload)
  const current = state.key === key
  return { data: current ? state.data : null, error: current ? state.error : null, reload }
}
