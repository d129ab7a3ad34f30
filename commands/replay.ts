import { parseArgs } from 'node:util'
import { readConfig } from '../config/config.ts'
import { runIfStarted, UserError, type Command } from '../config/fail.ts'
import { createLog } from '../config/log.ts'
import { loadCategories } from '../store/keywords.ts'
import { parseChat } from './replay/chat-file.ts'
import type { QueueKind } from './replay/replay.ts'
import { readInput, readWorldFile } from './world-input.ts'

const USAGE = 'Usage: npm run -s replay -- --world WORLD.yaml --chat CHAT.jsonl [--queue postgres|redis]'

/** `npm run -s replay`: plays a chat file through the whole system on a stack of its own and prints the report. */
export const replayChat: Command = async (args, env) => {
  const { world: worldFile, chat: chatFile, queue } = readArguments(args)
  const { logLevel, ...config } = readConfig({
    ...env,
    LOG_LEVEL: env['LOG_LEVEL'] ?? 'error',
  })
  const log = createLog('replay', logLevel)
  const categories = loadCategories(config.keywordsDir)
  const world = await readWorldFile(worldFile, categories)
  const events = parseChat(await readInput(chatFile), chatFile)
  // The whole system takes a second to load: who is refused need not wait for it.
  const { replay } = await import('./replay/replay.ts')
  const report = await replay({ world, events, queue, config: { ...config, logLevel }, log })
  return `${JSON.stringify(report)}\n`
}

function readArguments(args: string[]): { world: string; chat: string; queue: QueueKind } {
  const options = {
    world: { type: 'string' },
    chat: { type: 'string' },
    queue: { type: 'string', default: 'postgres' },
  } as const
  let values
  try {
    values = parseArgs({ args, options }).values
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('\n')[0]}\n${USAGE}`, 2)
  }
  const { world, chat, queue } = values
  if (!world || !chat) throw new UserError(USAGE, 2)
  if (queue !== 'postgres' && queue !== 'redis')
    throw new UserError(`--queue must be postgres or redis\n${USAGE}`, 2)
  return { world, chat, queue }
}

await runIfStarted(import.meta.filename, replayChat)
