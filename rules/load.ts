/** Rule files → compiled rules. */
import { compile } from './compile.ts'
import { RuleError } from './error.ts'
import { judging } from './judge.ts'
import { parseRules, type RuleFile } from './parse.ts'
import type { Segmenter } from './segment.ts'
import type { Rules } from './verdict.ts'

export { RuleError } from './error.ts'
export type { RuleFile } from './parse.ts'
export type { Segmenter } from './segment.ts'

/**
 * Compiles the files of a keywords folder. `segment` is called only for texts that a doubtful word decides.
 * @throws RuleError with every problem of every file
 */
export function compileRules(files: readonly RuleFile[], segment: Segmenter): Rules {
  const problems: string[] = []
  const set = parseRules(files, problems)
  if (problems.length > 0) throw new RuleError(problems)
  return { categories: set.categories, ...judging(compile(set), segment) }
}
