import type { YearView } from '../../../../server/schemas.ts'

/** The county's own days off and days worked. */
export type Own = YearView['calendar']
/** What a day is to become; null: what it is by the statutory calendar. */
type Wish = keyof Own | null
/** The days that were changed and are not saved yet. */
export type Wishes = ReadonlyMap<string, Wish>
export const NO_WISHES: Wishes = new Map()

const wishOf = (own: Own, day: string): Wish =>
  own.off.includes(day) ? 'off' : own.work.includes(day) ? 'work' : null

/** The county's own days as they would be saved. */
export function withWishes(own: Own, wishes: Wishes): Own {
  const listed = (kind: keyof Own) => [
    ...own[kind].filter((day) => !wishes.has(day)),
    ...[...wishes].flatMap(([day, wish]) => (wish === kind ? [day] : [])),
  ]
  return { off: listed('off').sort(), work: listed('work').sort() }
}

/** A day that is otherwise than by the statutory calendar (`works`) goes back to it, and the other way round. */
export function toggled(saved: Own, wishes: Wishes, { day, works }: { day: string; works: boolean }): Wishes {
  const isOwn = wishOf(withWishes(saved, wishes), day) !== null
  const wish = isOwn ? null : works ? 'off' : 'work'
  const others = [...wishes].filter(([other]) => other !== day)
  return new Map(wish === wishOf(saved, day) ? others : [...others, [day, wish]])
}
