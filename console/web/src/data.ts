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
  const { data, error, reload } = useLoader(
    path,
    tables,
    useCallback((signal) => get<T>(path, signal), [path]),
  )
  return { data, error, reload }
}

export interface Page<T> {
  items: T[]
  next: string | null
}

/**
 * A list that grows by pages. A beat asks for the first, and for the others only when that one is another now; `reload`
 * asks for as many as are shown.
 */
export function usePages<T, P extends Page<T>>(
  path: string,
  tables: string,
): Loaded<P> & { more(): Promise<void> } {
  const shown = useRef<{ path: string; pages: P[]; wanted: number }>({ path, pages: [], wanted: 1 })
  const load = useCallback(
    async (signal: AbortSignal, isBeat: boolean) => {
      if (shown.current.path !== path) shown.current = { path, pages: [], wanted: 1 }
      const { pages: old, wanted } = shown.current
      const first = await get<P>(path, signal)
      const pages = isBeat && isEqual(first, old[0]) ? [...old] : [first]
      for (let next = pages.at(-1)?.next; next && pages.length < wanted; next = pages.at(-1)?.next)
        pages.push(await get<P>(`${path}&after=${next}`, signal))
      shown.current = { path, pages, wanted: shown.current.wanted }
      return { ...first, items: pages.flatMap((page) => page.items), next: pages.at(-1)?.next ?? null }
    },
    [path],
  )
  const { beat, ...loaded } = useLoader(path, tables, load)
  const more = async () => {
    shown.current.wanted++
    await beat()
  }
  return { ...loaded, more }
}

type Load<T> = (signal: AbortSignal, isBeat: boolean) => Promise<T>

function useLoader<T>(key: string, tables: string, load: Load<T>) {
  const [state, setState] = useState<{ key: string; data: T | null; error: Error | null }>({
    key,
    data: null,
    error: null,
  })
  const running = useRef<AbortController | null>(null)
  const stale = useRef(false)
  // What is not there, or not for this person, is not asked for again at every beat.
  const gone = useRef(false)

  const run = useCallback(
    async (isBeat: boolean) => {
      running.current?.abort()
      const mine = (running.current = new AbortController())
      stale.current = gone.current = false
      try {
        const data = await load(mine.signal, isBeat)
        if (!mine.signal.aborted)
          setState((old) => (isSame(old, key, data) ? old : { key, data, error: null }))
      } catch (error) {
        if (!mine.signal.aborted) {
          gone.current = error instanceof ApiError && error.status === 404
          setState((old) => ({ key, data: old.key === key ? old.data : null, error: error as Error }))
        }
      }
      if (mine.signal.aborted) return
      running.current = null
      if (stale.current && !gone.current) void run(true)
    },
    [key, load],
  )
  const reload = useCallback(() => run(false), [run])
  const beat = useCallback(() => run(true), [run])
  // A slow answer is waited for, else changes that come faster than it would keep it away for ever.
  const refresh = useCallback(() => {
    if (running.current) stale.current = true
    else if (!gone.current) void beat()
  }, [beat])

  useEffect(() => {
    void reload()
    return () => running.current?.abort()
  }, [reload])
  useChanges(tables, refresh)
  const current = state.key === key
  return { data: current ? state.data : null, error: current ? state.error : null, reload, beat }
}

/** What is loaded at every beat is mostly what is shown already. */
const isSame = (old: { key: string; data: unknown; error: Error | null }, key: string, data: unknown) =>
  old.key === key && !old.error && isEqual(old.data, data)

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
