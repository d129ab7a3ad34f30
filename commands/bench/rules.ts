import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { randomNumbers } from '../../rules/learned/noise.ts'
import { compileRules, compileSet, type RuleFile } from '../../rules/load.ts'
import { lazySegmenter, readRuleFiles, warmSegmenter } from '../../store/keywords.ts'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
/** What needs nobody: nearly all that groups say is of this kind. */
const NOBODY = '-\t'
const MORE_WORDS = 20_000
const ROUNDS = 5
/** Texts for the triage command, the same ones over and over. */
const TRIAGED = 200_000

interface Rate {
  textsPerSecond: number
  /** how many times as fast as cutting the same texts into words */
  ratio: number
}

function texts(): string[] {
  const lines = readdirSync(at('examples')).flatMap((name) =>
    name.endsWith('.tsv') ? readFileSync(at(`examples/${name}`), 'utf8').split('\n') : [],
  )
  return lines.filter((line) => line.startsWith(NOBODY)).map((line) => line.slice(NOBODY.length))
}

/** Words of two to five characters that no dictionary has, the same ones in every run. */
function moreWords(): RuleFile {
  const next = randomNumbers(1)
  const character = (): string => String.fromCharCode(0x4e00 + next(8000))
  const word = (): string => Array.from({ length: 2 + next(4) }, character).join('')
  const words = Array.from({ length: MORE_WORDS }, word).join(' ')
  return {
    name: 'more.yaml',
    text: `category: other\nrules:\n  - {name: more, words: ${words}, points: 5}\n`,
  }
}

/** ms that the fastest of several rounds takes; the first ones warm the code up. */
function fastest(round: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now()
    round()
    return performance.now() - began
  })
  return Math.min(...times)
}

/** Texts a second through the real command, from the first verdict on: what it takes to start is another figure. */
async function triageRate(all: readonly string[]): Promise<number> {
  const child = spawn('npm', ['run', '-s', 'triage'], { cwd: at(''), stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const line = (i: number): string => `${JSON.stringify({ text: all[i % all.length] })}\n`
  const input = Array.from({ length: TRIAGED }, (_, i) => line(i)).join('')
  const output = createInterface({ input: child.stdout })
  child.stdin.write(line(0))
  await Promise.race([once(output, 'line'), exited])
  output.close()
  const began = performance.now()
  child.stdout.resume()
  child.stdin.end(input)
  await exited
  return Math.round(TRIAGED / ((performance.now() - began) / 1000))
}

/** How fast texts are judged, beside the segmenter that looks at those which matter. */
export async function measureRules(): Promise<Record<string, unknown>> {
  const all = texts()
  const segment = lazySegmenter()
  warmSegmenter()
  const cutting = fastest(() => all.forEach((text) => segment(text)))
  const rate = (files: readonly RuleFile[]): Rate => {
    const { judge } = compileRules(files, segment)
    const ms = fastest(() => all.forEach((text) => judge(text)))
    return {
      textsPerSecond: Math.round((all.length / ms) * 1000),
      ratio: Math.round((cutting / ms) * 10) / 10,
    }
  }
  const files = readRuleFiles(at('keywords'))
  const yaml = files.filter(({ name }) => name.endsWith('.yaml'))
  const hasWeights = files.length > yaml.length
  return {
    texts: all.length,
    words: compileSet(yaml).words.length,
    compileMs: Math.round(fastest(() => compileSet(yaml))),
    compileWithWeightsMs: hasWeights ? Math.round(fastest(() => compileRules(files, segment))) : null,
    segmenting: { textsPerSecond: Math.round((all.length / cutting) * 1000) },
    rules: rate(yaml),
    rulesAndWeights: hasWeights ? rate(files) : null,
    moreWords: {
      added: MORE_WORDS,
      rules: rate([...yaml, moreWords()]),
      rulesAndWeights: hasWeights ? rate([...files, moreWords()]) : null,
    },
    triageTextsPerSecond: await triageRate(all),
  }
}
