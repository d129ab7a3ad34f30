/** Reads YAML nodes with their lines and collects all problems instead of stopping at the first. */
import {
  LineCounter,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml'
import type { Place } from './model.ts'

export type Problems = string[]

/** What stands between two blanks. */
export interface Piece {
  text: string
  place: Place
}

/** A map of one rule file: every key is read by one of its methods, and what nobody read is a mistake. */
export class Fields {
  readonly file: YamlFile
  readonly node: YAMLMap
  private readonly read = new Set<string>()

  constructor(file: YamlFile, node: YAMLMap) {
    this.file = file
    this.node = node
  }

  get place(): Place {
    return this.file.place(this.node)
  }

  has(key: string): boolean {
    return this.node.has(key)
  }

  get(key: string): Node | null {
    this.read.add(key)
    return (this.node.get(key, true) as Node | undefined) ?? null
  }

  keys(): string[] {
    return this.node.items.map((pair) => (isScalar(pair.key) ? String(pair.key.value) : ''))
  }

  text(key: string): string {
    const node = this.get(key)
    if (isScalar(node) && typeof node.value === 'string' && node.value.trim() !== '') return node.value.trim()
    this.file.wrong(node ?? this.node, `${key} is missing or no text`, `write \`${key}: …\``)
    return ''
  }

  number(key: string, fallback: number | null, low: number, high: number): number {
    const node = this.get(key)
    if (node === null && fallback !== null) return fallback
    if (isScalar(node) && typeof node.value === 'number' && node.value >= low && node.value <= high)
      return node.value
    this.file.wrong(
      node ?? this.node,
      `${key} is missing or no number`,
      `write a number from ${low} to ${high}`,
    )
    return fallback ?? 0
  }

  flag(key: string): boolean {
    const node = this.get(key)
    if (node === null) return false
    if (isScalar(node) && typeof node.value === 'boolean') return node.value
    this.file.wrong(node, `${key} is neither true nor false`, 'write `true`, or leave the line out')
    return false
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T | null {
    const node = this.get(key)
    if (node === null) return null
    const value = isScalar(node) ? allowed.find((a) => a === node.value) : undefined
    if (value !== undefined) return value
    this.file.wrong(node, `${key} is not known`, `use one of ${allowed.join(', ')}`)
    return null
  }

  /** A text of words parted by blanks, or a list of such texts; an empty one is a mistake. */
  pieces(key: string): Piece[] {
    const node = this.get(key)
    if (node === null) return []
    const nodes = isSeq(node) && node.items.length > 0 ? (node.items as Node[]) : [node]
    return nodes.flatMap((n) => {
      const texts = wordsOf(n)
      if (texts.length > 0) return this.file.placed(n, texts)
      this.file.wrong(
        n ?? node,
        `${key} holds something that is no word`,
        'write words with blanks between them',
      )
      return []
    })
  }

  maps(key: string): Fields[] {
    const node = this.get(key)
    if (node === null) return []
    if (!isSeq(node)) {
      this.file.wrong(node, `${key} is no list`, 'begin each entry with `- `')
      return []
    }
    return node.items.flatMap((item) => {
      if (isMap(item)) return [new Fields(this.file, item)]
      this.file.wrong((item as Node | null) ?? node, `an entry of ${key} has no fields`, 'write `- name: …`')
      return []
    })
  }

  map(key: string): Fields | null {
    const node = this.get(key)
    if (node === null) return null
    if (isMap(node)) return new Fields(this.file, node)
    this.file.wrong(node, `${key} has no fields`, `write its fields indented below \`${key}:\``)
    return null
  }

  /** Complains of every field that no method has read. */
  finish(): void {
    for (const key of this.keys())
      if (!this.read.has(key))
        this.file.wrong(
          this.node.get(key, true) as Node,
          `unknown field ${key}`,
          `use ${[...this.read].join(', ')}`,
        )
  }
}

/** The words of a scalar; of a number its digits as they are written, for 0571 is no 571. */
function wordsOf(node: Node | null): string[] {
  if (!isScalar(node)) return []
  const text = typeof node.value === 'number' ? (node.source ?? `${node.value}`) : node.value
  return typeof text === 'string' ? text.split(/\s+/u).filter(Boolean) : []
}

interface Parsed {
  doc: Document
  lines: LineCounter
}

/** Reading YAML takes most of the time of compiling: whoever keeps a file and gives it again has it read once. */
const known = new WeakMap<object, Parsed>()

function parsedOf(file: { text: string }): Parsed {
  const before = known.get(file)
  if (before) return before
  const lines = new LineCounter()
  const parsed = { doc: parseDocument(file.text, { lineCounter: lines }), lines }
  known.set(file, parsed)
  return parsed
}

export class YamlFile {
  readonly name: string
  private readonly text: string
  private readonly lines: LineCounter
  private readonly problems: Problems
  readonly root: Fields | null

  constructor(file: { name: string; text: string }, problems: Problems) {
    const { doc, lines } = parsedOf(file)
    this.name = file.name
    this.text = file.text
    this.lines = lines
    this.problems = problems
    for (const error of doc.errors)
      this.say(
        error.linePos?.[0].line ?? 1,
        `no valid YAML: ${error.message.split('\n')[0] ?? ''}`,
        'mend this line',
      )
    const isGood = doc.errors.length === 0
    if (isGood && !isMap(doc.contents)) this.say(1, 'the file has no fields', 'begin with `category: …`')
    this.root = isGood && isMap(doc.contents) ? new Fields(this, doc.contents) : null
  }

  place(node: Node): Place {
    return this.placeAt(node.range?.[0] ?? 0)
  }

  private placeAt(offset: number): Place {
    return { file: this.name, line: this.lines.linePos(offset).line }
  }

  /** The pieces of a scalar, in their order, each with its own line. */
  placed(node: Node, texts: readonly string[]): Piece[] {
    const [start, end] = node.range ?? [0, 0]
    let at = start
    return texts.map((text) => {
      const found = this.text.indexOf(text, at)
      // With escapes a quoted text is written otherwise than it reads: it keeps the line before.
      if (found === -1 || found >= end) return { text, place: this.placeAt(at) }
      at = found + text.length
      return { text, place: this.placeAt(found) }
    })
  }

  wrong(node: Node, reason: string, remedy: string): void {
    this.say(this.place(node).line, reason, remedy)
  }

  say(line: number, reason: string, remedy: string): void {
    this.problems.push(`${this.name}:${line}: ${reason} — ${remedy}`)
  }
}
