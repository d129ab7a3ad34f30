import type { County, LocalRules } from '../cases/county.ts'
import type { Wording } from '../cases/wording.ts'
import { compileRules, weightsKeeper, type RuleFile } from '../rules/load.ts'
import type { Rules } from '../rules/verdict.ts'
import type { Queryable } from './db.ts'
import { lazySegmenter, loadWording, readRuleFiles, ruleFilesOf, wordingOf } from './keywords.ts'
import { loadContent } from './rules-files.ts'
import type { Active } from './rules-active.ts'

/** The rules that count, with what the bot says. */
export interface Running {
  rules: Rules
  wording: Wording
  trials: ReadonlyMap<string, LocalRules>
  shadow?: NonNullable<County['shadow']>
}

/** What compiling needs of versions that are activated; of a folder nothing is kept. */
export interface RuleSources {
  /**
   * Reads the versions that are active and not read yet; those no longer active are forgotten.
   * @throws RuleError when one cannot be unpacked
   */
  fetch(q: Queryable, active: Active): Promise<void>
  /**
   * Compiles what is active, as `fetch` has read it.
   * @throws RuleError or WordingError when something of it cannot be used
   */
  compile(active: Active, places: readonly string[]): Running
}

interface Source {
  files: RuleFile[]
  wording: () => Wording
}

/** `keywordsDir`: the folder that counts while no version does everywhere. */
export function createSources(keywordsDir: string): RuleSources {
  let versions = new Map<number, Source>()
  // Most versions share their weights, which take longer to read than all rules.
  const readOnce = weightsKeeper()
  const folder = (): Source => ({
    files: readRuleFiles(keywordsDir),
    wording: () => loadWording(keywordsDir),
  })
  const compiler = (places: readonly string[]) => {
    const made = new Map<number | null, Rules>()
    return (number: number | null, source: Source): Rules => {
      const rules = made.get(number) ?? compileRules(source.files, lazySegmenter(), places, readOnce)
      made.set(number, rules)
      return rules
    }
  }
  return {
    async fetch(q, active) {
      const wanted = [active.everywhere, active.shadow, ...active.trials.values()]
      const read = new Map<number, Source>()
      for (const number of new Set(wanted))
        if (number !== null) read.set(number, versions.get(number) ?? (await readVersion(q, number)))
      versions = read
    },
    compile({ everywhere, shadow, trials }, places) {
      const compile = compiler(places)
      const main = everywhere === null ? folder() : versions.get(everywhere)!
      const rules = compile(everywhere, main)
      const localRules = (number: number): LocalRules => {
        const local = compile(number, versions.get(number)!)
        return { rules: local, categories: local.categories }
      }
      return {
        rules,
        wording: main.wording(),
        trials: new Map([...trials].map(([area, number]) => [area, localRules(number)])),
        ...(shadow !== null && { shadow: { version: shadow, rules: localRules(shadow).rules } }),
      }
    },
  }
}

async function readVersion(q: Queryable, number: number): Promise<Source> {
  const content = (await loadContent(q, number)) ?? new Map<string, Buffer>()
  return { files: ruleFilesOf(content), wording: () => wordingOf(content) }
}
