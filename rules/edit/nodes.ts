/** A rule file as its YAML nodes with their places in the text, for whoever reads or changes single lists of it. */
import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair, type YAMLMap } from 'yaml'

/** Names that lead to a list or a number: ['rules', 'no-water', 'near'], ['sets', '没水'], ['except']. */
export type Path = readonly string[]

/** The lists of rules and of ways of speaking that are words. */
export const WORD_FIELDS = ['words', 'near', 'all', 'also', 'none'] as const
export const TOP_LISTS = ['except', 'lexicon', 'alike', 'looks'] as const
export const THRESHOLDS = ['review', 'open', 'own', 'lead', 'speech'] as const
const RULES = ['rules', 'speech']

/** The fields of a file; null where it is none. */
export function rootOf(text: string): YAMLMap | null {
  const doc = parseDocument(text)
  return doc.errors.length === 0 && isMap(doc.contents) ? doc.contents : null
}

export const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '')
export const pairsOf = (map: YAMLMap): Pair<Node, Node | null>[] => map.items as Pair<Node, Node | null>[]
export const pairIn = (map: YAMLMap, key: string) => pairsOf(map).find((pair) => keyOf(pair) === key) ?? null
export const mapIn = (map: YAMLMap, key: string): YAMLMap | null => {
  const value = pairIn(map, key)?.value
  return isMap(value) ? value : null
}
/** The entries of `rules` or `speech`. */
export const entriesOf = (root: YAMLMap, key: string): YAMLMap[] => {
  const list = pairIn(root, key)?.value
  return isSeq(list) ? list.items.filter((item) => isMap(item)) : []
}
export const textIn = (map: YAMLMap, key: string): string | null => {
  const value = pairIn(map, key)?.value
  return isScalar(value) && typeof value.value === 'string' ? value.value.trim() : null
}
export const numberIn = (map: YAMLMap, key: string): number | null => {
  const value = pairIn(map, key)?.value
  return isScalar(value) && typeof value.value === 'number' ? value.value : null
}

/** The words of a value as they are written. */
export function wordsIn(value: Node | null | undefined): string[] {
  if (isSeq(value)) return (value.items as Node[]).flatMap(wordsIn)
  if (!isScalar(value)) return []
  const text = typeof value.value === 'number' ? (value.source ?? `${value.value}`) : value.value
  return typeof text === 'string' ? text.split(/\s+/u).filter(Boolean) : []
}

/** The map that holds what a path leads to, whether it is there or not; null where there can be none. */
export function holderOf(root: YAMLMap, path: Path): { map: YAMLMap; key: string } | null {
  const [first = '', second = '', third = ''] = path
  if (path.length === 1 && (TOP_LISTS as readonly string[]).includes(first)) return { map: root, key: first }
  if (path.length === 2 && (first === 'sets' || first === 'thresholds')) {
    const map = mapIn(root, first)
    return map && { map, key: second }
  }
  if (path.length !== 3 || !RULES.includes(first)) return null
  const entry = entriesOf(root, first).find((map) => textIn(map, 'name') === second)
  return entry ? { map: entry, key: third } : null
}

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
