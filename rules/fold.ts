/** One spelling for all: width, case, script, spaces, punctuation, emoji and drawn-out characters are folded away. */
import { MORE, PARTED, SKIP, SPACED, TIGHT, foldTable, type Table } from './table.ts'

export interface Folded {
  /** the folded UTF-16 units; only the first `length` count */
  units: Uint16Array
  length: number
  /** where each folded unit stands in the original, in UTF-16 units */
  start: Int32Array
  end: Int32Array
  /** what was left out just before each folded unit: TIGHT, SPACED or PARTED */
  gap: Uint8Array
  /** whether a question mark was among what was left out */
  asks: boolean
}

/** How many times a character may stand in a row; 哈哈 and 谢谢 mean something, 停停停停水 no more than 停水. */
const TWICE = new Set([...'哈呵嘿嘻谢'].map((c) => c.charCodeAt(0)))
/** A run of this length is drawn out: shorter ones (看看, 妈妈) are words. */
const DRAWN_OUT = 3
const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57
const isQuestion = (code: number): boolean => code === 0x3f || code === 0xff1f || code === 0xfe56

/** Room for folded texts; one that is kept and folded into again saves the making of four arrays a text. */
export class Folding implements Folded {
  units = new Uint16Array(0)
  start = new Int32Array(0)
  end = new Int32Array(0)
  gap = new Uint8Array(0)
  length = 0
  asks = false
  pending = TIGHT
  /** how often the unit that ends at `runEnd` stood in a row */
  private run = 0
  private runEnd = 0

  clear(room: number): void {
    this.length = 0
    this.asks = false
    this.pending = TIGHT
    this.run = 0
    this.runEnd = 0
    this.reserve(room)
  }

  reserve(room: number): void {
    if (room <= this.units.length) return
    const size = Math.max(room, this.units.length * 2, 256)
    const [units, start, end, gap] = [this.units, this.start, this.end, this.gap]
    ;(this.units = new Uint16Array(size)).set(units)
    ;(this.start = new Int32Array(size)).set(start)
    ;(this.end = new Int32Array(size)).set(end)
    ;(this.gap = new Uint8Array(size)).set(gap)
  }

  skip(gap: number): void {
    if (gap > this.pending) this.pending = gap
  }

  /** Needs room for one more. */
  push(unit: number, start: number, end: number): void {
    const { length } = this
    const same = length > 0 && this.units[length - 1] === unit && !isDigit(unit) && this.pending < PARTED
    this.run = !same ? 1 : this.runEnd === length ? this.run + 1 : 2
    this.runEnd = length
    if (this.run >= DRAWN_OUT) return this.drawOut(unit, end)
    this.runEnd++
    this.units[length] = unit
    this.start[length] = start
    this.end[length] = end
    this.gap[length] = this.pending
    this.length = length + 1
    this.pending = TIGHT
  }

  /** Keeps the character once (a few twice) and lets it cover the whole run. */
  private drawOut(unit: number, end: number): void {
    if (this.run === DRAWN_OUT && !TWICE.has(unit)) this.length--
    this.end[this.length - 1] = end
    this.runEnd = this.length
    this.pending = TIGHT
  }
}

function pushAll(out: Folding, units: readonly number[], start: number, end: number, rest: number): void {
  if (units.length === 0) out.skip(SPACED)
  out.reserve(out.length + units.length + rest)
  for (const unit of units) out.push(unit, start, end)
}

/** Folds what becomes several units, or a pair or lone surrogate, at `i`; returns how many units it took. */
function pushMore(out: Folding, table: Table, text: string, i: number): number {
  const more = table.more.get(text.charCodeAt(i))
  const code = text.codePointAt(i) ?? 0
  const taken = more || code < 0x10000 ? 1 : 2
  const units = more ?? (taken === 2 ? table.astral(String.fromCodePoint(code)) : [])
  pushAll(out, units, i, i + taken, text.length - i - taken)
  return taken
}

/** Folds any string, lone surrogates included, in one pass; `out` is written over. */
export function fold(text: string, out = new Folding()): Folding {
  const table = foldTable()
  out.clear(text.length)
  for (let i = 0; (i = foldPlain(text, i, out, table)) < text.length;) {
    const unit = table.unit[text.charCodeAt(i)] as number
    if (unit > MORE) out.push(unit, i, ++i)
    else i += pushMore(out, table, text, i)
  }
  return out
}

/**
 * Nearly all units are left out or become one that differs from the one before: these are folded here, in as few steps as
 * there can be, as far as they go.
 * @returns the place of the first other unit
 */
function foldPlain(text: string, from: number, out: Folding, table: Table): number {
  const { units, start, end, gap } = out
  const { unit: plain, gap: gaps } = table
  const size = text.length
  let { length, pending } = out
  let last = length === 0 ? SKIP : (units[length - 1] as number)
  let i = from
  for (; i < size; i++) {
    const code = text.charCodeAt(i)
    const unit = plain[code] as number
    if (unit > MORE && unit !== last) {
      last = unit
      units[length] = unit
      start[length] = i
      end[length] = i + 1
      gap[length++] = pending
      pending = TIGHT
    } else if (unit === SKIP) {
      const parted = gaps[code] as number
      if (parted > pending) pending = parted
      if (isQuestion(code)) out.asks = true
    } else break
  }
  out.length = length
  out.pending = pending
  return i
}

/** The folded form as a string, for words and for segmentation. */
export function foldedText(folded: Folded, from = 0, to = folded.length): string {
  if (to - from < 64) return String.fromCharCode(...folded.units.subarray(from, to))
  const parts: string[] = []
  for (let i = from; i < to; i += 4096)
    parts.push(String.fromCharCode(...folded.units.subarray(i, Math.min(i + 4096, to))))
  return parts.join('')
}
