/** Rule files → compiled rules. */
import { compile, type Compiled } from './compile.ts'
import { RuleError } from './error.ts'
import { Judge } from './judge.ts'
import { readWeights, type Learned } from './learned/weights.ts'
import { parseRules, type RuleFile } from './parse.ts'
import type { Segmenter } from './segment.ts'
import type { Category, Rules } from './verdict.ts'

export { RuleError } from './error.ts'
export type { RuleFile } from './parse.ts'
export type { Segmenter } from './segment.ts'

/**
 * Compiles files that are all rules, for whoever judges or learns with a `Judge` of his own; `places` as in `compileRules`.
 * @throws RuleError with every problem of every file
 */
export function compileSet(files: readonly RuleFile[], places: readonly string[] = []): Compiled {
  const problems: string[] = []
  const set = parseRules(files, problems)
  if (problems.length > 0) throw new RuleError(problems)
  return compile(set, places)
}

/**
 * The categories alone, for whoever needs no rules; `file` is categories.yaml.
 * @throws RuleError with every problem of the file
 */
export function parseCategories(file: RuleFile): Map<string, Category> {
  const problems: string[] = []
  const { categories } = parseRules([file], problems)
  if (problems.length > 0) throw new RuleError(problems)
  return categories
}

/** Reads learned weights as `readWeights` does; whoever compiles many sets may keep what was read. */
export type WeightsReader = typeof readWeights

/**
 * Compiles the files of a keywords folder: the YAML files are rules, `weights.json.gz` what was learned beside them.
 * `segment` is called only for texts that need a closer look; `places` are names of the place, which it leaves whole.
 * @throws RuleError with every problem of every file
 */
export function compileRules(
  files: readonly RuleFile[],
  segment: Segmenter,
  places: readonly string[] = [],
  read: WeightsReader = readWeights,
): Rules {
  const compiled = compileSet(
    files.filter(({ name }) => name.endsWith('.yaml')),
    places,
  )
  const weights = files.find(({ name }) => name.endsWith('weights.json.gz'))
  const learned: Learned | null = weights ? read(weights, compiled.categories) : null
  const judge = new Judge(compiled, segment, learned)
  return {
    categories: new Map(compiled.categories.map((c) => [c.id, c])),
    judge: (text, said = {}) => judge.judge(text, said, false),
    explain: (text, said = {}) => judge.explain(text, said),
    judgeForced: (text, said = {}) => judge.forced(text, said),
  }
}

/** So many weights are kept: those in force, and those that may come. */
const KEPT_WEIGHTS = 2

/** Reads weights that were read before only once, as long as they are among the last that were asked for. */
export function weightsKeeper(read: WeightsReader = readWeights): WeightsReader {
  let kept: { text: string; categories: string; learned: Learned }[] = []
  return (file, categories) => {
    const ids = categories.map((c) => c.id).join(' ')
    const known = kept.find(({ text, categories }) => text === file.text && categories === ids)
    const one = known ?? { text: file.text, categories: ids, learned: read(file, categories) }
    kept = [one, ...kept.filter((other) => other !== one)].slice(0, KEPT_WEIGHTS)
    return one.learned
  }
}
