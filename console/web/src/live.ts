import { createContext, createElement, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { get } from './api.ts'

type Listener = (table: string) => void
interface Live {
  connected: boolean
  subscribe(listener: Listener): () => void
}

const LiveContext = createContext<Live>({ connected: true, subscribe: () => () => undefined })
const RETRY = 3000

/**
 * Keeps one stream of the server's events open and joins again when it is lost. A page that nobody looks at hears of nothing;
 * what it has missed it hears of when it is looked at again.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const listeners = useRef(new Set<Listener>())
  const [connected, setConnected] = useState(true)

  useEffect(() => {
    let source: EventSource | null = null
    let timer: number | undefined
    let lost = false
    const missed = new Set<string>()
    const tell = (table: string) =>
      document.hidden ? missed.add(table) : listeners.current.forEach((listener) => listener(table))
    const catchUp = () => {
      if (document.hidden) return
      const tables = [...missed]
      missed.clear()
      tables.forEach(tell)
    }
    const connect = () => {
      source = new EventSource('/api/events')
      source.onopen = () => {
        setConnected(true)
        // What happened in between was not heard, so all may be new.
        if (lost) tell('*')
        lost = false
      }
      source.addEventListener('changed', (event) => tell(String(event.data)))
      source.onerror = () => {
        lost = true
        setConnected(false)
        source?.close()
        timer = window.setTimeout(connect, RETRY)
        // A stream does not say why it ends; whoever is signed in no more learns it from this.
        get('/api/me').catch(() => undefined)
      }
    }
    connect()
    document.addEventListener('visibilitychange', catchUp)
    return () => {
      document.removeEventListener('visibilitychange', catchUp)
      source?.close()
      window.clearTimeout(timer)
    }
  }, [])

  const subscribe = useRef((listener: Listener) => {
    listeners.current.add(listener)
    return () => void listeners.current.delete(listener)
  }).current
  return createElement(LiveContext, { value: { connected, subscribe } }, children)
}

export const useConnected = () => useContext(LiveContext).connected

/** Calls back when one of the tables has changed. */
export function useChanges(tables: string, onChange: () => void) {
  const { subscribe } = useContext(LiveContext)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  useEffect(() => {
    const names = new Set(tables.split(' '))
    return subscribe((table) => {
      if (table === '*' || names.has(table)) latest.current()
    })
  }, [subscribe, tables])
}
