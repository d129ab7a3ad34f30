/**
 * `npm run -s keywords -- check [DIR]`: checks a keywords folder as a whole, and names every mistake with its line.
 * `… -- export DIR [--version N]` writes a version of the database into a folder, `… -- import DIR --why "…"` keeps a folder
 * as a draft.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { WordingError } from '../cases/wording.ts'
import { OFFICE_KINDS } from '../cases/world.ts'
import { UserError, runIfStarted, type Command } from '../config/fail.ts'
import { checkRules, type Checked } from '../rules/check/check.ts'
import { RuleError, compileRules } from '../rules/load.ts'
import { record } from '../store/audit.ts'
import { inTransaction, type Pool } from '../store/db.ts'
import { WORDING, lazySegmenter, loadWording, readRuleFiles } from '../store/keywords.ts'
import { loadActive } from '../store/rules-active.ts'
import { loadContent, readContent } from '../store/rules-files.ts'
import { addDraft } from '../store/rules-versions.ts'
import { onDatabase } from './database.ts'

const KEYWORDS = fileURLToPath(new URL('../keywords', import.meta.url))
const USAGE = 'usage: keywords check [DIR] | export DIR [--version N] | import DIR --why TEXT'
const OPTIONS = { version: { type: 'string' }, why: { type: 'string' } } as const

interface Args {
  verb: string
  dir: string
  version: number | null
  why: string | null
}

function readArgs(args: string[]): Args {
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options: OPTIONS })
    const [verb, dir, ...more] = positionals
    if (verb !== 'check' && verb !== 'export' && verb !== 'import')
      throw new Error(verb ? `unknown command ${verb}` : 'the command is missing')
    if (more.length > 0) throw new Error('one folder at a time')
    if (dir === undefined && verb !== 'check') throw new Error('the folder is missing')
    const version = values.version === undefined ? null : Number(values.version)
    if (version !== null && !(Number.isInteger(version) && version > 0))
      throw new Error('--version is no number')
    const why = values.why?.trim() || null
    if (verb === 'import' && why === null) throw new Error('--why is missing: say what the import is for')
    return { verb, dir: dir ?? KEYWORDS, version, why }
  } catch (error) {
    throw new UserError(`${(error as Error).message} — ${USAGE}`, 2)
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

function check(dir: string): string {
  const files = readRuleFiles(dir)
  const problems = refused(() => compileRules(files, lazySegmenter()))
  if (existsSync(join(dir, WORDING))) problems.push(...refused(() => loadWording(dir)))
  if (problems.length > 0) throw new RuleError(problems)
  const checked = checkRules(
    files.filter(({ name }) => name.endsWith('.yaml')),
    OFFICE_KINDS,
  )
  return summary(checked)
}

async function exportTo(pool: Pool, { dir, version }: Args): Promise<string> {
  const number = version ?? (await loadActive(pool)).everywhere
  if (number === null)
    throw new UserError('No version is active everywhere, the folder is: name one with --version', 2)
  const content = await loadContent(pool, number)
  if (!content) throw new UserError(`There is no version ${number}`, 2)
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new UserError(`${dir} is not empty: name a new folder, so that nothing is written over`, 2)
  mkdirSync(dir, { recursive: true })
  for (const [name, bytes] of content) writeFileSync(join(dir, name), bytes)
  await record(pool, {
    login: 'command',
    staff: null,
    at: Date.now(),
    action: 'rules-export',
    detail: `${number}`,
  })
  return `version ${number}: ${content.size} files in ${dir}`
}

async function importFrom(pool: Pool, { dir, why }: Args): Promise<string> {
  const content = readContent(dir)
  if (!content.has('categories.yaml'))
    throw new UserError(`${dir} has no categories.yaml: name a keywords folder`, 2)
  const at = Date.now()
  const number = await inTransaction(pool, async (tx) => {
    const made = await addDraft(tx, content, null, { by: 'command', at, why: why ?? '' })
    await record(tx, { login: 'command', staff: null, at, action: 'rules-import', detail: `${made}` })
    return made
  })
  return `draft ${number}: ${content.size} files; check and activate it in the console`
}

export const keywords: Command = async (args, env, say) => {
  const read = readArgs(args)
  if (read.verb === 'check') return `${check(read.dir)}\n`
  const step = read.verb === 'export' ? exportTo : importFrom
  return `${await onDatabase(env, say, (pool) => step(pool, read))}\n`
}

await runIfStarted(import.meta.filename, keywords)
