import type { County } from '../../cases/county.ts'
import { placeName } from '../../cases/phrases.ts'

const SHOWN = 6

/** The detail of a row of the audit with names in place of ids; what is there no more keeps its id. */
export function namedDetail(action: string, detail: string, county: County): string {
  const [first = '', second = '', ...rest] = detail.split(' ')
  const named = (...words: string[]) => words.filter(Boolean).join(' ')
  switch (action) {
    case 'county':
      return named(first, [second, ...rest].map((id) => nameOf(first, id, county)).join(' '))
    case 'pause':
    case 'manual':
    case 'resume':
    case 'paste':
      return named(first, nameOf(first, second, county), ...rest)
    case 'rules-activate':
      return named(nameOf('area', first, county), versioned(second), ...rest)
    case 'rules-draft':
    case 'rules-import':
    case 'rules-export':
      return named(versioned(first), second, ...rest)
    // Enough of the message's id to tell it from another.
    case 'read':
      return named(first, `…${rest.join(' ').slice(-SHOWN)}`)
    default:
      return detail
  }
}

const versioned = (word: string) => (/^\d+$/.test(word) ? `v${word}` : word)

function nameOf(kind: string, id: string, county: County): string {
  const { directory, categories } = county
  const area = () => (directory.area(id) ? placeName(id, county) : undefined)
  const found: Record<string, () => string | null | undefined> = {
    area,
    office: () => directory.office(id)?.name,
    staff: () => directory.staffById(id)?.name,
    member: () => directory.memberName(id),
    group: () => directory.group(id)?.topic,
    dispatch: () => categories.get(id)?.name ?? area(),
    deadline: () => categories.get(id)?.name ?? area(),
  }
  return found[kind]?.() ?? id
}
