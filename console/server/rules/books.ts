import { bookOf, type BookFile } from '../../../rules/edit/book.ts'
import { diffFile } from '../../../rules/edit/diff.ts'
import { mistakeOf } from '../../../rules/edit/edit.ts'
import { parseCategories, RuleError, type RuleFile } from '../../../rules/load.ts'
import type { Category } from '../../../rules/verdict.ts'
import { WORDING } from '../../../store/keywords.ts'
import { hashOf, loadContent, readContent, type Content } from '../../../store/rules-files.ts'
import type { ConsoleDeps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { folderOf } from './tryout.ts'

/** The content of a version, or of the folder. */
export async function contentOf(deps: ConsoleDeps, from: number | 'folder'): Promise<Content> {
  if (from === 'folder') return readContent(folderOf(deps))
  const content = await loadContent(deps.pool, from)
  if (!content) throw notFound()
  return content
}

/** The files that a person edits. */
export const yamlOf = (content: Content): RuleFile[] =>
  [...content]
    .filter(([name]) => name.endsWith('.yaml') && name !== WORDING)
    .map(([name, bytes]) => ({ name, text: bytes.toString() }))

/** Reading a file takes milliseconds, and versions share most of theirs. */
const books = new Map<string, BookFile>()
const MOST_BOOKS = 300

function bookFor(name: string, bytes: Buffer): BookFile {
  const key = `${name} ${hashOf(bytes)}`
  const known = books.get(key)
  if (known) return known
  if (books.size >= MOST_BOOKS) books.clear()
  const book = bookOf({ name, text: bytes.toString() })
  books.set(key, book)
  return book
}

function categoriesOf(content: Content): Map<string, Category> {
  const bytes = content.get('categories.yaml')
  return bytes ? parseCategories({ name: 'categories.yaml', text: bytes.toString() }) : new Map()
}

/** What a person can change of a version, or why it cannot be read. */
export async function bookOfVersion(deps: ConsoleDeps, number: number | 'folder') {
  const content = await contentOf(deps, number)
  const files = [...content].filter(([name]) => name.endsWith('.yaml') && name !== WORDING)
  let categories = new Map<string, Category>()
  let mistakes: ReturnType<typeof mistakeOf>[] = []
  try {
    categories = categoriesOf(content)
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    mistakes = error.problems.map(mistakeOf)
  }
  const named = (id: string | null) => {
    const category = id === null ? undefined : categories.get(id)
    return id === null
      ? null
      : { id, name: category?.name ?? id, confidential: category?.confidential ?? false }
  }
  const shown = files.map(([name, bytes]) => {
    const book = bookFor(name, bytes)
    const lists = book.lists.map((list) => ({ ...list, path: [...list.path] }))
    const rules = book.rules.map((rule) => ({ ...rule, path: [...rule.path] }))
    return { ...book, lists, rules, category: named(book.category) }
  })
  return { files: shown, mistakes }
}

/** What differs between two versions, by file. */
export async function diffOf(deps: ConsoleDeps, from: number | 'folder', to: number) {
  const [before, after] = await Promise.all([contentOf(deps, from), contentOf(deps, to)])
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  const files = names.flatMap((name) => {
    const [old, fresh] = [before.get(name), after.get(name)]
    if (old && fresh && old.equals(fresh)) return []
    const change = old && fresh ? ('changed' as const) : old ? ('removed' as const) : ('added' as const)
    if (!name.endsWith('.yaml') || name === WORDING) return { file: name, change, lists: [], other: true }
    const fileOf = (bytes: Buffer | undefined) => (bytes ? { name, text: bytes.toString() } : null)
    const diff = diffFile(fileOf(old), fileOf(fresh))
    return diff ? { ...diff, lists: diff.lists.map((list) => ({ ...list, path: [...list.path] })) } : []
  })
  return { files }
}
