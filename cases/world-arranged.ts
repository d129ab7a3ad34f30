/** The lists of a world file in which a county arranges things its own way, with what it takes back of them. */
import type { Fields } from './world-fields.ts'
import { readSpan } from './world-settings.ts'
import type { Removed, World } from './world.ts'

/** Reads the list at `key`, each item by `one`; `id` is the field by which messages call it. */
export type ReadList = <T extends object>(
  key: string,
  what: string,
  id: string,
  one: (item: Fields) => T,
) => T[]
type Arranged = Pick<World, 'dispatch' | 'deadlines' | 'answers'>

export function readArranged(read: ReadList): { arranged: Arranged; removed: Removed } {
  const dispatch = read('dispatch', 'dispatch', 'category', (f) => {
    const scope = { category: f.text('category'), area: f.text('area') }
    return isRemoved(f) ? scope : { ...scope, office: f.text('office') }
  })
  const deadlines = read('deadlines', 'deadline', 'category', (f) => {
    const scope = { category: f.textOr('category', null), area: f.textOr('area', null) }
    return isRemoved(f)
      ? scope
      : { ...scope, done: readSpan(f, 'done', null), accept: readSpan(f, 'accept', null) }
  })
  const answers = read('answers', 'answer', 'id', (f) => {
    const id = f.text('id')
    return isRemoved(f) ? { id } : { id, ...readAnswer(f) }
  })
  return {
    arranged: {
      dispatch: dispatch.filter((d) => 'office' in d),
      deadlines: deadlines.filter((d) => 'done' in d),
      answers: answers.filter((a) => 'text' in a),
    },
    removed: {
      dispatch: dispatch.filter((d) => !('office' in d)),
      deadlines: deadlines.filter((d) => !('done' in d)),
      answers: answers.filter((a) => !('text' in a)),
    },
  }
}

/** `remove: yes` needs no more than what names the entry. */
const isRemoved = (f: Fields) => f.choice('remove', ['no', 'yes'], 'no') === 'yes'

const readAnswer = (f: Fields) => ({
  category: f.textOr('category', null),
  area: f.textOr('area', null),
  words: f.textLists('words'),
  text: f.text('text'),
  source: f.text('source'),
})
