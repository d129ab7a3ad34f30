/** The thread in which changes of rules are tried out, so that the console goes on answering. */
import { parentPort } from 'node:worker_threads'
import { Room } from '../../../rules/effect/room.ts'
import type { RuleFile } from '../../../rules/load.ts'
import { lazySegmenter, ruleFilesOf } from '../../../store/keywords.ts'
import type { Asked, Answered } from './asked.ts'

const room = new Room(lazySegmenter())
/** By name and hash: a file that is asked for again is not read again. */
const files = new Map<string, RuleFile>()

const named = (keys: readonly string[]): RuleFile[] => keys.flatMap((key) => files.get(key) ?? [])

function answer(asked: Asked): unknown {
  switch (asked.op) {
    case 'file':
      for (const file of ruleFilesOf(new Map([[asked.name, Buffer.from(asked.bytes)]])))
        files.set(asked.key, file)
      return null
    case 'begin':
      return room.begin(named(asked.files), asked.places)
    case 'add':
      return room.add(asked.texts)
    case 'leave':
      return room.leave(asked.leaving)
    case 'effect':
      return room.effect(named(asked.files), asked.edits, asked.examples, asked.options)
    case 'usable':
      return room.usable(named(asked.files))
    case 'check':
      return room.check(named(asked.files), asked.offices, asked.examples)
    case 'suggest':
      return room.suggest(asked.names)
  }
}

parentPort?.on('message', ({ id, asked }: { id: number; asked: Asked }) => {
  const send = (answered: Answered) => parentPort?.postMessage(answered)
  try {
    send({ id, value: answer(asked) })
  } catch (error) {
    send({ id, error: (error as Error).message })
  }
})
