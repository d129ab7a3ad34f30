/** `npm run -s keywords -- check [DIR]`: checks a keywords folder as a whole, and names every mistake with its line. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { WordingError } from '../cases/wording.ts'
import { OFFICE_KINDS } from '../cases/world.ts'
import { UserError, runCommand } from '../config/fail.ts'
import { checkRules, type Checked } from '../rules/check/check.ts'
import { RuleError, compileRules } from '../rules/load.ts'
import { WORDING, lazySegmenter, loadWording, readRuleFiles } from '../store/keywords.ts'

const KEYWORDS = fileURLToPath(new URL('../keywords', import.meta.url))

function folder(): string {
  const wrong = (reason: string) => new UserError(`${reason} — usage: keywords check [DIR]`, 2)
  try {
    const [verb, dir = KEYWORDS, ...more] = parseArgs({ allowPositionals: true }).positionals
    if (verb !== 'check') throw new Error(verb ? `unknown command ${verb}` : 'the command is missing')
    if (more.length > 0) throw new Error('one folder at a time')
    return dir
  } catch (error) {
    throw wrong((error as Error).message)
  }
}

/** What a step refuses, a line for each mistake. */
function refused(step: () => unknown): string[] {
  try {
    step()
    return []
  } catch (error) {
    if (error instanceof RuleError || error instanceof WordingError) return error.message.split('\n')
    throw error
  }
}

function summary({ rules, words, categories, ruleless }: Checked): string {
  const without = ruleless.length > 0 ? `; no rule finds ${ruleless.join(', ')}` : ''
  return `${rules} rules, ${words} words, ${categories} categories${without}`
}

await runCommand(() => {
  const dir = folder()
  const files = readRuleFiles(dir)
  const problems = refused(() => compileRules(files, lazySegmenter()))
  if (existsSync(join(dir, WORDING))) problems.push(...refused(() => loadWording(dir)))
  if (problems.length > 0) throw new RuleError(problems)
  const checked = checkRules(
    files.filter(({ name }) => name.endsWith('.yaml')),
    OFFICE_KINDS,
  )
  process.stdout.write(`${summary(checked)}\n`)
  return Promise.resolve()
})
