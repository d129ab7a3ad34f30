import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits until `condition` gives something truthy and returns that.
 * A condition that throws counts as not yet; its last error is the cause of the failure.
 * @param options.within ms after which it fails, naming `options.what`
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  { within = 10_000, every = 20, what = condition.toString() } = {},
): Promise<NonNullable<T>> {
  const end = performance.now() + within
  let cause: unknown
  for (;;) {
    try {
      const value = await condition()
      if (value) return value
      cause = undefined
    } catch (error) {
      cause = error
    }
    if (performance.now() > end) throw new Error(`not within ${within} ms: ${what}`, { cause })
    await pause(every)
  }
}
