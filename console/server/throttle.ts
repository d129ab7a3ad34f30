import type { Queryable } from '../../store/db.ts'
import { attempt, forgive, loginKey, takeBack, type Limit } from '../../store/console/attempts.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const repeat = (times: number, pause: number) => Array<number>(times).fill(pause)

/** From as many failures of a login on, from wherever, it pauses; the pauses double up to half an hour. */
export const PAUSED_AFTER = 5
const OF_LOGIN: Limit = {
  pauses: [
    ...repeat(PAUSED_AFTER - 1, 0),
    ...[30, 60, 120, 240, 480].map((seconds) => seconds * SECOND),
    30 * MINUTE,
  ],
}
/** Of an address: a whole office may be behind it, where somebody is always mistaken. */
const OF_ADDRESS: Limit = {
  pauses: [...repeat(29, 0), ...[1, 2, 4, 8, 15].map((minutes) => minutes * MINUTE)],
  drain: MINUTE,
}

export interface Tried {
  /** ms until the next attempt is allowed; 0: it was, and counts as failed until it has succeeded */
  pause: number
  /** the pause is of the login, not of the address */
  ofLogin: boolean
  /** nothing of the login counts any more */
  succeeded(): Promise<void>
  /** it was right, but more is asked for: what failed before still counts */
  passed(): Promise<void>
}

/** Slows down guessing, by login from wherever and by address; see store/console/attempts.ts. */
export async function tryLogin(db: Queryable, login: string, address: string, now: number): Promise<Tried> {
  const [ofAddress, ofLogin] = [`address:${address}`, loginKey(login)]
  let pause = await attempt(db, ofAddress, OF_ADDRESS, now)
  const isAddressFree = !pause
  if (isAddressFree) {
    pause = await attempt(db, ofLogin, OF_LOGIN, now)
    // What waits tries nothing.
    if (pause) await takeBack(db, ofAddress, now)
  }
  return {
    pause,
    ofLogin: isAddressFree && pause > 0,
    async succeeded() {
      await forgive(db, ofLogin)
      await takeBack(db, ofAddress, now)
    },
    async passed() {
      await takeBack(db, ofLogin, now)
      await takeBack(db, ofAddress, now)
    },
  }
}

export interface Pace {
  /** ms until the next request is allowed; 0: it is, and counts */
  next(key: string, now: number): number
}

const REMEMBERED = 10_000

/** At most `most` requests of a key from the first one on until `window` ms are over, and so on. */
export function createPace(most: number, window: number): Pace {
  const begun = new Map<string, { since: number; count: number }>()
  return {
    next(key, now) {
      const seen = begun.get(key)
      if (!seen || now - seen.since >= window) {
        begun.delete(key)
        begun.set(key, { since: now, count: 1 })
        const [oldest] = begun.keys()
        if (begun.size > REMEMBERED && oldest !== undefined) begun.delete(oldest)
        return 0
      }
      if (seen.count >= most) return seen.since + window - now
      seen.count++
      return 0
    },
  }
}
