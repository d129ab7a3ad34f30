/** Notices that the files of a folder have changed, on every file system. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** ms between two looks: a change is in use after two of them */
const LOOK_EVERY = 1_000

/** What differs once anything in the folder has changed, or why the folder cannot be read. */
export function fingerprint(dir: string): string {
  const look = (name: string) => {
    const file = statSync(join(dir, name), { throwIfNoEntry: false })
    // The time of the inode as well: it alone tells of permissions, and of a copy that keeps the time of its original.
    return [name, file?.size, file?.mtimeMs, file?.ctimeMs].join(' ')
  }
  try {
    return readdirSync(dir).sort().map(look).join('\n')
  } catch (error) {
    return (error as Error).message
  }
}

/**
 * Calls back when the folder is no longer as it was at `since`, once two looks have found the same: in between, somebody
 * may be in the middle of writing. Whoever reads the folder takes `since` before he does. Returns what ends it.
 */
export function watchFolder(
  dir: string,
  since: string,
  onChange: () => void,
  every = LOOK_EVERY,
): () => void {
  let [known, before] = [since, since]
  const look = () => {
    const seen = fingerprint(dir)
    const isAtRest = seen === before
    before = seen
    if (!isAtRest || seen === known) return
    known = seen
    onChange()
  }
  const timer = setInterval(look, every)
  return () => clearInterval(timer)
}
