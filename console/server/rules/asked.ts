import type { Edit } from '../../../rules/edit/edit.ts'
import type { EffectOptions } from '../../../rules/effect/effect.ts'
import type { EffectText, Leaving } from '../../../rules/effect/judged.ts'
import type { Example } from '../../../rules/effect/room.ts'

/** What the console asks of the thread; `files` are keys of files that it was given before. */
export type Asked =
  | { op: 'file'; key: string; name: string; bytes: Uint8Array }
  | { op: 'begin'; files: string[]; places: readonly string[] }
  | { op: 'add'; texts: EffectText[] }
  | { op: 'leave'; leaving: Leaving }
  | {
      op: 'effect'
      files: string[]
      edits: readonly Edit[]
      examples: readonly Example[]
      options: EffectOptions
    }
  | { op: 'usable'; files: string[] }
  | { op: 'check'; files: string[]; offices: readonly string[]; examples: readonly Example[] }
  | { op: 'suggest'; names: readonly string[] }

export type Answered = { id: number; value: unknown } | { id: number; error: string }
