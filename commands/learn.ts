/** `npm run -s learn`: trains the learned weights of a keywords folder from examples, and compares before it replaces. */
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { UserError, runIfStarted, type Command } from '../config/fail.ts'
import type { Compiled } from '../rules/compile.ts'
import { RuleError } from '../rules/error.ts'
import { Judge } from '../rules/judge.ts'
import { isKept, parseExamples, type Example } from '../rules/learned/examples.ts'
import { learn } from '../rules/learned/learn.ts'
import { measure, type Figures } from '../rules/learned/measure.ts'
import { readWeights } from '../rules/learned/weights.ts'
import { compileSet } from '../rules/load.ts'
import { WEIGHTS, lazySegmenter, readRuleFiles } from '../store/keywords.ts'

const root = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))

interface Options {
  keywords: string
  examples: string
  across: string | undefined
  force: boolean
}

function readOptions(args: string[]): Options {
  try {
    const { values } = parseArgs({
      args,
      options: {
        keywords: { type: 'string', default: root('keywords') },
        examples: { type: 'string', default: root('examples') },
        across: { type: 'string' },
        force: { type: 'boolean', default: false },
      },
    })
    return { ...values, across: values.across }
  } catch (error) {
    throw new UserError(
      `${(error as Error).message} — usage: learn [--keywords DIR] [--examples DIR] [--force | --across FILE,…]`,
      2,
    )
  }
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir)
  } catch (error) {
    throw new UserError(
      `${dir} cannot be read (${(error as Error).message}) — name a folder of .tsv files`,
      2,
    )
  }
}

/** The examples of a folder by the name of their file without its ending. */
function readExamples(dir: string, compiled: Compiled): Map<string, Example[]> {
  const problems: string[] = []
  const categories = new Map(compiled.categories.map((c) => [c.id, c]))
  const files = namesIn(dir)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
  const read = files.map((name): [string, Example[]] => [
    basename(name, '.tsv'),
    parseExamples(
      { name: join(dir, name), text: readFileSync(join(dir, name), 'utf8') },
      categories,
      problems,
    ),
  ])
  if (files.length === 0) problems.push(`${dir}: no examples — name a folder of .tsv files`)
  if (problems.length > 0) throw new RuleError(problems)
  return new Map(read)
}

/** Trains and measures with one set of rules. */
class Bench {
  private readonly compiled: Compiled
  private readonly name: string

  constructor(compiled: Compiled, name: string) {
    this.compiled = compiled
    this.name = name
  }

  train(examples: readonly Example[]): string {
    return JSON.stringify(learn(examples, this.compiled, new Judge(this.compiled, lazySegmenter(), null)))
  }

  /** How well texts are judged with these weights, or by the rules alone. */
  measure(examples: readonly Example[], weights: string | null): Figures {
    const { categories } = this.compiled
    const learned = weights === null ? null : readWeights({ name: this.name, text: weights }, categories)
    const judge = new Judge(this.compiled, lazySegmenter(), learned)
    const byId = new Map(categories.map((c) => [c.id, c]))
    return measure(examples, (text) => judge.judge(text, {}, false), byId)
  }
}

/** Trains on all files but one and measures on that one, for each of those named. */
function across(bench: Bench, examples: ReadonlyMap<string, Example[]>, names: readonly string[]): object {
  const unknown = names.find((name) => !examples.has(name))
  if (unknown !== undefined)
    throw new UserError(
      `no examples are named ${unknown || '“”'} — use ${[...examples.keys()].join(', ')}`,
      2,
    )
  return Object.fromEntries(
    names.map((name) => {
      const others = [...examples].filter(([other]) => other !== name).flatMap(([, of]) => of)
      return [name, bench.measure(examples.get(name) ?? [], bench.train(others))]
    }),
  )
}

/** How the weights in use judge; null where there are none, or none that can be read and `force` makes up for it. */
function measureOld(bench: Bench, kept: readonly Example[], file: string, force: boolean): Figures | null {
  try {
    return bench.measure(kept, gunzipSync(readFileSync(file)).toString())
  } catch (error) {
    if (force || (error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new UserError(`${file} cannot be read (${(error as Error).message}) — replace it with --force`)
  }
}

/** What is missed costs as much as what is shown for nothing. */
const worth = ({ recall, falseAlarms, category }: Figures): number =>
  (recall ?? 0) - (falseAlarms ?? 0) + (category ?? 0)

/** Replaces the weights unless the new ones judge the kept examples worse. */
function replace(bench: Bench, all: readonly Example[], file: string, force: boolean): object {
  const kept = all.filter(isKept)
  const made = bench.train(all.filter((example) => !isKept(example)))
  const figures = {
    rulesAlone: bench.measure(kept, null),
    before: measureOld(bench, kept, file, force),
    now: bench.measure(kept, made),
  }
  if (figures.before && worth(figures.now) < worth(figures.before) && !force)
    throw new UserError(
      `${file} stays: on ${kept.length} kept examples the new weights judge worse (${JSON.stringify(figures)}) — add examples, or use --force`,
    )
  // Whole or not at all: running workers read it as soon as it is there.
  const bytes = gzipSync(made, { level: 9 })
  writeFileSync(`${file}.new`, bytes)
  renameSync(`${file}.new`, file)
  return { examples: all.length, kept: kept.length, bytes: bytes.length, ...figures }
}

export const learnWeights: Command = async (args) => {
  const options = readOptions(args)
  const compiled = compileSet(readRuleFiles(options.keywords, false))
  const file = join(options.keywords, WEIGHTS)
  const bench = new Bench(compiled, file)
  const examples = readExamples(options.examples, compiled)
  const result =
    options.across === undefined
      ? replace(bench, [...examples.values()].flat(), file, options.force)
      : across(bench, examples, options.across.split(','))
  return `${JSON.stringify(result, null, 1)}\n`
}

await runIfStarted(import.meta.filename, learnWeights)
