/** Whole numbers → whole numbers above 0, in little memory: a dense table of all pairs of characters would take gigabytes. */

/** Spreads keys that lie close together over all 32 bits (the golden ratio as a fraction of 2^32). */
export const hashOf = (key: number): number => Math.imul(key, 0x9e3779b1)
/** The lowest bits of a hash are the least mixed. */
const LEAST_MIXED = 7
/** Slots for each key: with so much room most keys are found at the first look. */
const ROOM = 4

/** Open addressing: a key lies in its slot or, where others were before it, in the next free one. */
export class Hash {
  /** keys and their values by turns, so that one look at memory gets both; a value of 0 marks a free slot */
  private readonly slots: Int32Array
  private readonly mask: number

  /** For at most `count` keys of 32 bits. */
  constructor(count: number) {
    let size = 16
    while (size < count * ROOM) size *= 2
    this.slots = new Int32Array(size * 2)
    this.mask = size * 2 - 2
  }

  /** The value of a key, 0 where it has none. */
  get(key: number): number {
    const { slots, mask } = this
    let slot = (hashOf(key) >>> LEAST_MIXED) & mask
    while (slots[slot + 1] !== 0 && slots[slot] !== key) slot = (slot + 2) & mask
    return slots[slot + 1] as number
  }

  /** Gives a key that has no value one. */
  add(key: number, value: number): void {
    const { slots, mask } = this
    let slot = (hashOf(key) >>> LEAST_MIXED) & mask
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask
    slots[slot] = key
    slots[slot + 1] = value
  }

  /** The same in as little memory as serves: what is small stays near the processor. */
  tight(): Hash {
    const { slots } = this
    let count = 0
    for (let slot = 0; slot < slots.length; slot += 2) if (slots[slot + 1] !== 0) count++
    const made = new Hash(count)
    for (let slot = 0; slot < slots.length; slot += 2)
      if (slots[slot + 1] !== 0) made.add(slots[slot] as number, slots[slot + 1] as number)
    return made
  }
}
