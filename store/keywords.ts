/** The keywords folder on disk, and the segmenter that needs its dictionary from disk. */
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { compileRules, type RuleFile, type Segmenter } from '../rules/load.ts'
import type { Rules } from '../rules/verdict.ts'

/** Wording, read elsewhere; not rules. */
const NOT_RULES = new Set(['replies.yaml'])

/**
 * Cuts with nodejieba, which is loaded at the first call: it costs 1.3 s and 250 MB. It is given no dictionary path,
 * because a wrong one would abort the process.
 */
export function lazySegmenter(): Segmenter {
  let jieba: typeof import('nodejieba') | null = null
  return (text) => {
    jieba ??= createRequire(import.meta.url)('nodejieba') as typeof import('nodejieba')
    return jieba.cut(text)
  }
}

function readRuleFiles(dir: string): RuleFile[] {
  const names = readdirSync(dir)
    .filter((name) => name.endsWith('.yaml') && !NOT_RULES.has(name))
    .sort()
  return names.map((name) => ({ name: join(dir, name), text: readFileSync(join(dir, name), 'utf8') }))
}

/**
 * Reads and compiles the rules of a folder.
 * @throws RuleError when a rule file is wrong; the file system's error when the folder cannot be read
 */
export function loadRules(dir: string): Rules {
  return compileRules(readRuleFiles(dir), lazySegmenter())
}
