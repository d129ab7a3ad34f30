/** Does the work now and at every interval (ms), never twice at a time, until closed. */
export function every(interval: number, work: () => Promise<void>, onError: (error: unknown) => void) {
  let running: Promise<void> | null = null
  const tick = () => {
    running ??= work()
      .catch(onError)
      .finally(() => (running = null))
  }
  tick()
  const timer = setInterval(tick, interval)
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
