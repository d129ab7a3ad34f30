/** Aho-Corasick over flat arrays: finds all words of all rules in one pass, however many there are. */

export interface Automaton {
  /**
   * Calls `found(word, end)` for every occurrence, in the order of their ends; `end` is exclusive, in units of the
   * text, and nested words are reported longest first. `word` is the index in the list that was compiled.
   */
  scan(units: Uint16Array, length: number, found: (word: number, end: number) => void): void
}

/** Edges as an open-addressing hash of (state, symbol), which stays small where a dense table would take gigabytes. */
class Edges {
  keys: Int32Array
  targets: Int32Array
  mask: number

  constructor(count: number) {
    let size = 16
    while (size < count * 2) size *= 2
    this.keys = new Int32Array(size).fill(-1)
    this.targets = new Int32Array(size)
    this.mask = size - 1
  }

  slot(key: number): number {
    let slot = Math.imul(key, 0x9e3779b1) >>> 7
    for (slot &= this.mask; this.keys[slot] !== -1 && this.keys[slot] !== key;) slot = (slot + 1) & this.mask
    return slot
  }

  get(key: number): number {
    const slot = this.slot(key)
    return this.keys[slot] === key ? (this.targets[slot] ?? 0) : 0
  }

  set(key: number, target: number): void {
    const slot = this.slot(key)
    this.keys[slot] = key
    this.targets[slot] = target
  }
}

/** Small numbers for the characters that occur in words; 0 for all others. */
function symbolsOf(words: readonly string[]): { symbol: Uint16Array; count: number } {
  const symbol = new Uint16Array(65536)
  let count = 1
  for (const word of words)
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i)
      if (symbol[code] === 0) symbol[code] = count++
    }
  return { symbol, count }
}

/** Compiles words (distinct, none empty) into an automaton; matching is exact, so fold words and text alike. */
export function compileAutomaton(words: readonly string[]): Automaton {
  const { symbol, count } = symbolsOf(words)
  const most = words.reduce((sum, w) => sum + w.length, 1)
  if (most * count > 0x7fffffff) throw new RangeError(`too many words for one automaton: ${words.length}`)
  const edges = new Edges(most)
  const parent = new Int32Array(most)
  const via = new Int32Array(most)
  const word = new Int32Array(most).fill(-1)
  let states = 1
  words.forEach((w, index) => {
    let state = 0
    for (let i = 0; i < w.length; i++) {
      const s = symbol[w.charCodeAt(i)] ?? 0
      const key = state * count + s
      let next = edges.get(key)
      if (next === 0) {
        next = states++
        edges.set(key, next)
        parent[next] = state
        via[next] = s
      }
      state = next
    }
    word[state] = index
  })
  const fail = new Int32Array(states)
  /** the nearest state on the way of failure that ends a word, 0 for none */
  const shorter = new Int32Array(states)
  for (const state of byDepth(parent, states)) {
    const s = via[state] ?? 0
    let f = state === 0 || parent[state] === 0 ? 0 : (fail[parent[state] ?? 0] ?? 0)
    if (state !== 0 && parent[state] !== 0) {
      while (f !== 0 && edges.get(f * count + s) === 0) f = fail[f] ?? 0
      f = edges.get(f * count + s)
    }
    fail[state] = f
    shorter[state] = word[f] === -1 || f === 0 ? (shorter[f] ?? 0) : f
  }
  // Most characters are read at the root, so its edges are a plain table.
  const root = Int32Array.from({ length: count }, (_, s) => edges.get(s))
  const flat = { symbol, count, edges, root, fail, shorter, word }
  return { scan: (units, length, found) => run(flat, units, length, found) }
}

function byDepth(parent: Int32Array, states: number): number[] {
  const depth = new Int32Array(states)
  // A state is made after its parent, so one pass in order of making finds every depth.
  for (let s = 1; s < states; s++) depth[s] = (depth[parent[s] ?? 0] ?? 0) + 1
  return Array.from({ length: states }, (_, s) => s).sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0))
}

interface Flat {
  symbol: Uint16Array
  count: number
  edges: Edges
  root: Int32Array
  fail: Int32Array
  shorter: Int32Array
  word: Int32Array
}

function run(
  flat: Flat,
  units: Uint16Array,
  length: number,
  found: (word: number, end: number) => void,
): void {
  const { symbol, count, edges, root, fail, shorter, word } = flat
  let state = 0
  for (let i = 0; i < length; i++) {
    const s = symbol[units[i] as number] as number
    let next = 0
    while (state !== 0 && next === 0) {
      next = s === 0 ? 0 : edges.get(state * count + s)
      if (next === 0) state = s === 0 ? 0 : (fail[state] as number)
    }
    state = next === 0 ? (root[s] as number) : next
    for (let at = state; at !== 0; at = shorter[at] as number)
      if (word[at] !== -1) found(word[at] as number, i + 1)
  }
}
