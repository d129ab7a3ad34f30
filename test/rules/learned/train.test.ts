import { describe, expect, it } from 'vitest'
import { train, type Aims, type Model, type Options, type Rows } from '../../../rules/learned/train.ts'

const OPTIONS: Options = { passes: 30, rate: 0.1, decay: 1e-4, dropped: 0 }

function rowsOf(rows: readonly number[][], features: number): Rows {
  const from = Int32Array.from([0, ...rows.map((_, i) => rows.slice(0, i + 1).flat().length)])
  const scale = new Float32Array(rows.length).fill(1)
  return { count: rows.length, from, feature: Int32Array.from(rows.flat()), scale, features }
}

function aimsOf(
  classes: number,
  shares: readonly number[][],
  weight: readonly number[] = shares.map(() => 1),
): Aims {
  return {
    classes,
    share: Float32Array.from(shares.flat()),
    weight: Float32Array.from(weight),
    offset: new Float32Array(shares.length * classes),
  }
}

/** What a model says of a row, in logits. */
function said({ classes, weights, bias }: Model, row: readonly number[]): number[] {
  return Array.from(bias, (b, c) => row.reduce((sum, f) => sum + weights[f * classes + c]!, b))
}
const bestOf = (logits: readonly number[]): number => logits.indexOf(Math.max(...logits))

// Feature 0 stands in every row, 1 and 2 tell what a row is, 3 is there by turns.
const rows = Array.from({ length: 200 }, (_, i) => [0, i % 2 === 0 ? 1 : 2, ...(i % 3 === 0 ? [3] : [])])
const yes = aimsOf(
  1,
  rows.map((row) => [row.includes(1) ? 1 : 0]),
)

describe('training', () => {
  it.each([0, 0.5])('learns a yes or no that features part, with %d of them left out', (dropped) => {
    const model = train(rowsOf(rows, 4), yes, { ...OPTIONS, dropped })
    for (const row of rows) expect(said(model, row)[0]! > 0).toBe(row.includes(1))
    expect(Math.abs(model.weights[3]!)).toBeLessThan(Math.abs(model.weights[1]!) / 2)
  })

  it('learns one of several', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [i % 3, 3])
    const shares = rows.map((row) => [0, 1, 2].map((c) => (row.includes(c) ? 1 : 0)))
    const model = train(rowsOf(rows, 4), aimsOf(3, shares), OPTIONS)
    for (const row of rows) expect(bestOf(said(model, row))).toBe(row[0])
  })

  it('learns shares of a row', () => {
    const shares = rows.map(() => [0.65, 0.35, 0])
    const [first, second, third] = said(train(rowsOf(rows, 4), aimsOf(3, shares), OPTIONS), [0, 1])
    expect(first).toBeGreaterThan(second!)
    expect(second).toBeGreaterThan(third!)
  })

  it('leaves rows of no weight out', () => {
    const noise = rows.map((row) => [row.includes(2) ? 1 : 0])
    const both = aimsOf(
      1,
      [...rows.map((row) => [row.includes(1) ? 1 : 0]), ...noise],
      [...rows.map(() => 1), ...rows.map(() => 0)],
    )
    const model = train(rowsOf([...rows, ...rows], 4), both, OPTIONS)
    expect(said(model, [0, 1])[0]).toBeGreaterThan(0)
  })

  it('learns less of what is said already', () => {
    const told = { ...yes, offset: Float32Array.from(rows, (row) => (row.includes(1) ? 8 : -8)) }
    const [alone, beside] = [yes, told].map((aims) =>
      Math.abs(train(rowsOf(rows, 4), aims, OPTIONS).weights[1]!),
    )
    expect(beside).toBeLessThan(alone! / 2)
  })

  it('gives the same bytes each time', () => {
    const bytes = () =>
      Buffer.from(train(rowsOf(rows, 4), yes, { ...OPTIONS, dropped: 0.5 }).weights.buffer).toString('hex')
    expect(bytes()).toBe(bytes())
  })

  it('gives finite weights for rows without features', () => {
    const model = train(rowsOf([[], []], 1), aimsOf(1, [[1], [0]]), OPTIONS)
    expect([...model.weights, ...model.bias].every(Number.isFinite)).toBe(true)
  })
})
