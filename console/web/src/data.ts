import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError, get } from './api.ts'
import { useChanges } from './live.ts'

export interface Loaded<T> {
  data: T | null
  error: Error | null
  reload(): Promise<void>
}

/** What a path answers, loaded anew whenever one of the tables may have changed; the old answer stays until then. */
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
  const stale = useRef(false)
  // What is not there, or not for this person, is not asked for again at every beat.
  const gone = useRef(false)

  const reload = useCallback(async () => {
    running.current?.abort()
    const mine = (running.current = new AbortController())
    stale.current = gone.current = false
    try {
      const data = await load(mine.signal)
      if (!mine.signal.aborted) setState((old) => (isSame(old, key, data) ? old : { key, data, error: null }))
    } catch (error) {
      if (!mine.signal.aborted) {
        gone.current = error instanceof ApiError && error.status === 404
        setState((old) => ({ key, data: old.key === key ? old.data : null, error: error as Error }))
      }
    }
    if (mine.signal.aborted) return
    running.current = null
    if (stale.current && !gone.current) void reload()
  }, [key, load])
  // A slow answer is waited for, else changes that come faster than it would keep it away for ever.
  const refresh = useCallback(() => {
    if (running.current) stale.current = true
    else if (!gone.current) void reload()
  }, [reload])

  useEffect(() => {
    void reload()
    return () => running.current?.abort()
  }, [reload])
  useChanges(tables, refresh)
  const current = state.key === key
  return { data: current ? state.data : null, error: current ? state.error : null, reload }
}

/** What is loaded at every beat is mostly what is shown already. */
const isSame = (old: { key: string; data: unknown; error: Error | null }, key: string, data: unknown) =>
  old.key === key && !old.error && JSON.stringify(old.data) === JSON.stringify(data)
