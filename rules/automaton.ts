/**
 * Finds all words of all rules in one pass over a text, however many words there are.
 *
 * A word of two characters or more is found by its first two, and then character by character along a tree of all words:
 *
 * 1. one bit says whether a pair of characters may begin a word (`mayBegin`); most pairs of a text end here,
 * 2. a look-up gives the node of the pair (`pairs`),
 * 3. a look-up for each further character gives the node after it (`edges`), until there is none.
 *
 * A word of one character has a bit and a table of its own (`isSingle`, `singles`).
 */
import { RuleError } from './error.ts'
import type { Found } from './found.ts'
import { Hash, hashOf } from './hash.ts'
import { PARTED } from './table.ts'

export interface Automaton {
  /** Fills `found` with every occurrence that does not go across a clause (`gap` is PARTED before a unit that begins one). */
  scan(units: Uint16Array, gap: Uint8Array, length: number, found: Found): void
}

/** Pairs share 2^17 bits by their hashes: 16 KB stay near the processor, and a pair taken for another costs a look-up only. */
const PAIR_BITS = 17
const UNITS = 65536
/** Keys of `edges` are numbers of 31 bits. */
const MOST_KEYS = 0x7fffffff

const pairOf = (first: number, second: number): number => (first << 16) | second
const bitOf = (pair: number): number => hashOf(pair) >>> (32 - PAIR_BITS)
const isSet = (bits: Uint8Array, bit: number): number => ((bits[bit >>> 3] as number) >>> (bit & 7)) & 1
function set(bits: Uint8Array, bit: number): void {
  bits[bit >>> 3] = (bits[bit >>> 3] as number) | (1 << (bit & 7))
}

/** In `nodes`: longer words go on from here; above this bit stands the word that ends here, counted from 1. */
const GOES_ON = 1
const WORD_SHIFT = 1

/** All words by their beginnings. Nodes are numbered from 1, one for each beginning of two characters or more. */
interface Tree {
  /** one bit each for the hashes of the pairs that begin a word */
  mayBegin: Uint8Array
  /** the first two characters → node */
  pairs: Hash
  /** the key of a node and a symbol → the node after it */
  edges: Hash
  /** small numbers for the characters that stand third or later in words, so that keys stay small; 0 for all others */
  symbol: Uint16Array
  symbols: number
  /** for each node GOES_ON and its word */
  nodes: Int32Array
  /** one bit each for the characters that are words by themselves, and which words these are */
  isSingle: Uint8Array
  singles: Int32Array
}

const edgeKey = (node: number, symbol: number, symbols: number): number => node * symbols + symbol

/** @throws RuleError when there are more words than keys for them */
function emptyTree(words: readonly string[]): Tree {
  const symbol = new Uint16Array(UNITS)
  let symbols = 1
  for (const word of words)
    for (let i = 2; i < word.length; i++)
      if (symbol[word.charCodeAt(i)] === 0) symbol[word.charCodeAt(i)] = symbols++
  const most = words.reduce((sum, w) => sum + Math.max(0, w.length - 1), 1)
  if (most * symbols > MOST_KEYS)
    throw new RuleError([`the rules have too many words (${words.length}) — leave some out`])
  return {
    mayBegin: new Uint8Array(1 << (PAIR_BITS - 3)),
    pairs: new Hash(words.length),
    edges: new Hash(most),
    symbol,
    symbols,
    nodes: new Int32Array(most),
    isSingle: new Uint8Array(UNITS >>> 3),
    singles: new Int32Array(UNITS),
  }
}

function grow(words: readonly string[]): Tree {
  const tree = emptyTree(words)
  const { mayBegin, pairs, edges, symbol, symbols, nodes, isSingle, singles } = tree
  let count = 1
  const nodeIn = (hash: Hash, key: number): number => {
    const known = hash.get(key)
    if (known !== 0) return known
    hash.add(key, count)
    return count++
  }
  words.forEach((word, number) => {
    const first = word.charCodeAt(0)
    if (word.length === 1) {
      set(isSingle, first)
      singles[first] = number
      return
    }
    const pair = pairOf(first, word.charCodeAt(1))
    set(mayBegin, bitOf(pair))
    let node = nodeIn(pairs, pair)
    for (let i = 2; i < word.length; i++) {
      nodes[node] = (nodes[node] as number) | GOES_ON
      node = nodeIn(edges, edgeKey(node, symbol[word.charCodeAt(i)] as number, symbols))
    }
    nodes[node] = (nodes[node] as number) | ((number + 1) << WORD_SHIFT)
  })
  return { ...tree, pairs: pairs.tight(), edges: edges.tight(), nodes: nodes.slice(0, count) }
}

/**
 * Compiles words (distinct, none empty) into an automaton; matching is exact, so fold words and text alike.
 * @throws RuleError when there are too many
 */
export function compileAutomaton(words: readonly string[]): Automaton {
  const tree = grow(words)
  return {
    scan: (units, gap, length, found) => {
      found.reserve(length)
      const pairs = findBeginnings(tree, units, length, found)
      findLonger(tree, units, gap, length, pairs, found)
    },
  }
}

/**
 * Finds the words of one character, and the pairs that may begin longer ones.
 * @returns how many pairs these are; `found.pairs` has the place of the second character of each
 */
function findBeginnings(tree: Tree, units: Uint16Array, length: number, found: Found): number {
  const { mayBegin, isSingle, singles } = tree
  const { word, end, pairs: places } = found
  let count = 0
  let pairs = 0
  let last = 0
  // Without branches: every place is written down, and kept only where its bit counts the list on.
  for (let i = 0; i < length; i++) {
    const unit = units[i] as number
    places[pairs] = i
    pairs += isSet(mayBegin, bitOf(pairOf(last, unit)))
    end[count] = i + 1
    count += isSet(isSingle, unit)
    last = unit
  }
  for (let i = 0; i < count; i++) word[i] = singles[units[(end[i] as number) - 1] as number] as number
  found.count = count
  found.singles = count
  return pairs
}

/** Follows each pair along the tree as far as words go. */
function findLonger(
  { pairs: nodeOfPair, edges, symbol, symbols, nodes }: Tree,
  units: Uint16Array,
  gap: Uint8Array,
  length: number,
  pairs: number,
  found: Found,
): void {
  const { pairs: places } = found
  for (let p = 0; p < pairs; p++) {
    let i = places[p] as number
    // The first character of a text or a clause ends no pair.
    if (i === 0 || gap[i] === PARTED) continue
    let node = nodeOfPair.get(pairOf(units[i - 1] as number, units[i] as number))
    while (node !== 0) {
      const is = nodes[node] as number
      if (is >>> WORD_SHIFT !== 0) found.add((is >>> WORD_SHIFT) - 1, i + 1)
      if ((is & GOES_ON) === 0 || ++i >= length || gap[i] === PARTED) break
      const next = symbol[units[i] as number] as number
      if (next === 0) break
      node = edges.get(edgeKey(node, next, symbols))
    }
  }
}
