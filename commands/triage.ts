/** `npm run -s triage`: JSON lines with a `text` in, a verdict for each out, in order. Contract: docs/commands. */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import type { Rules } from '../rules/verdict.ts'
import { loadRules } from '../store/keywords.ts'
import { UserError, runCommand } from '../config/fail.ts'

const KEYWORDS = fileURLToPath(new URL('../keywords', import.meta.url))
/** Written at once: one system call for many lines. */
const CHUNK = 1 << 16

/** Whole lines of a stream of text; the memory it takes is that of the longest line. */
async function* lines(input: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest: string[] = []
  for await (const chunk of input) {
    const last = chunk.lastIndexOf('\n')
    if (last < 0) {
      rest.push(chunk)
      continue
    }
    yield (rest.join('') + chunk.slice(0, last)).split('\n')
    rest = [chunk.slice(last + 1)]
  }
  const end = rest.join('')
  if (end !== '') yield [end]
}

function readMessage(line: string, number: number): { id?: unknown; text: string } {
  const wrong = (reason: string): UserError =>
    new UserError(`line ${number}: ${reason} — each line must be a JSON object with a string \`text\``, 2)
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw wrong('no valid JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('no JSON object')
  if (!('text' in value) || typeof value.text !== 'string') throw wrong('`text` is missing or no string')
  return { text: value.text, ...('id' in value ? { id: value.id } : {}) }
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** Judges every line; what was judged before a bad line is written before it is refused. */
async function triage(rules: Rules, input: AsyncIterable<string>): Promise<void> {
  let out = ''
  let number = 0
  try {
    for await (const batch of lines(input)) {
      for (const line of batch) {
        const { text, ...id } = readMessage(number === 0 ? line.replace(/^\uFEFF/u, '') : line, ++number)
        out += `${JSON.stringify({ ...id, ...rules.judge(text) })}\n`
        if (out.length < CHUNK) continue
        await write(out)
        out = ''
      }
      await write(out)
      out = ''
    }
  } finally {
    if (out !== '') await write(out)
  }
}

function keywordsDir(): string {
  try {
    const { values } = parseArgs({ options: { keywords: { type: 'string' } }, allowPositionals: false })
    return values.keywords ?? KEYWORDS
  } catch (error) {
    throw new UserError(`${(error as Error).message} — usage: triage [--keywords DIR] < in.jsonl`, 2)
  }
}

/** Whoever reads only the first lines has all he wanted. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  void runCommand(() => Promise.reject(error))
})

await runCommand(async () => {
  const rules = loadRules(keywordsDir())
  process.stdin.setEncoding('utf8')
  await triage(rules, process.stdin)
})
