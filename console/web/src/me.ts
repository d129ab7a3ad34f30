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
  return (id) => named(id, [...categories, ...tried]).name
}

/** Categories to give: of the rules that run, and the one that is there already, though it be only on trial. */
export function useCategories(current: string | undefined): Me['categories'] {
  const { categories, tried } = useMe()
  return withCurrent(categories, current, tried)
}

/** Categories that cases can have: those on trial too, and `current`, which no rules may know any more. */
export function useCaseCategories(current: string | undefined): Me['categories'] {
  const { categories, tried } = useMe()
  return withCurrent([...categories, ...tried], current)
}

/** What can be chosen, with what is chosen; `known` may know its name, too. */
export function withCurrent(
  offered: Me['categories'],
  current: string | undefined,
  known: Me['tried'] = [],
): Me['categories'] {
  const isThere = current === undefined || offered.some(({ id }) => id === current)
  return isThere ? offered : [...offered, named(current, known)]
}

const named = (id: string, known: Me['categories']) => known.find((c) => c.id === id) ?? { id, name: id }
