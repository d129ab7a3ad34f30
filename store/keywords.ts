/** The keywords folder on disk, and the segmenter that needs its dictionary from disk. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RuleError, compileRules, type RuleFile, type Segmenter } from '../rules/load.ts'
import type { Rules } from '../rules/verdict.ts'

/** Wording, read elsewhere; not rules. */
const NOT_RULES = new Set(['replies.yaml'])

/** Of the statistics that nodejieba loads for finding key words, which nobody asks it for, the least that it takes. */
const NO_STATISTICS = fileURLToPath(new URL('jieba-no-statistics.utf8', import.meta.url))

/** Cuts with nodejieba, whose dictionary is loaded at the first call: it costs 0.8 s and 230 MB. */
export function lazySegmenter(): Segmenter {
  return (text) => loadJieba().cut(text)
}

let jieba: typeof import('nodejieba') | null = null
function loadJieba(): typeof import('nodejieba') {
  if (jieba) return jieba
  jieba = createRequire(import.meta.url)('nodejieba') as typeof import('nodejieba')
  // A missing file would abort the process.
  statSync(NO_STATISTICS)
  jieba.load({ idfDict: NO_STATISTICS, stopWordDict: NO_STATISTICS })
  return jieba
}

function ruleFileNames(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith('.yaml') && !NOT_RULES.has(name))
      .sort()
  } catch (error) {
    throw new RuleError([
      `${dir}: cannot be read (${(error as Error).message}) — name a folder of rule files`,
    ])
  }
}

/** Loads the segmenter's dictionary now rather than at the first hit. */
export const warmSegmenter = () => void lazySegmenter()('预热')

function readRuleFiles(dir: string): RuleFile[] {
  const names = ruleFileNames(dir)
  if (names.length === 0)
    throw new RuleError([`${dir}: no rule files — name a folder that holds categories.yaml`])
  return names.map((name) => ({ name: join(dir, name), text: readFileSync(join(dir, name), 'utf8') }))
}

/**
 * Reads and compiles the rules of a folder.
 * @throws RuleError when a rule file is wrong or the folder cannot be read
 */
export function loadRules(dir: string): Rules {
  return compileRules(readRuleFiles(dir), lazySegmenter())
}
