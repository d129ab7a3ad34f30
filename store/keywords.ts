/** The keywords folder on disk, and the segmenter that needs its dictionary from disk. */
import { gunzipSync } from 'node:zlib'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readWording, type Wording } from '../cases/wording.ts'
import { RuleError, compileRules, parseCategories, type RuleFile, type Segmenter } from '../rules/load.ts'
import type { Category, Rules } from '../rules/verdict.ts'

/** All that the bot says; not rules. */
export const WORDING = 'replies.yaml'
const CATEGORIES = 'categories.yaml'
/** What was learned beside the rules; may be missing. */
export const WEIGHTS = 'weights.json.gz'

/** bytes of learned weights, unpacked: more are no weights but an attempt to fill the memory */
const MOST_UNPACKED = 256 * 1024 * 1024

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

/** Whether a file is read for rules. */
const isOfRules = (name: string, withWeights = true): boolean =>
  (name.endsWith('.yaml') && name !== WORDING) || (withWeights && name === WEIGHTS)

function ruleFileNames(dir: string, withWeights: boolean): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => isOfRules(name, withWeights))
      .sort()
  } catch (error) {
    throw new RuleError([
      `${dir}: cannot be read (${(error as Error).message}) — name a folder of rule files`,
    ])
  }
}

/** Loads the segmenter's dictionary now rather than at the first hit. */
export const warmSegmenter = () => void lazySegmenter()('预热')

const textOf = (name: string, bytes: Buffer): string =>
  (name.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED }) : bytes).toString()

function read(path: string): string {
  try {
    return textOf(path, readFileSync(path))
  } catch (error) {
    throw new RuleError([`${path}: cannot be read (${(error as Error).message}) — make it a readable file`])
  }
}

/** `withWeights` false: the rules alone, for whoever makes the weights. */
export function readRuleFiles(dir: string, withWeights = true): RuleFile[] {
  const names = ruleFileNames(dir, withWeights)
  if (names.length === 0)
    throw new RuleError([`${dir}: no rule files — name a folder that holds categories.yaml`])
  return names.map((name) => ({ name: join(dir, name), text: read(join(dir, name)) }))
}

/**
 * Reads the categories of a folder, without compiling its rules.
 * @throws RuleError when they are wrong or cannot be read
 */
export function loadCategories(dir: string): Map<string, Category> {
  const name = join(dir, CATEGORIES)
  return parseCategories({ name, text: read(name) })
}

/**
 * Reads and compiles the rules of a folder.
 * @param places how places and people there are called, which no dictionary has
 * @throws RuleError when a rule file is wrong or the folder cannot be read
 */
export function loadRules(dir: string, places: readonly string[] = []): Rules {
  return compileRules(readRuleFiles(dir), lazySegmenter(), places)
}

/**
 * Reads the wordings of a folder.
 * @throws WordingError or RuleError when they are wrong or cannot be read
 */
export function loadWording(dir: string): Wording {
  const file = join(dir, WORDING)
  return readWording(read(file), file)
}

/**
 * The rule files among the content of a version, by their bare names.
 * @throws RuleError when one cannot be unpacked
 */
export function ruleFilesOf(content: ReadonlyMap<string, Buffer>): RuleFile[] {
  return [...content]
    .filter(([name]) => isOfRules(name))
    .map(([name, bytes]) => {
      try {
        return { name, text: textOf(name, bytes) }
      } catch (error) {
        throw new RuleError([`${name}:1: cannot be unpacked (${(error as Error).message}) — import it again`])
      }
    })
}

/**
 * The wordings among the content of a version.
 * @throws WordingError when they are wrong
 */
export const wordingOf = (content: ReadonlyMap<string, Buffer>): Wording =>
  readWording(content.get(WORDING)?.toString() ?? '', WORDING)
