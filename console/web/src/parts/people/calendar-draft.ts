import { useState } from 'react'
import { useMe } from '../../me.ts'
import { NO_WISHES, type Wishes } from './calendar-days.ts'

const drafts = new Map<string, Wishes>()

const warn = (event: BeforeUnloadEvent) => event.preventDefault()

/** The days that a person has changed and not saved: they outlive the place where it is done, not the page. */
export function useDraftDays(): [Wishes, (wishes: Wishes) => void] {
  const { login } = useMe()
  const [wishes, setWishes] = useState(() => drafts.get(login) ?? NO_WISHES)
  const keep = (next: Wishes) => {
    if (next.size) drafts.set(login, next)
    else drafts.delete(login)
    if (drafts.size) window.addEventListener('beforeunload', warn)
    else window.removeEventListener('beforeunload', warn)
    setWishes(next)
  }
  return [wishes, keep]
}
