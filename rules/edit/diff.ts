/** What differs between two rule files, as a person reads it. */
import type { RuleFile } from '../load.ts'
import { bookOf, type BookFile } from './book.ts'
import { WORD_FIELDS, type Path } from './nodes.ts'

export interface ListDiff {
  path: Path
  added: string[]
  removed: string[]
  /** null where it is no number */
  number: { from: number | null; to: number | null } | null
}
export interface FileDiff {
  file: string
  change: 'added' | 'removed' | 'changed'
  lists: ListDiff[]
  /** something differs that is neither a list nor a number: marks, comments, layout */
  other: boolean
}

interface Flat {
  lists: Map<string, { path: Path; words: string[] }>
  numbers: Map<string, { path: Path; number: number | null }>
}

const NOTHING: BookFile = { file: '', kind: 'other', category: null, lists: [], rules: [], thresholds: null }

function flat({ lists, rules, thresholds }: BookFile): Flat {
  const words = [
    ...lists.map(({ path, words }) => ({ path, words })),
    ...rules.flatMap((rule) =>
      [...WORD_FIELDS, 'opening' as const].map((key) => ({ path: [...rule.path, key], words: rule[key] })),
    ),
  ]
  const numbers = [
    ...rules.flatMap(({ path, points, within }) => [
      { path: [...path, 'points'], number: points },
      { path: [...path, 'within'], number: within },
    ]),
    ...Object.entries(thresholds ?? {}).map(([key, number]) => ({ path: ['thresholds', key], number })),
  ]
  const byPath = <T extends { path: Path }>(all: T[]) => new Map(all.map((one) => [one.path.join('\n'), one]))
  return { lists: byPath(words), numbers: byPath(numbers) }
}

const without = (words: readonly string[] = [], others: readonly string[] = []): string[] => {
  const known = new Set(others)
  return [...new Set(words)].filter((word) => !known.has(word))
}

function listsOf(before: Flat, after: Flat): ListDiff[] {
  const keys = <T>(a: Map<string, T>, b: Map<string, T>) => [...new Set([...a.keys(), ...b.keys()])]
  const words = keys(before.lists, after.lists).flatMap((key): ListDiff[] => {
    const [old, fresh] = [before.lists.get(key), after.lists.get(key)]
    const added = without(fresh?.words, old?.words)
    const removed = without(old?.words, fresh?.words)
    if (added.length === 0 && removed.length === 0) return []
    return [{ path: (fresh ?? old)!.path, added, removed, number: null }]
  })
  const numbers = keys(before.numbers, after.numbers).flatMap((key): ListDiff[] => {
    const [old, fresh] = [before.numbers.get(key), after.numbers.get(key)]
    const [from, to] = [old?.number ?? null, fresh?.number ?? null]
    return from === to ? [] : [{ path: (fresh ?? old)!.path, added: [], removed: [], number: { from, to } }]
  })
  return [...words, ...numbers]
}

/** What the rules that both have are marked with. */
function marksOf({ rules, category }: BookFile, other: BookFile): string {
  const names = new Set(other.rules.map(({ name }) => name))
  return JSON.stringify([
    category,
    rules.flatMap(({ name, marks }) => (names.has(name) ? [[name, marks]] : [])),
  ])
}

/** Null where they are the same to the last character; `before` or `after` null: the file is not there. */
export function diffFile(before: RuleFile | null, after: RuleFile | null): FileDiff | null {
  if (before?.text === after?.text) return null
  const [old, fresh] = [before ? bookOf(before) : NOTHING, after ? bookOf(after) : NOTHING]
  const lists = listsOf(flat(old), flat(fresh))
  return {
    file: (after ?? before)!.name,
    change: before === null ? 'added' : after === null ? 'removed' : 'changed',
    lists,
    other: marksOf(old, fresh) !== marksOf(fresh, old) || lists.length === 0,
  }
}
