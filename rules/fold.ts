/** One spelling for all: width, case, script, spaces, punctuation, emoji and drawn-out characters are folded away. */
import { MORE, PARTED, SKIP, SPACED, foldTable, type Table } from './table.ts'

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

class Folding implements Folded {
  units: Uint16Array
  start: Int32Array
  end: Int32Array
  gap: Uint8Array
  length = 0
  asks = false
  run = 0
  pending = 0

  constructor(room: number) {
    this.units = new Uint16Array(room)
    this.start = new Int32Array(room)
    this.end = new Int32Array(room)
    this.gap = new Uint8Array(room)
  }

  skip(gap: number): void {
    if (gap > this.pending) this.pending = gap
  }

  push(unit: number, start: number, end: number): void {
    const last = this.length - 1
    const same = last >= 0 && this.units[last] === unit && !isDigit(unit) && this.pending < PARTED
    this.run = same ? this.run + 1 : 1
    if (this.run >= DRAWN_OUT) return this.drawOut(unit, end)
    this.units[this.length] = unit
    this.start[this.length] = start
    this.end[this.length] = end
    this.gap[this.length++] = this.pending
    this.pending = 0
  }

  /** Keeps the character once (a few twice) and lets it cover the whole run. */
  drawOut(unit: number, end: number): void {
    if (this.run === DRAWN_OUT && !TWICE.has(unit)) this.length--
    this.end[this.length - 1] = end
    this.pending = 0
  }
}

function pushAll(out: Folding, units: readonly number[], start: number, end: number): void {
  if (units.length === 0) out.skip(SPACED)
  for (const unit of units) out.push(unit, start, end)
}

/** Folds the pair or lone surrogate at `i`; returns how many units it took. */
function pushSurrogate(out: Folding, table: Table, text: string, i: number): number {
  const code = text.codePointAt(i) ?? 0
  if (code < 0x10000) {
    out.skip(SPACED)
    return 1
  }
  pushAll(out, table.astral(String.fromCodePoint(code)), i, i + 2)
  return 2
}

/** Folds any string, lone surrogates included, in one pass. */
export function fold(text: string): Folded {
  const table = foldTable()
  // No code unit folds to more than the 18 letters of U+FDFA; most fold to one, so room is made only where one needs it.
  let room = text.length
  for (let i = 0; i < text.length; i++)
    if (table.unit[text.charCodeAt(i)] === MORE) room += table.more.get(text.charCodeAt(i))?.length ?? 2
  const out = new Folding(room)
  for (let i = 0; i < text.length;) {
    const code = text.charCodeAt(i)
    const unit = table.unit[code] ?? SKIP
    if (unit > MORE) out.push(unit, i, ++i)
    else if (unit === SKIP) {
      out.skip(table.gap[code] ?? SPACED)
      if (isQuestion(code)) out.asks = true
      i++
    } else if (table.more.has(code)) pushAll(out, table.more.get(code) ?? [], i, ++i)
    else i += pushSurrogate(out, table, text, i)
  }
  return out
}

/** The folded form as a string, for words and for segmentation. */
export function foldedText(folded: Folded, from = 0, to = folded.length): string {
  const parts: string[] = []
  for (let i = from; i < to; i += 4096)
    parts.push(String.fromCharCode(...folded.units.subarray(i, Math.min(i + 4096, to))))
  return parts.join('')
}
