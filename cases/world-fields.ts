/** Reads the fields of YAML mappings with their lines; notes every mistake and goes on. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'

/** PostgreSQL knows no NUL, and no half of a pair. */
const UNSTORABLE = /[\0\ud800-\udfff]/u

export interface Problem {
  line: number
  reason: string
}

/** One YAML document being read, with all that was found wrong with it so far. */
export class Reading {
  readonly problems: Problem[] = []
  readonly #document: Document
  readonly #lines: LineCounter

  constructor(document: Document, lines: LineCounter) {
    this.#document = document
    this.#lines = lines
  }

  wrong(line: number, reason: string): void {
    this.problems.push({ line, reason })
  }

  lineOf(node: { range?: [number, number, number] | null } | null | undefined, otherwise: number): number {
    return node?.range ? this.#lines.linePos(node.range[0]).line : otherwise
  }

  /** The node behind an alias (`*name`), null for one that is left empty. */
  resolve(node: unknown): Node | null {
    const real = isAlias(node) ? node.resolve(this.#document) : (node as Node | null)
    return !real || (isScalar(real) && real.value === null) ? null : real
  }

  /** The mapping at `node`, or undefined and a problem. */
  fields(node: unknown, what: string, line: number): Fields | undefined {
    const real = this.resolve(node)
    if (isMap(real)) return new Fields(this, real, what, this.lineOf(real, line))
    this.wrong(this.lineOf(node as Node | null, line), `${what} must be fields with values: {key: value, …}`)
    return undefined
  }

  /** The items of the list at `node`; an empty value is an empty list. */
  items(node: unknown, what: string, line: number): unknown[] {
    const real = this.resolve(node)
    if (real === null) return []
    if (isSeq(real)) return real.items
    this.wrong(this.lineOf(real, line), `${what} must be a list, each item on a line that begins with "- "`)
    return []
  }
}

/** The fields of one mapping. What is asked for and wrong is noted; `done` notes what nobody has asked for. */
export class Fields {
  what: string
  readonly line: number
  readonly #reading: Reading
  readonly #pairs = new Map<string, Pair>()
  readonly #known = new Set<string>()
  readonly #wrong = new Set<string>()

  constructor(reading: Reading, map: YAMLMap, what: string, line: number) {
    this.#reading = reading
    this.what = what
    this.line = line
    for (const pair of map.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : ''
      this.#pairs.set(key, pair)
    }
  }

  lineOf(key: string): number {
    return this.#reading.lineOf(this.#pairs.get(key)?.key as Node | undefined, this.line)
  }

  wrong(key: string, reason: string): void {
    this.#wrong.add(key)
    this.#reading.wrong(this.lineOf(key), `${this.what}: ${reason}`)
  }

  /** Notes what a later look found, unless the value was wrong in itself. */
  unfit(key: string, reason: string): void {
    if (!this.#wrong.has(key)) this.#reading.wrong(this.lineOf(key), `${this.what}: ${reason}`)
  }

  has(key: string): boolean {
    return this.#node(key) !== null
  }

  /** The text of a field if it is one, without a word if not. */
  peek(key: string): string | null {
    const node = this.#node(key)
    return isScalar(node) && typeof node.value === 'string' ? node.value.trim() : null
  }

  /** The text of a required field, '' and a problem where it is missing or none. */
  text(key: string): string {
    if (this.has(key)) return this.#textOf(this.#node(key), key)
    this.wrong(key, `${key} is missing`)
    return ''
  }

  textOr(key: string, otherwise: string | null): string | null {
    return this.has(key) ? this.#textOf(this.#node(key), key) : otherwise
  }

  /** One of the given words; the first and a problem where it is none of them. */
  choice<T extends string>(key: string, words: readonly T[], otherwise?: T): T {
    if (otherwise !== undefined && !this.has(key)) return otherwise
    const word = this.text(key)
    const found = words.find((w) => w === word)
    if (word && !found) this.wrong(key, `${key} is "${word}", but must be one of ${words.join(', ')}`)
    return found ?? words[0]!
  }

  /** A list of texts without repetitions; null where the field is missing. */
  texts(key: string): string[] | null {
    const node = this.#node(key)
    if (node === null) return null
    if (!isSeq(node)) {
      this.wrong(key, `${key} must be a list in brackets: [one, two]`)
      return []
    }
    return this.#textsIn(node, key)
  }

  /** A required list of lists of texts, none of them empty. */
  textLists(key: string): string[][] {
    const node = this.#node(key)
    const lists = isSeq(node) ? node.items.map((item) => this.#reading.resolve(item)) : []
    if (node === null) this.wrong(key, `${key} is missing`)
    else if (!lists.length || !lists.every((list) => isSeq(list) && list.items.length))
      this.wrong(key, `${key} must be lists in a list, none of them empty: [[one, two], [three]]`)
    return lists.map((list) => (isSeq(list) ? this.#textsIn(list, key) : []))
  }

  /** The mapping at `key`, called `what` in messages. */
  fields(key: string, what: string): Fields | undefined {
    const pair = this.#pairs.get(key)
    this.#known.add(key)
    if (this.#node(key) === null) return undefined
    return this.#reading.fields(pair!.value, what, this.lineOf(key))
  }

  /** The items of a list of mappings. */
  items(key: string, what: string): Fields[] {
    const node = this.#node(key)
    const line = this.lineOf(key)
    return this.#reading
      .items(node, key, line)
      .flatMap((item) => this.#reading.fields(item, what, line) ?? [])
  }

  done(): void {
    for (const [key, pair] of this.#pairs) {
      if (this.#known.has(key)) continue
      const line = this.#reading.lineOf(pair.key as Node, this.line)
      const known = [...this.#known].join(', ')
      this.#reading.wrong(line, `${this.what}: unknown key "${key}"; the keys here are ${known}`)
    }
  }

  #node(key: string): Node | null {
    this.#known.add(key)
    return this.#reading.resolve(this.#pairs.get(key)?.value ?? null)
  }

  #textsIn(list: YAMLSeq, key: string): string[] {
    const texts = list.items.map((item) => this.#textOf(this.#reading.resolve(item), key))
    return [...new Set(texts)].filter((text) => text)
  }

  #textOf(node: Node | null, key: string): string {
    if (!isScalar(node) || typeof node.value !== 'string') {
      const quoted = isScalar(node) ? `: write "${node.source ?? String(node.value)}" in quotes` : ''
      this.wrong(key, `${key} must be a text${quoted}`)
      return ''
    }
    if (!node.value.trim()) this.wrong(key, `${key} is empty`)
    if (UNSTORABLE.test(node.value)) this.wrong(key, `${key} has a character that cannot be stored`)
    return node.value.trim()
  }
}
