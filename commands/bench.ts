import { cpus } from 'node:os'
import { readConfig } from '../config/config.ts'
import { runCommand, UserError } from '../config/fail.ts'
import { createLog } from '../config/log.ts'
import { measureLatency, measureThroughput, percentile } from './bench/measure.ts'
import { openStage } from './bench/stage.ts'
import { measureStart } from './bench/started.ts'

const MESSAGES = 20_000
const RATE = 50
const SECONDS = 30
const QUEUES = ['postgres', 'redis'] as const

/** `npm run -s bench`: measures this machine in one run and prints one JSON object. */
await runCommand(async () => {
  const config = readConfig(process.env)
  const log = createLog('bench', 'error')
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  const result: Record<string, unknown> = { cores: cpus().length, node: process.version }
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
  process.stdout.write(`${JSON.stringify(result)}\n`)
})

function sum(list: number[]): number {
  return list.reduce((a, b) => a + b, 0)
}
