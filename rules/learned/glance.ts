/** A first glance at a text: is it worth being cut into words and weighed? */
import type { Folded } from '../fold.ts'
import { PARTED } from '../table.ts'
import { EDGE, isRun } from './features.ts'
import { keyOf } from './runs.ts'
import { column, type WeightsFile } from './weights.ts'

const BASE = 65536

/** The weights of runs of one and two characters, in tables that take some nanoseconds a character. */
export class Glance {
  private readonly single = new Float32Array(BASE)
  /** an open-addressing hash: keys, of which 0 is that of no run of two, and weights by turns */
  private readonly keys: Int32Array
  private readonly double: Float32Array
  private readonly bias: number
  private readonly pass: number

  constructor(file: WeightsFile) {
    const weights = column(file, 'glance')
    const names = file.names.split('\n')
    const known = names.flatMap((name, f) => (weights[f] === 0 || name.length > 2 || !isRun(name) ? [] : [f]))
    let size = 16
    while (size < known.length * 2) size *= 2
    this.keys = new Int32Array(size * 2)
    this.double = new Float32Array(this.keys.buffer)
    this.bias = file.bias.glance
    this.pass = file.pass
    for (const f of known) {
      const name = names[f] as string
      if (name.length === 1) this.single[name.charCodeAt(0)] = weights[f] as number
      else {
        const key = keyOf(name) | 0
        const slot = this.slot(key)
        this.keys[slot] = key
        this.double[slot + 1] = weights[f] as number
      }
    }
  }

  private slot(key: number): number {
    const mask = this.keys.length - 2
    let slot = (Math.imul(key, 0x9e3779b1) >>> 9) & mask
    while (this.keys[slot] !== key && this.keys[slot] !== 0) slot = (slot + 2) & mask
    return slot
  }

  /**
   * The sum over the runs of `eachGlanced`, written out: this runs for every character that is heard. Runs count each time
   * they stand in the text: whether they stood before is not worth asking here.
   */
  passes({ units, gap, length }: Folded): boolean {
    const { single, double, keys } = this
    const mask = keys.length - 2
    let sum = 0
    // The edge at the end is a run of two only.
    let count = -1
    let last = EDGE
    for (let i = 0; i <= length; i++) {
      const unit = i < length ? (units[i] as number) : EDGE
      if (i > 0 && i < length && gap[i] === PARTED) {
        sum += double[this.slot((last << 16) | EDGE) + 1] as number
        count++
        last = EDGE
      }
      const key = (last << 16) | unit
      let slot = (Math.imul(key, 0x9e3779b1) >>> 9) & mask
      while (keys[slot] !== key && keys[slot] !== 0) slot = (slot + 2) & mask
      sum += (double[slot + 1] as number) + (single[unit] as number)
      count += 2
      last = unit
    }
    return sum * glanceScale(count) + this.bias >= this.pass
  }
}

/** As in the second look, length alone must not make a need. */
const SCALE = 50
export const glanceScale = (runs: number): number => Math.sqrt(SCALE / (runs + SCALE))
