/** Where a case is about, learned after it was opened. */
import type { County } from './county.ts'
import { changeOf } from './handling.ts'
import type { Case, Change, Heard } from './model.ts'
import { placeName } from './phrases.ts'
import { dispatchNotice } from './replies.ts'
import { officeFor } from './routing.ts'
import { canMove, handOver, move } from './transitions.ts'

/** How long an answer to the question where it is may take, and how many characters it may have. */
const ANSWER_WINDOW = 24 * 3_600_000
const LONGEST_ANSWER = 15
/** Words of a need of its own, though a place stands beside them: 三组停水了. */
const TROUBLE = /[停坏断漏堵塌倒爆裂偷臭火淹黑烂修没冇不缺欠吵打?？]/

/** Whether somebody who was asked where it is answers just that; another text says something of its own. */
export function answersWhere(heard: Heard, c: Case, county: County): boolean {
  const { place: asked } = c.asked
  if (asked === undefined || c.placed || heard.at < asked || heard.at - asked > ANSWER_WINDOW) return false
  const isShort = [...heard.text].length <= LONGEST_ANSWER && !TROUBLE.test(heard.text)
  return isShort && county.findPlace(heard.text, c.area).found
}

/**
 * The change of a case of which nobody had named the place, by words that name one within its area; null where they do
 * not. An office that has not accepted it yet gives it to the one that handles it there; the deadline stays.
 */
export function locate(c: Case, heard: Heard, county: County): Change | null {
  const { directory, categories } = county
  const place = county.findPlace(heard.text, c.area)
  if (c.placed || !canMove(c, 'locate') || !place.found || !directory.isWithin(place.area, c.area))
    return null
  const found = { area: place.area, placed: true }
  const by = directory.staffByMember(heard.from ?? '')?.id ?? heard.from ?? 'system'
  const located = [{ type: 'located' as const, by, text: placeName(place.area, county) }]
  const office = c.confidential ? null : officeFor(directory, categories, c.category, place.area)
  if (!office || office.id === c.office || !isUntouched(c, county))
    return changeOf(c, move(c, 'locate', found, located, heard.at), [])
  const events = [...located, { type: 'assigned' as const, by: 'system' }]
  const moved = move(c, 'redirect', { ...found, ...handOver(c, office.id, heard.at) }, events, heard.at)
  return changeOf(c, moved, dispatchNotice(moved.case, county, heard.at, heard.group))
}

/** Whether nobody has accepted it, been late with it, or given it to another office than it was dispatched to. */
function isUntouched(c: Case, { directory, categories }: County): boolean {
  if (c.status === 'open') return true
  const dispatched = officeFor(directory, categories, c.category, c.area)
  return c.status === 'assigned' && !c.returned && !c.taken.length && c.office === dispatched?.id
}
