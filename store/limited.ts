/** Work that took longer than it may; it may still succeed later. */
export class TimeLimitError extends Error {}

/** Waits for `work` at the most `ms`; what becomes of it afterwards is of no interest to the caller. */
export async function limited<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeLimitError(`${what} took longer than ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
