import type { Channel } from './notify.ts'

/**
 * Passes on what `listenTo` hears within one process, by topic: the name of a table that changed, `outbox` for something
 * new to say, `world` for a new world, `*` when any of them may have changed.
 */
export interface Hub {
  hear(channel: Channel, payload: string): void
  /** returns what ends it */
  subscribe(listener: (topic: string) => void): () => void
}

export function createHub(): Hub {
  const listeners = new Map<symbol, (topic: string) => void>()
  return {
    hear(channel, payload) {
      const topic = channel === 'changed' ? payload || '*' : channel
      for (const listener of listeners.values()) listener(topic)
    },
    subscribe(listener) {
      const key = Symbol()
      listeners.set(key, listener)
      return () => void listeners.delete(key)
    },
  }
}
