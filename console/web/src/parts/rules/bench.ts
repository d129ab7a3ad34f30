import { createContext, useContext } from 'react'
import type { RuleVersion } from '../../../../server/schemas.ts'
import type { Change, Originals, Place } from './edits.ts'

/** What every list of the page knows: the version that is looked at, and how to change it. */
export interface Bench {
  version: RuleVersion
  originals: Originals
  /** what is done to a version that is none begins one */
  isDraft: boolean
  change(change: Change): void
  /** words that are typed and not yet added: their effect is shown already */
  onTyping(typed: Omit<Place, 'word'> & { words: string[] }): void
  /** where in the address this version is, if it is not the one that is worked on */
  number: number | null
  categoryOf(file: string): string
}

const BenchContext = createContext<Bench | null>(null)
export const BenchProvider = BenchContext.Provider

export function useBench(): Bench {
  const bench = useContext(BenchContext)
  if (!bench) throw new Error('useBench outside of the rules')
  return bench
}
