/** What a person can change of a rule file, with the paths to it. */
import { isScalar, type Node, type Pair, type YAMLMap } from 'yaml'
import type { RuleFile } from '../load.ts'
import {
  THRESHOLDS,
  TOP_LISTS,
  WORD_FIELDS,
  entriesOf,
  keyOf,
  lineAt,
  mapIn,
  numberIn,
  pairIn,
  pairsOf,
  rootOf,
  textIn,
  wordsIn,
  type Path,
} from './nodes.ts'

export interface BookList {
  path: Path
  line: number
  comment: string | null
  words: string[]
}
export interface BookRule extends Record<(typeof WORD_FIELDS)[number], string[]> {
  name: string
  path: Path
  line: number
  comment: string | null
  points: number
  within: number | null
  opening: string[]
  /** what else stands in it, as it is written */
  marks: { name: string; value: string }[]
}
export interface BookFile {
  file: string
  kind: 'categories' | 'category' | 'speech' | 'words' | 'spelling' | 'other'
  category: string | null
  lists: BookList[]
  rules: BookRule[]
  thresholds: Record<(typeof THRESHOLDS)[number], number> | null
}

const NOT_MARKS = new Set<string>([...WORD_FIELDS, 'name', 'points', 'within', 'opening'])

const commentOf = (node: { commentBefore?: string | null } | null): string | null =>
  node?.commentBefore?.trim() || null

function listOf(text: string, pair: Pair<Node, Node | null>, path: Path): BookList {
  const { key, value } = pair
  return { path, line: lineAt(text, key.range?.[0] ?? 0), comment: commentOf(key), words: wordsIn(value) }
}

function ruleOf(text: string, key: string, map: YAMLMap): BookRule {
  const name = textIn(map, 'name') ?? ''
  const words = (field: string): string[] => wordsIn(pairIn(map, field)?.value)
  return {
    name,
    path: [key, name],
    line: lineAt(text, map.range?.[0] ?? 0),
    comment: commentOf(map) ?? commentOf(pairsOf(map)[0]?.key ?? null),
    points: numberIn(map, 'points') ?? 0,
    within: numberIn(map, 'within'),
    words: words('words'),
    near: words('near'),
    all: words('all'),
    also: words('also'),
    none: words('none'),
    opening: words('opening'),
    marks: pairsOf(map).flatMap((pair) =>
      NOT_MARKS.has(keyOf(pair)) || !isScalar(pair.value)
        ? []
        : [{ name: keyOf(pair), value: String(pair.value.value) }],
    ),
  }
}

function kindOf(root: YAMLMap): BookFile['kind'] {
  if (pairIn(root, 'category')) return 'category'
  if (pairIn(root, 'categories')) return 'categories'
  if (pairIn(root, 'speech')) return 'speech'
  if (pairIn(root, 'alike') || pairIn(root, 'looks')) return 'spelling'
  return pairIn(root, 'sets') || pairIn(root, 'lexicon') ? 'words' : 'other'
}

/** Reads one file; of one that is no YAML there is nothing to change. */
export function bookOf({ name, text }: RuleFile): BookFile {
  const root = rootOf(text)
  if (!root) return { file: name, kind: 'other', category: null, lists: [], rules: [], thresholds: null }
  const top = TOP_LISTS.flatMap((key) => {
    const pair = pairIn(root, key)
    return pair ? [listOf(text, pair, [key])] : []
  })
  const named = mapIn(root, 'sets')
  const sets = named ? pairsOf(named).map((pair) => listOf(text, pair, ['sets', keyOf(pair)])) : []
  const numbers = mapIn(root, 'thresholds')
  return {
    file: name,
    kind: kindOf(root),
    category: textIn(root, 'category'),
    lists: [...top, ...sets],
    rules: ['rules', 'speech'].flatMap((key) => entriesOf(root, key).map((map) => ruleOf(text, key, map))),
    thresholds:
      numbers &&
      (Object.fromEntries(
        THRESHOLDS.map((key) => [key, numberIn(numbers, key) ?? 0]),
      ) as BookFile['thresholds']),
  }
}
