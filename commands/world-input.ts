import { readFile } from 'node:fs/promises'
import type { KnownCategories } from '../cases/world-against.ts'
import { parseWorld } from '../cases/world-file.ts'
import type { Removed, World } from '../cases/world.ts'
import { UserError } from '../config/fail.ts'

/**
 * The world file that a user named; `categories` are those that it may name.
 * @throws UserError with status 2 and a line `file:line: reason` for each mistake
 */
export const readWorldFile = async (file: string, categories: KnownCategories): Promise<World> =>
  worldOf(await readInput(file), file, categories, null).world

/**
 * The same of a text that was read from `file`; `known` is the world of the installation that it updates, and
 * `removed` what it takes back from that.
 */
export function worldOf(
  text: string,
  file: string,
  categories: KnownCategories,
  known: World | null,
): { world: World; removed: Removed } {
  const read = parseWorld(text, categories, known)
  if ('world' in read) return read
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
