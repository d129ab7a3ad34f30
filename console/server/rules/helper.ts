import { Worker } from 'node:worker_threads'
import { hashOf, type Content } from '../../../store/rules-files.ts'
import type { Answered, Asked } from './asked.ts'

/** A running thread; each file is sent to it once. */
export interface Helper {
  ask<T>(asked: Asked): Promise<T>
  /** sends what of it the thread lacks; gives the keys of all */
  give(content: Content): Promise<string[]>
  /** how many files it was given so far */
  given(): number
  end(): Promise<void>
}

/** Starts the thread; `onError` hears of one that ends by itself. */
export function startHelper(onError: (error: Error) => void): Helper {
  const worker = new Worker(new URL('./thread.mjs', import.meta.url), { execArgv: [] })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const sent = new Set<string>()
  let last = 0
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('message', (answered: Answered) => {
    const asker = waiting.get(answered.id)
    waiting.delete(answered.id)
    if ('error' in answered) asker?.reject(new Error(answered.error))
    else asker?.resolve(answered.value)
  })
  worker.on('error', (error: Error) => {
    onError(error)
    failAll(error)
  })
  worker.on('exit', () => failAll(new Error('the thread that tries rules out has ended')))
  const ask = <T>(asked: Asked) =>
    new Promise<T>((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      worker.postMessage({ id, asked })
    })
  return {
    ask,
    async give(content) {
      const keys: string[] = []
      for (const [name, bytes] of content) {
        const key = `${name} ${hashOf(bytes)}`
        keys.push(key)
        if (sent.has(key)) continue
        await ask({ op: 'file', key, name, bytes })
        sent.add(key)
      }
      return keys
    },
    given: () => sent.size,
    async end() {
      await worker.terminate()
    },
  }
}
