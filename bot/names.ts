import type { Puppet } from 'wechaty-puppet'
import { limited } from '../store/limited.ts'

const LIMIT = 1_500
const KEPT = 20_000
/** ms that a name, or that there is none to be had, is believed */
const FRESH = 24 * 3_600_000
const MISSING = 60_000

/** What people call themselves; a name that does not come soon is none, since no message waits for it. */
export function createNames(puppet: () => Puppet | null): { of(id: string): Promise<string | null> } {
  const known = new Map<string, { name: Promise<string | null>; until: number }>()

  function ask(id: string): Promise<string | null> {
    const asked = puppet()
    if (!asked) return Promise.resolve(null)
    return limited(asked.contactPayload(id), LIMIT, 'asking for a name').then(
      (contact) => contact.name || null,
      () => null,
    )
  }

  return {
    of(id) {
      const now = performance.now()
      const found = known.get(id)
      if (found && now < found.until) return found.name
      const entry = { name: ask(id), until: now + FRESH }
      void entry.name.then((name) => name ?? (entry.until = now + MISSING))
      known.delete(id)
      known.set(id, entry)
      const [oldest] = known.keys()
      if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
      return entry.name
    },
  }
}
