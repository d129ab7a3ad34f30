/** Changes of a rule file's text that leave every other character of it as it is: comments and layout survive. */
import { isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import { pairsOf } from './nodes.ts'

/** A line of words is broken when it would be longer than this, in characters. */
const WIDEST = 160

export const splice = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to)

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1
const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end + 1
}
const columnOf = (text: string, at: number): number => at - lineStart(text, at)

/** Where a value ends: of several lines at the end of the last that says something. */
const endOf = (text: string, node: Node): number => {
  const [start, end] = node.range ?? [0, 0]
  return start + text.slice(start, end).trimEnd().length
}

/** What YAML would take for something else than a text. */
const AMBIGUOUS = /^(?:~|null|true|false|[-+.]?\d[\d.eExo_]*)$/iu
const plain = (words: readonly string[]): string =>
  words.length === 1 && AMBIGUOUS.test(words[0] ?? '') ? `'${words[0]}'` : words.join(' ')

/** Words in lines of a block, each behind `indent`. */
function folded(words: readonly string[], indent: string): string {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length + 1 > WIDEST) lines.push(indent + word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines.join('\n')
}

/** What a new field holds: words or a number. */
export type Value = readonly string[] | number

/** `key: value` as it stands in a map of this kind; `column`: where its keys stand. */
function field(key: string, value: Value, column: number, inFlow: boolean): string {
  if (typeof value === 'number') return `${key}: ${value}`
  const line = `${key}: ${plain(value)}`
  if (inFlow || line.length <= WIDEST) return line
  return `${key}: >-\n${folded(value, ' '.repeat(column + 2))}`
}

/** The value of a list without some of its words and with others at its end. */
function rewritten(
  source: string,
  drop: ReadonlySet<string>,
  add: readonly string[],
  isBlock: boolean,
): string {
  const [head, ...body] = isBlock ? source.split('\n') : ['', ...source.split('\n')]
  const kept = body.flatMap((line) => {
    const words = line.split(/\s+/u).filter(Boolean)
    if (!words.some((word) => drop.has(word))) return [line]
    const left = words.filter((word) => !drop.has(word))
    return left.length > 0 ? [(/^\s*/u.exec(line)?.[0] ?? '') + left.join(' ')] : []
  })
  const indent = /^\s*/u.exec(body.find((line) => line.trim() !== '') ?? '')?.[0] ?? ''
  for (const word of add) {
    const last = kept.at(-1)
    if (last === undefined || (isBlock && last.length + word.length + 1 > WIDEST)) kept.push(indent + word)
    else kept[kept.length - 1] = last.trim() === '' ? last + word : `${last} ${word}`
  }
  return isBlock ? [head, ...kept].join('\n') : kept.join('\n')
}

/** Changes the words of a value in place; the text must have one word at the least afterwards. */
export function changeWords(
  text: string,
  value: Node,
  drop: ReadonlySet<string>,
  add: readonly string[],
): string {
  if (isSeq(value)) {
    const items = value.items as Node[]
    // From the last on, so that the places of those before stay right.
    return items.reduceRight(
      (made, item, i) => changeWords(made, item, drop, i === items.length - 1 ? add : []),
      text,
    )
  }
  const [start] = value.range ?? [0]
  const end = endOf(text, value)
  const type = isScalar(value) ? value.type : undefined
  const isBlock = type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL'
  const quote = type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE' ? 1 : 0
  const source = text.slice(start + quote, end - quote)
  return splice(text, start + quote, end - quote, rewritten(source, drop, add, isBlock))
}

/** Puts a field behind another one of the map, or behind its last one. */
export function addField(
  text: string,
  map: YAMLMap,
  behind: Pair<Node, Node | null> | null,
  key: string,
  value: Value,
): string {
  const pairs = pairsOf(map)
  const after = behind ?? pairs.at(-1)
  if (!after) return text
  const end = endOf(text, after.value ?? after.key)
  if (map.flow) return splice(text, end, end, `, ${field(key, value, 0, true)}`)
  const column = columnOf(text, after.key.range?.[0] ?? 0)
  const at = lineEnd(text, end)
  const gap = text.slice(0, at).endsWith('\n') ? '' : '\n'
  return splice(text, at, at, `${gap}${' '.repeat(column)}${field(key, value, column, false)}\n`)
}

/** The start of the comment lines right above a line, at the same column. */
function withComments(text: string, start: number, column: number): number {
  let from = start
  while (from > 0) {
    const above = lineStart(text, from - 1)
    if (!text.slice(above, from).startsWith(`${' '.repeat(column)}#`)) break
    from = above
  }
  return from
}

/** Takes a field away, with the comment that stands above it. */
export function dropField(text: string, map: YAMLMap, pair: Pair<Node, Node | null>): string {
  const start = pair.key.range?.[0] ?? 0
  const end = endOf(text, pair.value ?? pair.key)
  if (map.flow) {
    const before = /,\s*$/u.exec(text.slice(0, start))
    return splice(text, before ? before.index : start, end, '')
  }
  const from = withComments(text, lineStart(text, start), columnOf(text, start))
  return splice(text, from, lineEnd(text, end), '')
}

/** Takes an entry of a list away, with the comment that stands above it. */
export function dropEntry(text: string, entry: YAMLMap): string {
  const start = lineStart(text, entry.range?.[0] ?? 0)
  const column = /^\s*/u.exec(text.slice(start))?.[0].length ?? 0
  return splice(text, withComments(text, start, column), lineEnd(text, endOf(text, entry)), '')
}

/** Puts an entry with these fields behind the last one of a list. */
export function addEntry(text: string, last: YAMLMap, fields: readonly [string, Value][]): string {
  const start = lineStart(text, last.range?.[0] ?? 0)
  const indent = /^\s*/u.exec(text.slice(start))?.[0] ?? ''
  const at = lineEnd(text, endOf(text, last))
  const gap = text.slice(0, at).endsWith('\n') ? '' : '\n'
  const lines = fields.map(
    ([key, value], i) => `${indent}${i === 0 ? '- ' : '  '}${field(key, value, indent.length + 2, false)}`,
  )
  return splice(text, at, at, `${gap}${lines.join('\n')}\n`)
}
