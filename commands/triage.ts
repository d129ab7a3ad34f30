/** `npm run -s triage`: JSON lines with a `text` in, a verdict for each out, in order. Contract: README.md. */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { MEDIA, SPEAKERS } from '../rules/model.ts'
import type { Rules } from '../rules/verdict.ts'
import type { Said } from '../rules/weigh.ts'
import { loadRules } from '../store/keywords.ts'
import { isStarted, UserError, runCommand } from '../config/fail.ts'

const KEYWORDS = fileURLToPath(new URL('../keywords', import.meta.url))
/** Written at once: one system call for many lines. */
const CHUNK = 1 << 16
const USAGE = 'usage: triage [--keywords DIR] [--explain] < in.jsonl'
const FORM = 'each line must be a JSON object with a string `text`'
/** What a line may say of how its text came to be said. */
const SAID = { speaker: SPEAKERS, media: MEDIA }

type Write = (text: string) => Promise<void>

/** One line, with whatever else stands in it. */
interface Message extends Said {
  id?: unknown
  text: string
}

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

function readMessage(line: string, number: number): Message {
  const wrong = (reason: string, remedy = FORM): UserError =>
    new UserError(`line ${number}: ${reason} — ${remedy}`, 2)
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw wrong('no valid JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('no JSON object')
  if (!('text' in value) || typeof value.text !== 'string') throw wrong('`text` is missing or no string')
  const message = value as Message
  for (const [key, allowed] of Object.entries(SAID))
    if (key in message && !(allowed as readonly unknown[]).includes(message[key as keyof Said]))
      throw wrong(`\`${key}\` is not known`, `use one of ${allowed.join(', ')}, or leave it out`)
  return message
}

const toStandardOutput: Write = async (text) => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** The verdict is that of `judge` in any case: `explain` looks closer at what a first glance passes over. */
function answer(rules: Rules, message: Message, explained: boolean): string {
  const { text, id } = message
  const verdict = rules.judge(text, message)
  const why = explained ? { why: rules.explain(text, message).why } : {}
  return JSON.stringify({ ...('id' in message ? { id } : {}), ...verdict, ...why })
}

/** Judges every line; what was judged before a bad line is written before it is refused. */
async function judgeAll(
  rules: Rules,
  input: AsyncIterable<string>,
  explained: boolean,
  write: Write,
): Promise<void> {
  let out = ''
  let number = 0
  try {
    for await (const batch of lines(input)) {
      for (const line of batch) {
        const message = readMessage(number === 0 ? line.replace(/^\uFEFF/u, '') : line, ++number)
        out += `${answer(rules, message, explained)}\n`
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

const OPTIONS = {
  keywords: { type: 'string', default: KEYWORDS },
  explain: { type: 'boolean', default: false },
} as const

function readOptions(args: string[]): { keywords: string; explain: boolean } {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: false }).values
  } catch (error) {
    throw new UserError(`${(error as Error).message} — ${USAGE}`, 2)
  }
}

/** The command on `input`; `write` takes the verdicts and gives when it can take more. */
export async function triage(args: string[], input: AsyncIterable<string>, write: Write): Promise<void> {
  const { keywords, explain } = readOptions(args)
  await judgeAll(loadRules(keywords), input, explain, write)
}

if (isStarted(import.meta.filename)) {
  // Whoever reads only the first lines has all he wanted.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    void runCommand(() => Promise.reject(error))
  })
  process.stdin.setEncoding('utf8')
  await runCommand(() => triage(process.argv.slice(2), process.stdin, toStandardOutput))
}
