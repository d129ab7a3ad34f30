const FREE = 5
const FIRST_PAUSE = 30_000
const LONGEST_PAUSE = 15 * 60_000
const REMEMBERED = 10_000

export interface Throttle {
  /** ms until the next try is allowed; 0: it is, and counts as failed until `succeeded` */
  attempt(key: string, now: number): number
  succeeded(key: string): void
}

/** Slows down guessing: five tries a key, then a pause that doubles with each further one, up to 15 minutes. */
export function createThrottle(): Throttle {
  const failures = new Map<string, { count: number; until: number }>()
  return {
    attempt(key, now) {
      const seen = failures.get(key)
      if (seen && seen.until > now) return seen.until - now
      const fresh = !seen || now - seen.until > LONGEST_PAUSE
      const count = fresh ? 1 : seen.count + 1
      const pause = count < FREE ? 0 : Math.min(FIRST_PAUSE * 2 ** (count - FREE), LONGEST_PAUSE)
      failures.delete(key)
      failures.set(key, { count, until: now + pause })
      const [oldest] = failures.keys()
      if (failures.size > REMEMBERED && oldest !== undefined) failures.delete(oldest)
      return 0
    },
    succeeded: (key) => void failures.delete(key),
  }
}

export interface Pace {
  /** ms until the next request is allowed; 0: it is, and counts */
  next(key: string, now: number): number
}

/** At most `most` requests of a key from the first one on until `window` ms are over, and so on. */
export function createPace(most: number, window: number): Pace {
  const begun = new Map<string, { since: number; count: number }>()
  return {
    next(key, now) {
      const seen = begun.get(key)
      if (!seen || now - seen.since >= window) {
        begun.set(key, { since: now, count: 1 })
        return 0
      }
      if (seen.count >= most) return seen.since + window - now
      seen.count++
      return 0
    },
  }
}
