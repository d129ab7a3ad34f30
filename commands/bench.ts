import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { readConfig } from '../config/config.ts'
import { runCommand, UserError } from '../config/fail.ts'
import { createLog } from '../config/log.ts'
import { CONSOLE, measureConsole } from './bench/console.ts'
import { measureEffect } from './bench/effect.ts'
import { measureLoad } from './bench/load.ts'
import { measureLatency, measureThroughput, percentile } from './bench/measure.ts'
import { measureMonth, MONTH } from './bench/month.ts'
import { measureRules } from './bench/rules.ts'
import { openStage } from './bench/stage.ts'
import { measureStart } from './bench/started.ts'

const MESSAGES = 20_000
const RATE = 50
const SECONDS = 30
const QUEUES = ['postgres', 'redis'] as const

type Say = (line: string) => void
type Result = Record<string, unknown>

/** What there is to measure; what is named is measured alone. */
const PARTS: Record<string, (result: Result, say: Say) => Promise<void>> = {
  system,
  rules,
  month,
  console,
  effect,
  load,
}
/** A month, and what a county has gathered in two years, take minutes: only who names them waits for them. */
const UNNAMED = ['system', 'rules']

function chosen(): string[] {
  const names = Object.keys(PARTS)
  const { positionals } = parseArgs({ allowPositionals: true, options: {} })
  if (positionals.some((name) => !names.includes(name)))
    throw new UserError(`no such part: ${positionals.join(' ')} — usage: bench [${names.join('|')}]`, 2)
  return positionals.length > 0 ? positionals : UNNAMED
}

/** `npm run -s bench`: measures this machine in one run and prints one JSON object. */
await runCommand(async () => {
  const say: Say = (line) => void process.stderr.write(`${line}\n`)
  const result: Result = { cores: cpus().length, node: process.version }
  for (const part of chosen()) await PARTS[part]?.(result, say)
  process.stdout.write(`${JSON.stringify(result)}\n`)
})

async function effect(result: Result, say: Say): Promise<void> {
  say('trying changes of rules out on 100,000 texts …')
  result['effect'] = measureEffect()
}

async function load(result: Result, say: Say): Promise<void> {
  say('loading pages in a slowed browser …')
  result['load'] = await measureLoad()
}

async function rules(result: Result, say: Say): Promise<void> {
  say('judging texts …')
  result['rules'] = await measureRules()
}

async function month(result: Result, say: Say): Promise<void> {
  say(`replaying ${MONTH.messages} messages of ${MONTH.days} days …`)
  result['month'] = await measureMonth(MONTH, readConfig(process.env), createLog('bench', 'error'))
}

async function console(result: Result, say: Say): Promise<void> {
  say(`making ${CONSOLE.cases} cases, ${CONSOLE.flags} flags and ${CONSOLE.messages} messages …`)
  const { keywordsDir } = readConfig(process.env)
  result['console'] = await measureConsole(CONSOLE, keywordsDir, createLog('bench', 'error'), say)
}

async function system(result: Result, say: Say): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog('bench', 'error')
  say('starting the whole system …')
  const { seconds, memory } = await measureStart()
  result['readySeconds'] = seconds
  result['memoryMB'] = {
    processes: memory,
    rss: sum(memory.map((m) => m.rss)),
    pss: sum(memory.map((m) => m.pss)),
  }
  for (const queue of QUEUES) {
    try {
      say(`queue ${queue}: ${MESSAGES} messages at once, then ${RATE} a second for ${SECONDS} s …`)
      const stage = await openStage(queue, config, log)
      try {
        const messagesPerSecond = await measureThroughput(stage, MESSAGES)
        const waits = await measureLatency(stage, RATE, SECONDS)
        const receiptMs = {
          p50: percentile(waits, 0.5),
          p95: percentile(waits, 0.95),
          receipts: waits.length,
        }
        result[queue] = { messagesPerSecond, receiptMs }
      } finally {
        await stage.close()
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      say(`queue ${queue} is left out: ${error.message}`)
      result[queue] = null
    }
  }
}

function sum(list: number[]): number {
  return list.reduce((a, b) => a + b, 0)
}
