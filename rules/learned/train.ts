/** Logistic regression by AdaGrad: deterministic, a few passes over all rows. */
import { randomNumbers } from './noise.ts'

/** Rows of sparse features, all in one: those of row r from `from[r]` to `from[r + 1]`, each with the value `scale[r]`. */
export interface Rows {
  count: number
  from: Int32Array
  feature: Int32Array
  scale: Float32Array
  features: number
}
export interface Options {
  passes: number
  rate: number
  /** strength of the pull towards zero */
  decay: number
  /** the share of a row's features that each pass leaves out, others each time, so that none stands for the rest */
  dropped: number
}
/** What a row ought to be: for two classes 0 or 1, for more a share of each; `weight` 0 leaves it out. */
export interface Aims {
  classes: number
  share: Float32Array
  weight: Float32Array
  /** what speaks for each class before anything is learned, in logits */
  offset: Float32Array
}
/** Weights by feature and class, and a bias for each class. */
export interface Model {
  classes: number
  weights: Float32Array
  bias: Float32Array
}

/** A fixed order that mixes the rows. */
function shuffled(count: number, random: (below: number) => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = random(i + 1)
    const kept = order[i] as number
    order[i] = order[j] as number
    order[j] = kept
  }
  return order
}

/** Writes those features of a row into `kept` that a pass looks at; returns how many. */
function keepSome(
  { feature, from }: Rows,
  row: number,
  kept: Int32Array,
  random: (below: number) => number,
  dropped: number,
): number {
  let count = 0
  const last = from[row + 1] as number
  for (let i = from[row] as number; i < last; i++)
    if (random(1000) >= dropped * 1000) kept[count++] = feature[i] as number
  return count
}

function toShares(z: Float64Array): void {
  if (z.length === 1) {
    z[0] = 1 / (1 + Math.exp(-(z[0] as number)))
    return
  }
  let most = -Infinity
  for (const value of z) most = Math.max(most, value)
  let sum = 0
  for (let c = 0; c < z.length; c++) sum += z[c] = Math.exp((z[c] as number) - most)
  for (let c = 0; c < z.length; c++) z[c] = (z[c] as number) / sum
}

/** Trains one model; with one class it is a yes or no, with more one of them. */
export function train(rows: Rows, aims: Aims, options: Options): Model {
  const { classes } = aims
  const weights = new Float32Array(rows.features * classes)
  const squares = new Float32Array(rows.features * classes).fill(1e-6)
  const bias = new Float32Array(classes)
  const biasSquares = new Float32Array(classes).fill(1e-6)
  const z = new Float64Array(classes)
  const random = randomNumbers(2)
  const longest = rows.from.reduce((most, from, i) => Math.max(most, from - (rows.from[i - 1] ?? 0)), 0)
  const kept = new Int32Array(longest)
  for (let pass = 0; pass < options.passes; pass++)
    for (const row of shuffled(rows.count, random)) {
      const weight = aims.weight[row] as number
      if (weight === 0) continue
      const count = keepSome(rows, row, kept, random, options.dropped)
      const scale = (rows.scale[row] as number) / (1 - options.dropped)
      z.fill(0)
      for (let i = 0; i < count; i++) {
        const at = (kept[i] as number) * classes
        for (let c = 0; c < classes; c++) z[c] = (z[c] as number) + (weights[at + c] as number)
      }
      for (let c = 0; c < classes; c++)
        z[c] = (z[c] as number) * scale + (bias[c] as number) + (aims.offset[row * classes + c] as number)
      toShares(z)
      for (let c = 0; c < classes; c++) {
        const error = ((z[c] as number) - (aims.share[row * classes + c] as number)) * weight
        z[c] = error
        const squared = (biasSquares[c] as number) + error * error
        biasSquares[c] = squared
        bias[c] = (bias[c] as number) - (options.rate * error) / Math.sqrt(squared)
      }
      for (let i = 0; i < count; i++) {
        const at = (kept[i] as number) * classes
        for (let c = 0; c < classes; c++) {
          const w = weights[at + c] as number
          const gradient = (z[c] as number) * scale + options.decay * w
          const squared = (squares[at + c] as number) + gradient * gradient
          squares[at + c] = squared
          weights[at + c] = w - (options.rate * gradient) / Math.sqrt(squared)
        }
      }
    }
  return { classes, weights, bias }
}
