/** How many needs the rules miss, from a random sample of what they ignored. */

/** What is known of a time. */
export interface Sampled {
  /** messages that the rules ignored and that could have been drawn */
  ignored: number
  /** of these, how many were drawn and looked at */
  looked: number
  /** of those, how many were needs */
  found: number
  /** needs that the rules caught in the same time */
  caught: number
}

/** A figure with the interval in which it lies in 95 of 100 such weeks. */
export interface Estimate {
  value: number
  low: number
  high: number
}

/** The 97.5 % point of the normal distribution: what lies outside on either side is 5 % together. */
const Z = 1.959964

/**
 * A share with Wilson's score interval: few are looked at and needs are rare, where the plain interval around the share
 * would be too narrow, and empty for none found, while the exact one of Clopper and Pearson covers more than it says.
 * `of` must be above 0.
 */
export function shareOf(found: number, of: number): Estimate {
  const value = found / of
  const shrink = 1 + Z ** 2 / of
  const middle = (value + Z ** 2 / (2 * of)) / shrink
  const half = (Z / shrink) * Math.sqrt((value * (1 - value)) / of + Z ** 2 / (4 * of ** 2))
  // At none and at all the ends are exact; reckoned they are so only nearly.
  return {
    value,
    low: found === 0 ? 0 : middle - half,
    high: found === of ? 1 : middle + half,
  }
}

/**
 * How many needs were missed, and which share of all needs the rules caught (recall, 0 to 1); null before anything was
 * looked at, and the share also where there was no need at all. As many as were found are missed for certain, and what
 * was looked at and was none cannot be.
 */
export function estimateMissed({ ignored, looked, found, caught }: Sampled): {
  missed: Estimate | null
  recall: Estimate | null
} {
  if (looked === 0) return { missed: null, recall: null }
  const share = shareOf(found, looked)
  const possible = (n: number) => Math.min(Math.max(n, found), Math.max(ignored - looked, 0) + found)
  const missed = {
    value: possible(ignored * share.value),
    low: possible(ignored * share.low),
    high: possible(ignored * share.high),
  }
  const recallAt = (n: number) => caught / (caught + n)
  const none = caught + missed.value === 0
  return {
    missed,
    recall: none
      ? null
      : {
          value: recallAt(missed.value),
          low: recallAt(missed.high),
          high: caught ? recallAt(missed.low) : 0,
        },
  }
}
