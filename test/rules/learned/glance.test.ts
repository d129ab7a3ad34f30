import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../rules/fold.ts'
import { eachGlanced } from '../../../rules/learned/features.ts'
import { Glance, glanceScale } from '../../../rules/learned/glance.ts'
import { nameOf } from '../../../rules/learned/runs.ts'
import type { WeightsFile } from '../../../rules/learned/weights.ts'

const BIAS = -3

/** Weights of these runs in points, the others 0. */
function fileOf(weights: Readonly<Record<string, number>>, pass: number): WeightsFile {
  const names = Object.keys(weights)
  const none = { need: '', urgent: '', question: '', category: '' }
  const glance = Buffer.from(Int8Array.from(names, (name) => weights[name] ?? 0).buffer).toString('base64')
  return {
    format: 1,
    examples: 0,
    categories: [],
    bias: { need: 0, urgent: 0, question: 0, glance: BIAS, categories: [] },
    pass,
    names: names.join('\n'),
    steps: { need: 1, urgent: 1, question: 1, glance: 1, category: 1 },
    weights: { ...none, glance },
  }
}

describe('a first glance', () => {
  it('passes what the runs bring together, each as often as it stands there', () => {
    const unit = fc.constantFrom('路', '灯', '坏', '了', '，', ' ')
    const run = fc.string({ unit: fc.constantFrom('路', '灯', '坏', '了', '|'), minLength: 1, maxLength: 2 })
    const runs = run.filter((name) => name !== '|')
    const weights = fc.dictionary(runs, fc.integer({ min: -100, max: 100 }), { maxKeys: 12 })
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), weights, (text, known) => {
        const folded = fold(text)
        fc.pre(folded.length > 0)
        let [sum, count] = [0, 0]
        eachGlanced(folded, (key) => {
          sum += known[nameOf(key)] ?? 0
          count++
        })
        const points = sum * glanceScale(count) + BIAS
        expect(new Glance(fileOf(known, points - 0.001)).passes(folded)).toBe(true)
        expect(new Glance(fileOf(known, points + 0.001)).passes(folded)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})
