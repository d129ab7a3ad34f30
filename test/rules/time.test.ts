/** Whatever somebody writes, judging it takes time in step with its length. */
import fc from 'fast-check'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compileRules, compileSet } from '../../rules/load.ts'
import { lazySegmenter, readRuleFiles, warmSegmenter } from '../../store/keywords.ts'

/** Lengths in UTF-16 units. */
const [SHORT, LONG] = [12_500, 50_000]
/** Four times the length may take four times as long, and somewhat more where memory is far or the machine is busy. */
const MOST = 6
/** Below so many ms of the processor a time says more of the machine than of the code. */
const LEAST = 10

const files = readRuleFiles(fileURLToPath(new URL('../../keywords', import.meta.url)))
const yaml = files.filter(({ name }) => name.endsWith('.yaml'))
const words = compileSet(yaml).words.join('')
const sets = [
  ['rules alone', compileRules(yaml, lazySegmenter())],
  ['rules and weights', compileRules(files, lazySegmenter())],
] as const
warmSegmenter()

const [chaos] = fc.sample(fc.string({ unit: 'binary', minLength: 2000, maxLength: 2000 }), {
  seed: 7,
  numRuns: 1,
}) as [string]
const texts = [
  ['one character', '水'],
  ['one digit', '1'],
  ['two characters', '停水'],
  ['a need', '路灯坏了请派人来修'],
  ['all words of the rules', words],
  ['any code points', chaos],
  ['lone surrogates and NUL', '\ud800路\udc00\u0000灯\udfff'],
  ['clauses', '没水，'],
  ['pinyin', 'ludeng'],
  ['words that are spelled otherwise', '鹿灯怀'],
  ['blanks', '  '],
] as const

describe.each(sets)('%s', (_, rules) => {
  it.each(texts)('take time in step with the length: %s', (__, unit) => {
    const textOf = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
    const best = (length: number): number => {
      const text = textOf(length)
      const times = Array.from({ length: 3 }, () => {
        const started = process.cpuUsage()
        rules.judge(text)
        const { user, system } = process.cpuUsage(started)
        return (user + system) / 1000
      })
      return Math.min(...times)
    }
    rules.judge(textOf(LONG))
    expect(best(LONG)).toBeLessThan(Math.max(best(SHORT), LEAST) * MOST)
  })
})
