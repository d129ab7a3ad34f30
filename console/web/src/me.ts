import { createContext, useContext } from 'react'
import type { Me } from '../../server/schemas.ts'

const MeContext = createContext<Me | null>(null)
export const MeProvider = MeContext.Provider

/** The one who is signed in. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe outside of a session')
  return me
}

/** The name of a category, also of one that only rules on trial know. */
export function useCategoryName(): (id: string) => string {
  const { categories, tried } = useMe()
  return (id) => [...categories, ...tried].find((c) => c.id === id)?.name ?? id
}
