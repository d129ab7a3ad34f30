/** What each UTF-16 unit becomes when folded: one table, built once, so that folding a text is a look-up a unit. */
import { Converter } from 'opencc-js/t2cn'

/** The unit is left out. */
export const SKIP = 0
/** The unit becomes several, or is half of a pair: look further. */
export const MORE = 1

/** How strongly what was left out parts its neighbours. */
export const TIGHT = 0
export const SPACED = 1
export const PARTED = 2

/** Signs that end a clause, in either width; as … is three stops, so is one of them: 3.5 is two clauses. */
const CLAUSE = new Set('，。！？；：、,!?;…\n\r'.normalize('NFKC') + '，。！？；：、…\n\r')
const LETTER = /^[\p{L}\p{N}]$/u
const INVISIBLE = /^[\p{M}\p{Cf}\p{Cc}]$/u
const HAN_FIRST = 0x3400
const HAN_LAST = 0x9fff

/** Traditional to simplified for single characters; a line each, so that no phrase is taken for a word. */
function simplified(): Map<number, number> {
  const han = Array.from({ length: HAN_LAST - HAN_FIRST + 1 }, (_, i) => String.fromCharCode(HAN_FIRST + i))
  const plain = Converter({ from: 't', to: 'cn' })(han.join('\n')).split('\n')
  const changed = han.map((c, i): [number, string] => [c.charCodeAt(0), plain[i] ?? c])
  return new Map(changed.filter(([, p]) => p.length === 1).map(([c, p]) => [c, p.charCodeAt(0)]))
}

/** The letters and digits that one code point stands for, in the plain form of each. */
function letters(char: string, plain: Map<number, number>): number[] {
  const units: number[] = []
  for (const c of char.normalize('NFKC').toLowerCase())
    if (LETTER.test(c))
      for (let i = 0; i < c.length; i++) units.push(plain.get(c.charCodeAt(i)) ?? c.charCodeAt(i))
  return units
}

function gapOf(char: string): number {
  if (CLAUSE.has(char)) return PARTED
  return INVISIBLE.test(char) && char !== '\t' ? TIGHT : SPACED
}

export interface Table {
  /** SKIP, MORE or the folded unit, for each UTF-16 unit */
  unit: Uint16Array
  /** for a unit that is skipped: TIGHT, SPACED or PARTED */
  gap: Uint8Array
  /** what a unit marked MORE becomes, surrogates excepted */
  more: Map<number, number[]>
  /** the folded units of a code point beyond the basic plane; empty when it is no letter */
  astral(char: string): number[]
}

function build(): Table {
  const plain = simplified()
  const table: Table = {
    unit: new Uint16Array(65536),
    gap: new Uint8Array(65536),
    more: new Map(),
    astral: (char) => letters(char, plain),
  }
  for (let code = 0; code < 65536; code++) {
    if (code >= 0xd800 && code <= 0xdfff) {
      table.unit[code] = MORE
      continue
    }
    const char = String.fromCharCode(code)
    const folded = letters(char, plain)
    if (folded.length === 1) table.unit[code] = folded[0] ?? SKIP
    else if (folded.length === 0) table.gap[code] = gapOf(char)
    else {
      table.unit[code] = MORE
      table.more.set(code, folded)
    }
  }
  return table
}

let built: Table | null = null

/** The table is the same for every rule set and takes some 60 ms, so it is built at its first use. */
export function foldTable(): Table {
  built ??= build()
  return built
}
