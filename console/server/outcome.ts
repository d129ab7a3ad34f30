import type { Refused } from '../../store/acting.ts'
import { forbidden, notFound, refused } from './errors.ts'

/** The outcome of what staff wanted to do, if it is one. @throws Refusal 404, 403 or 409 */
export function done<T>(outcome: T | Refused): T {
  if (outcome === 'unseen') throw notFound()
  if (outcome === 'forbidden') throw forbidden()
  if (isRefused(outcome)) throw refused(outcome.refused)
  return outcome as T
}

const isRefused = (outcome: unknown): outcome is { refused: string } =>
  typeof outcome === 'object' && outcome !== null && 'refused' in outcome

/** The same in words, for one of many; null where it was done. */
export function reasonOf(outcome: 'done' | Refused): string | null {
  if (outcome === 'done') return null
  if (outcome === 'unseen') return notFound().message
  return outcome === 'forbidden' ? forbidden().message : outcome.refused
}
