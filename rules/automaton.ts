/** Finds all words of all rules in one pass, however many there are: two bits pass over most characters of a text. */
import { PARTED } from './table.ts'

/** What a scan finds in one text; kept and filled anew for each. */
export class Found {
  count = 0
  /** each found word by its index in the list that was compiled, and where it ends, exclusive */
  word = new Int32Array(64)
  end = new Int32Array(64)
  /** so many words of one character come first, then longer ones, each by where they begin; until `order` */
  singles = 0
  /** where pairs stand that may begin a word */
  readonly pairs = { at: new Int32Array(64) }
  private spare = { word: new Int32Array(64), end: new Int32Array(64) }

  clear(length: number): void {
    if (this.word.length < length) this.grow(length)
    if (this.pairs.at.length < length) this.pairs.at = new Int32Array(length * 2)
  }

  grow(least: number): void {
    const room = Math.max(least, this.word.length) * 2
    const [word, end] = [this.word, this.end]
    ;(this.word = new Int32Array(room)).set(word)
    ;(this.end = new Int32Array(room)).set(end)
    this.spare = { word: new Int32Array(room), end: new Int32Array(room) }
  }

  /** Puts what was found in the order of the ends, nested words longest first. */
  order(): void {
    const { word, end, singles, count, spare } = this
    // Longer words are nearly in order: one ends out of turn only where it begins inside another that goes on.
    for (let i = singles + 1; i < count; i++) {
      const [w, e] = [word[i] as number, end[i] as number]
      let to = i
      for (; to > singles && (end[to - 1] as number) > e; to--) {
        word[to] = word[to - 1] as number
        end[to] = end[to - 1] as number
      }
      word[to] = w
      end[to] = e
    }
    let [one, longer] = [0, singles]
    for (let i = 0; i < count; i++) {
      const isLonger = one === singles || (longer < count && (end[longer] as number) <= (end[one] as number))
      const from = isLonger ? longer++ : one++
      spare.word[i] = word[from] as number
      spare.end[i] = end[from] as number
    }
    this.spare = { word, end }
    this.word = spare.word
    this.end = spare.end
  }
}

export interface Automaton {
  /** Finds every occurrence that does not go across a clause (`gap` is PARTED before a unit that begins one). */
  scan(units: Uint16Array, gap: Uint8Array, length: number, found: Found): void
}

/** An open-addressing hash, which stays small where a dense table would take gigabytes; 0 is no value. */
class Hash {
  /** keys and their values by turns, so that one look at memory gets both */
  readonly slots: Int32Array
  readonly mask: number

  constructor(count: number) {
    let size = 16
    while (size < count * 4) size *= 2
    this.slots = new Int32Array(size * 2)
    this.mask = size * 2 - 2
  }

  /** The value of a key, which is made where it has none. */
  get(key: number, make: () => number): number {
    const { slots, mask } = this
    let slot = (hashOf(key) >>> 7) & mask
    while (slots[slot + 1] !== 0 && slots[slot] !== key) slot = (slot + 2) & mask
    if (slots[slot + 1] === 0) {
      slots[slot] = key
      slots[slot + 1] = make()
    }
    return slots[slot + 1] as number
  }

  /** The same in as little memory as serves: what is small stays near the processor. */
  tight(): Hash {
    const { slots } = this
    let count = 0
    for (let slot = 1; slot < slots.length; slot += 2) if (slots[slot] !== 0) count++
    const made = new Hash(count)
    for (let slot = 0; slot < slots.length; slot += 2)
      if (slots[slot + 1] !== 0) made.get(slots[slot] as number, () => slots[slot + 1] as number)
    return made
  }
}

const hashOf = (key: number): number => Math.imul(key, 0x9e3779b1)
/** Words begin with few of all the pairs of characters that texts hold; so few bits stay near the processor. */
const BITS = 17

const setBit = (bits: Uint8Array, bit: number): void =>
  void (bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7)))

/** Small numbers for the characters that stand third or later in words; 0 for all others. */
function symbolsOf(words: readonly string[]): { symbol: Uint16Array; count: number } {
  const symbol = new Uint16Array(65536)
  let count = 1
  for (const word of words)
    for (let i = 2; i < word.length; i++) {
      const code = word.charCodeAt(i)
      if (symbol[code] === 0) symbol[code] = count++
    }
  return { symbol, count }
}

/** The words as a tree of their beginnings: a node is a beginning of two characters or more, 0 is none. */
interface Tree {
  /** one bit for each pair of characters that begins a word; a few pairs share a bit, which costs a look-up */
  begins: Uint8Array
  pairs: Hash
  symbol: Uint16Array
  count: number
  /** node * count + symbol → node */
  edges: Hash
  /** for each node 1 where it has edges, and above that bit the word that it is, counted from 1 */
  node: Int32Array
  /** which characters are words by themselves, one bit each, and which words these are */
  single: Uint8Array
  singles: Int32Array
}

function plant(words: readonly string[]): Tree {
  const most = words.reduce((sum, w) => sum + Math.max(0, w.length - 1), 1)
  const { symbol, count } = symbolsOf(words)
  if (most * count > 0x7fffffff) throw new RangeError(`too many words for one automaton: ${words.length}`)
  const [begins, single] = [new Uint8Array(1 << (BITS - 3)), new Uint8Array(65536 >>> 3)]
  const [pairs, edges] = [new Hash(words.length), new Hash(most)]
  const [node, singles] = [new Int32Array(most), new Int32Array(65536)]
  let nodes = 1
  const make = (): number => nodes++
  words.forEach((w, index) => {
    if (w.length === 1) {
      setBit(single, w.charCodeAt(0))
      singles[w.charCodeAt(0)] = index
      return
    }
    const pair = (w.charCodeAt(0) << 16) | w.charCodeAt(1)
    setBit(begins, hashOf(pair) >>> (32 - BITS))
    let at = pairs.get(pair, make)
    for (let i = 2; i < w.length; i++) {
      node[at] = (node[at] as number) | 1
      at = edges.get(at * count + (symbol[w.charCodeAt(i)] as number), make)
    }
    node[at] = (node[at] as number) | ((index + 1) << 1)
  })
  return {
    begins,
    pairs: pairs.tight(),
    symbol,
    count,
    edges: edges.tight(),
    node: node.slice(0, nodes),
    single,
    singles,
  }
}

/** Compiles words (distinct, none empty) into an automaton; matching is exact, so fold words and text alike. */
export function compileAutomaton(words: readonly string[]): Automaton {
  const tree = plant(words)
  return {
    scan: (units, gap, length, found) => {
      found.clear(length)
      walk(tree, units, gap, length, found, begin(tree, units, length, found))
    },
  }
}

/** Finds the words of one character, and where pairs stand that may begin longer ones; returns how many pairs these are. */
function begin({ begins, single, singles }: Tree, units: Uint16Array, length: number, found: Found): number {
  const { word, end } = found
  const { at } = found.pairs
  let n = 0
  let pairs = 0
  let last = 0
  // Without branches: every place is written down, and kept only where its bit counts the list on.
  for (let i = 0; i < length; i++) {
    const unit = units[i] as number
    const bit = Math.imul((last << 16) | unit, 0x9e3779b1) >>> (32 - BITS)
    last = unit
    at[pairs] = i
    pairs += ((begins[bit >>> 3] as number) >>> (bit & 7)) & 1
    end[n] = i + 1
    n += ((single[unit >>> 3] as number) >>> (unit & 7)) & 1
  }
  for (let i = 0; i < n; i++) word[i] = singles[units[(end[i] as number) - 1] as number] as number
  found.count = n
  found.singles = n
  return pairs
}

/** Follows each pair as far as words go; look-ups are written out, since this runs for everything that is heard. */
function walk(
  tree: Tree,
  units: Uint16Array,
  gap: Uint8Array,
  length: number,
  found: Found,
  pairs: number,
): void {
  const { symbol, count, node } = tree
  const { slots: pairSlots, mask: pairMask } = tree.pairs
  const { slots, mask } = tree.edges
  const { at: places } = found.pairs
  let { word, end } = found
  let n = found.count
  for (let p = 0; p < pairs; p++) {
    let i = places[p] as number
    if (i === 0 || gap[i] === PARTED) continue
    const pair = ((units[i - 1] as number) << 16) | (units[i] as number)
    let slot = (Math.imul(pair, 0x9e3779b1) >>> 7) & pairMask
    while (pairSlots[slot + 1] !== 0 && pairSlots[slot] !== pair) slot = (slot + 2) & pairMask
    let at = pairSlots[slot + 1] as number
    while (at !== 0) {
      const is = node[at] as number
      if (is > 1) {
        if (n === word.length) {
          found.grow(n)
          ;({ word, end } = found)
        }
        word[n] = (is >>> 1) - 1
        end[n++] = i + 1
      }
      if ((is & 1) === 0 || ++i >= length || gap[i] === PARTED) break
      const s = symbol[units[i] as number] as number
      if (s === 0) break
      const key = at * count + s
      slot = (Math.imul(key, 0x9e3779b1) >>> 7) & mask
      while (slots[slot + 1] !== 0 && slots[slot] !== key) slot = (slot + 2) & mask
      at = slots[slot + 1] as number
    }
  }
  found.count = n
}
