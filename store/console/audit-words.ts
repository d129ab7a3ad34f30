import type { County } from '../../cases/county.ts'
import { placeName } from '../../cases/phrases.ts'
import { isTextName, PLACES } from '../../cases/wording-text.ts'

const SHOWN = 6
const TITLE = 14

/** The detail of a row of the audit with names in place of ids; what is there no more keeps its id. */
export function namedDetail(action: string, detail: string, county: County): string {
  const [first = '', second = '', ...rest] = detail.split(' ')
  const named = (...words: string[]) => words.filter(Boolean).join(' ')
  switch (action) {
    case 'county':
      // A dispatch and a deadline have a category and an area.
      if (first === 'dispatch' || first === 'deadline')
        return named(first, ...[second, ...rest].map((id) => nameOf(first, id, county)))
      return named(first, nameOf(first, second, county), ...rest)
    case 'wording':
      return named(first, wordingTitle(first, county), second)
    case 'pause':
    case 'manual':
    case 'resume':
    case 'paste':
      return named(first, nameOf(first, second, county), ...rest)
    case 'rules-activate':
      return named(nameOf('area', first, county), versioned(second), ...rest)
    case 'rules-draft':
      return named(versioned(first), ...[second, ...rest].map((file) => fileName(file, county)))
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

const fileName = (file: string, { categories }: County): string =>
  categories.get(file.replace(/\.yaml$/, ''))?.name ?? file

/** What a text begins with, in one piece; its name where the program has it no more. */
function wordingTitle(name: string, { wording }: County): string {
  const text = isTextName(name) ? wording.defaults.get(name) : undefined
  if (text === undefined) return name
  const title = text.replace(PLACES, '…').replace(/\s/g, '')
  return title.length > TITLE ? `${title.slice(0, TITLE)}…` : title
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
