/** Short character runs → numbers, without making a string of each. */

const EMPTY = -1
/** Runs have at most three characters of 16 bits: together fewer than the 53 bits that a number holds exactly. */
const BASE = 65536

/** The key of a run that begins with the run of key `before`. */
export const longer = (before: number, unit: number): number => before * BASE + unit

export function keyOf(run: string): number {
  let key = 0
  for (let i = 0; i < run.length; i++) key = longer(key, run.charCodeAt(i))
  return key
}

export function nameOf(key: number): string {
  if (key < BASE) return String.fromCharCode(key)
  return nameOf(Math.floor(key / BASE)) + String.fromCharCode(key % BASE)
}

/** An open-addressing hash from whole numbers to whole numbers, both below 2^53 and not below 0. */
export class NumberTable {
  private readonly keys: Float64Array
  private readonly numbers: Int32Array
  private readonly mask: number

  constructor(count: number) {
    let size = 16
    while (size < count * 2) size *= 2
    this.keys = new Float64Array(size).fill(EMPTY)
    this.numbers = new Int32Array(size)
    this.mask = size - 1
  }

  private slot(key: number): number {
    const high = (key / 4294967296) | 0
    let slot = (Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 9
    for (slot &= this.mask; this.keys[slot] !== key && this.keys[slot] !== EMPTY;)
      slot = (slot + 1) & this.mask
    return slot
  }

  /** Needs room: no more keys than the table was made for. */
  set(key: number, number: number): void {
    const slot = this.slot(key)
    this.keys[slot] = key
    this.numbers[slot] = number
  }

  /** -1 where the table does not hold the key. */
  get(key: number): number {
    const slot = this.slot(key)
    return this.keys[slot] === key ? (this.numbers[slot] as number) : -1
  }
}
