import { readFile } from 'node:fs/promises'
import { parseWorld } from '../cases/world-file.ts'
import type { World } from '../cases/world.ts'
import { UserError } from '../config/fail.ts'

/**
 * The world file that a user named; `categories` are the ids that its offices may handle.
 * @throws UserError with status 2 and a line `file:line: reason` for each mistake
 */
export const readWorldFile = async (file: string, categories: ReadonlySet<string>): Promise<World> =>
  worldOf(await readInput(file), file, categories, null)

/** The same of a text that was read from `file`; `known` is the world of the installation that it updates. */
export function worldOf(
  text: string,
  file: string,
  categories: ReadonlySet<string>,
  known: World | null,
): World {
  const read = parseWorld(text, categories, known)
  if ('world' in read) return read.world
  throw new UserError(read.problems.map((p) => `${file}:${p.line}: ${p.reason}`).join('\n'), 2)
}

/**
 * The text of an input file.
 * @throws UserError with status 2 when it cannot be read
 */
export async function readInput(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
          ? 'is not UTF-8: save it with that encoding'
          : message
    throw new UserError(`${file}:1: ${reason}`, 2, { cause: error })
  }
}
